"""Delimited text: rows, quotes, line ends and names (RFC 4180 and what spreadsheets make of it)."""

from __future__ import annotations

from tests.sources.corpus.case import NAMED, REJECTED, Case, refused

AB = (("1", "a"), ("2", "b"))
ID_N = ("id", "n")
NO_ROWS = ("SRC-005-no-rows", "a header and no rows")

CASES = (
    Case("fields of several lines", "a.csv", 'id,n\n1,"a\nb\nc"\n2,b\n', {"a": 2}, ID_N, (("1", "a\nb\nc"), AB[1])),
    Case(
        "ragged rows", "a.csv", "id,n\n1,a\n2\n3,c,d\n2,b\n", {"a": 2}, ID_N, AB,
        said=((REJECTED, "2 rows do not fit the 2 columns", "lines 3, 4"),),
    ),
    Case(
        "ragged rows of a DOS file", "a.csv", "id,n\r\n1,a\r\n2\r\n2,b\r\n3\r\n", {"a": 2}, ID_N, AB,
        said=((REJECTED, "2 rows do not fit the 2 columns", "lines 3, 5"),),
    ),
    Case(
        "columns that have one name", "a.csv", "id,n,n,N\n1,a,b,c\n", {"a": 1}, ("id", "n", "n_2", "N_3"),
        (("1", "a", "b", "c"),), said=((NAMED, "Column 3", "'n'", "'n_2'"), (NAMED, "Column 4", "'N'", "'N_3'")),
    ),
    Case("several line ends", "a.csv", "id,n\r\n1,a\n2,b\r3,c\r\n", {"a": 3}, ID_N, (*AB, ("3", "c"))),
    Case(
        "a quote that is never closed", "a.csv", 'id,n\n1,a\n2,"b\n3,c\n4,d\n', {"a": 1}, ID_N, AB[:1],
        said=((REJECTED, "3 rows", "line 3", "A quote that opens in line 3 is not closed"),),
    ),
    refused(
        "a quote among the names that is never closed", "a.csv", 'id,"n\n1,a\n2,b\n',
        "A quote that opens in line 1, column 2",
    ),
    refused("a quote and nothing else", "a.csv", '"', "line 1, column 1"),
    Case(
        "text behind a closed quote", "a.csv", 'id,n\n1,a\n2,"b"x\n2,b\n', {"a": 2}, ID_N, AB,
        said=((REJECTED, "1 row", "line 3"),),
    ),
    Case("a quote inside a field", "a.csv", 'id,n\n1,a"b\n2,b\n', {"a": 2}, ID_N, (("1", 'a"b'), AB[1])),
    Case("names and no rows", "a.csv", "id,n\n", {"a": 0}, ID_N, said=(NO_ROWS,)),
    refused("nothing", "a.csv", b"", "The file is empty"),
    refused("blank lines only", "a.csv", "\r\n \n\n", "The file is empty"),
    Case(
        "no names", "a.csv", "1,2024-01-05,a@example.org\n2,2024-01-06,b@example.org\n", {"a": 1},
        ("1", "2024-01-05", "a@example.org"), (("2", "2024-01-06", "b@example.org"),),
        said=(("SRC-010-header-like-values", "The first line", "'1'"),),
    ),
    Case("semicolons", "a.csv", "id;n\n1;a,c\n2;b\n", {"a": 2}, ID_N, (("1", "a,c"), AB[1])),
    Case("bars", "a.csv", "id|n\n1|a\n2|b\n", {"a": 2}, ID_N, AB),
    Case("tabs under the ending of commas", "a.csv", "id\tn\n1\ta\n2\tb\n", {"a": 2}, ID_N, AB),
    Case(
        "a name of two lines", "a.csv", '"id","na\nme"\r\n1,a\r\n2,b\r\n', {"a": 2}, ("id", "name"), AB,
        said=((NAMED, "Column 2", r"'na\nme'", "'name'"),),
    ),
    Case(
        "a delimiter behind each row", "a.csv", "id,n,\n1,a,\n2,b,\n", {"a": 2}, ("id", "n", "column_3"),
        (("1", "a", None), ("2", "b", None)), said=((NAMED, "Column 3 has no name"),),
        inferred=(("DATA-003-all-null", "a.column_3", "None of 2 rows"),),
    ),
    Case(
        "comments", "a.csv", "# made on Monday\n# by hand\nid,n\n1,a\n2,b\n# end\n", {"a": 2}, ID_N, AB,
        said=(
            ("SRC-012-lines-before-names", "Lines 1 to 2", "from line 3"),
            (REJECTED, "1 row does not fit the 2 columns", "line 6"),
        ),
    ),
    Case(
        "a title and a blank line", "a.csv", "Report\n\nid,n\n1,a\n2,b\n", {"a": 2}, ID_N, AB,
        said=(("SRC-012-lines-before-names", "Line 1 stands", "from line 3"),),
    ),
    Case(
        "a title of two lines", "a.csv", "Report\nof Monday\n\nid,n\n1,a\n2,b\n", {"a": 2}, ID_N, AB,
        said=(("SRC-012-lines-before-names", "Lines 1 to 2 stand", "from line 4"),),
    ),
    Case(
        "a spreadsheet's mark of its delimiter", "a.csv", "sep=;\r\nid;n\r\n1;a\r\n2;b\r\n", {"a": 2}, ID_N, AB,
        said=(("SRC-012-lines-before-names", "Line 1 stands", "from line 2"),),
    ),
    Case("a number sign as a name", "a.csv", "#,n\n1,a\n2,b\n", {"a": 2}, ("#", "n"), AB),
    Case("one column with a comma in a value", "a.csv", "id\n1\n2,5\n3\n", {"a": 2}, ("id",), (("1",), ("3",)),
         said=((REJECTED, "1 row", "line 3"),)),
    Case("delimiters only", "a.csv", ",,\n,,\n", {"a": 1}, ("column_1", "column_2", "column_3"),
         ((None, None, None),), said=tuple((NAMED, f"Column {i} has no name") for i in (1, 2, 3)),
         inferred=tuple(("DATA-003-all-null", f"a.column_{i}") for i in (1, 2, 3))),
    Case("a DOS end of file", "a.csv", "id,n\n1,a\n2,b\n\x1a", {"a": 2}, ID_N, AB,
         said=((REJECTED, "1 row", "line 4"),)),
    Case("separators of other standards in values", "a.csv", "id,n\n1,a\x0b\u2028b\n2,b\n", {"a": 2}, ID_N,
         (("1", "a\x0b\u2028b"), AB[1])),
    Case("rows of one field only", "a.csv", "id,n\n1\n2\n", {"a": 0}, ID_N,
         said=((REJECTED, "2 rows do not fit the 2 columns", "lines 2, 3"),)),
)  # fmt: skip
