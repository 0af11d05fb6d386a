import pytest

from workbench.excerpt import excerpt
from workbench.formats.dbml import DbmlError, Diagnostic, read_dbml


def test_carets_stand_below_the_place_tabs_kept():
    assert excerpt("Table t {\n\tid\n}", [Diagnostic("No type.", 2, 2, 2)]) == (
        "line 2, column 2: No type.\n  2 | \tid\n    | \t^^"
    )


def test_a_very_long_line_shows_the_part_around_the_place():
    text = "x" * 500 + "?" + "y" * 500
    _, shown, carets = excerpt(text, [Diagnostic("Odd.", 1, 501)]).splitlines()
    assert len(shown) < 120
    assert shown[carets.index("^")] == "?"


def test_lines_count_from_where_the_text_stands_in_its_cell_and_many_are_cut():
    wrong = [Diagnostic(f"Fault {number}.", 1, 1) for number in range(7)]
    shown = excerpt("x", wrong, first_line=10)
    assert shown.startswith("line 10, column 1: Fault 0.\n  10 | x\n     | ^")
    assert shown.endswith("and 2 more")


@pytest.mark.parametrize("line", [0, 3, 99])
def test_a_place_outside_of_the_text_is_no_crash(line):
    assert "Gone." in excerpt("a\nb", [Diagnostic("Gone.", line, 5)])


def test_lines_are_those_that_the_reader_counts():
    text = "a\x0cb\x85c\u2028d\r\nnext"
    assert excerpt(text, [Diagnostic("Odd.", 1, 3), Diagnostic("Odd.", 2, 1)]) == (
        "line 1, column 3: Odd.\n  1 | a b c d\n    |   ^\nline 2, column 1: Odd.\n  2 | next\n    | ^"
    )


def test_it_fits_what_the_reader_reports():
    text = "Table t {\n  id\n}"
    with pytest.raises(DbmlError) as caught:
        read_dbml(text)
    assert excerpt(text, caught.value.diagnostics).splitlines()[1] == "  2 |   id"


def test_other_lines_that_a_sentence_names_are_counted_from_the_same_one():
    wrong = [Diagnostic("Expected ']' for the '[' of line 2.", 3, 1, 1)]
    assert excerpt("a\nb\nc", wrong, first_line=2).startswith("line 4, column 1: Expected ']' for the '[' of line 3.")
