"""Values: what a file may hold in sound rows and no database takes as it stands."""

from __future__ import annotations

from tests.sources.corpus.case import Case


def rows(name: str, values: list[str], count: int) -> str:
    """A file with so many sound values and the given ones after them."""
    usual = {"day": lambda i: f"2024-{1 + i % 12:02}-{1 + i % 28:02}", "v": lambda i: f"{i}.2345678{i % 10}"}[name]
    held = [*map(usual, range(count)), *values]
    return f"id,{name}\n" + "".join(f"{i},{value}\n" for i, value in enumerate(held, 1))


EAN = "400638{:07}"

CASES = (
    Case(
        "dates of the years 0, 9999 and 10000", "a.csv",
        rows("day", ["0000-01-01", "9999-12-31", "9999-12-31", "10000-01-01"], 400), {"a": 404},
        inferred=(
            # ISO/IEC 9075: years 0001 to 9999
            ("LIMIT-001-date", "a.day", "2 rows", "outside the years 1 to 9999"),
            ("LIMIT-002-no-end", "a.day", "2 rows", "9999"),
        ),
    ),
    Case(
        "times of the year 9999", "a.csv",
        rows("day", ["9999-12-31"], 400).replace("\n", " 12:00:00\n").replace("day 12:00:00", "day"), {"a": 401},
        inferred=(("LIMIT-002-no-end", "a.day", "1 row"),),
    ),
    Case(
        "infinities", "a.csv", rows("v", ["inf", "-Infinity", "1e999"], 400), {"a": 403},
        inferred=(("LIMIT-003-no-number", "a.v", "3 rows hold an infinity"),),
    ),
    Case("a number of 400 digits", "a.csv", f"id,v\n1,{'9' * 400}\n2,5\n", {"a": 2}, values=(("1", "9" * 400),),
         # above 1.8e308, the largest that IEEE 754 has in 64 bits
         inferred=(("LIMIT-003-no-number", "a.v", "1 row"),)),
    Case("brackets without end", "a.csv", f"id,v\n1,{'[' * 100_000}\n", {"a": 1}, values=(("1", "[" * 100_000),)),
    Case(
        "codes that a spreadsheet shows as powers of ten", "a.csv",
        "ean,price\n" + "".join(f"{EAN.format(i)},1.50\n" for i in range(60)) + "4.00638E+12,1.50\n" * 2, {"a": 62},
        # The digits that were lost told the two rows apart.
        inferred=(
            ("SHEET-001-lost-digits", "a.ean", "2 rows"), ("LINT-002-no-key", "a"),
            ("DATA-009-duplicate-row", "a", "1 of 62"),
        ),
    ),
    Case(
        "the same with a decimal comma", "a.csv",
        "ean;price\n" + "".join(f"{EAN.format(i)};1.50\n" for i in range(60)) + "4,00638E+12;1.50\n", {"a": 61},
        inferred=(("SHEET-001-lost-digits", "a.ean", "1 row"),),
    ),
    Case(
        "measurements as powers of ten", "a.csv",
        "id,mass\n" + "".join(f"{i},{1 + i / 100}E+12\n" for i in range(60)), {"a": 60},
    ),
    Case(
        "codes that a spreadsheet shows as dates", "a.csv",
        "gene,n\n" + "".join(f"TP{i},1\n" for i in range(40)) + "1-Mar,1\nSep-02,1\n", {"a": 42},
        inferred=(("SHEET-002-code-as-date", "a.gene", "2 rows"),),
    ),
    Case(
        "months are no codes", "a.csv",
        "month,n\n" + "".join(f"{m}-{y},1\n" for m in ("Jan", "Feb", "Mar") for y in range(10, 30)), {"a": 60},
    ),
    Case(
        "error values of a spreadsheet", "a.csv",
        "id,v\n" + "".join(f"{i},{i}\n" for i in range(500)) + "500,#REF!\n501,#DIV/0!\n502,#####\n", {"a": 503},
        inferred=(("SHEET-003-error-value", "a.v", "3 rows"), ("TYPE-002-misfit", "a.v", "3 of 503")),
    ),
    Case(
        "groups of digits", "a.csv", "id;v\n1;1.234,50\n2;12,00\n3;1.000.000,00\n", {"a": 3},
        values=(("1", "1.234,50"),),
    ),
)  # fmt: skip
