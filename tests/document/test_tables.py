import pytest

from workbench.document.tables import Cell, Column, state_of, table


def test_columns_are_the_keys_in_order_and_empty_ones_are_left_out():
    made = table([{"engine": "a", "gone": None, "rows_in": 1}, {"engine": "b", "extra": "x"}])
    assert made.columns == (
        Column("Engine", numbers=False),
        Column("Rows in", numbers=True),
        Column("Extra", numbers=False),
    )
    assert made.rows[1] == (Cell("b"), Cell("–"), Cell("x"))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (15607, Cell("15,607")),
        (0, Cell("0")),
        (True, Cell("yes", "good")),
        (False, Cell("no", "bad")),
        (["a", "b"], Cell("a, b")),
        (("a", 1), Cell("a, 1")),
        ({"x": 1234, "y": None}, Cell("x 1,234; y –")),
        ("11 of 11", Cell("11 of 11")),
        ("10 of 11", Cell("10 of 11", "bad")),
        ("a <b>", Cell("a <b>")),
        ("", Cell("–")),
    ],
)
def test_cells(value, cell):
    assert table([{"a": value}]).rows == ((cell,),)


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ([1, 2.5, None], True),
        (["11 of 11", "1,000 of 1,000", 3], True),
        (["5 %"], True),
        (["18.4", "2.0"], False),  # versions
        ([True], False),
        (["x", 1], False),
    ],
)
def test_columns_of_numbers(values, numbers):
    assert table([{"a": value} for value in values]).columns == (Column("A", numbers=numbers),)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("proven", "good"),
        ("Proven on 18.4", "good"),
        ("found", "good"),
        ("as expected", "good"),
        ("not proven: extension absent", "warn"),
        ("skipped", "warn"),
        ("1 missed", "bad"),
        ("failed", "bad"),
        ("no", "bad"),
        ("provenance unknown", "bad"),
        ("", "bad"),
    ],
)
def test_an_outcome_that_is_not_known_to_be_good_is_bad(outcome, state):
    assert state_of(outcome) == state


def test_outcomes_are_judged_and_other_text_is_not():
    made = table([{"outcome": "found", "note": "failed"}])
    assert made.rows == ((Cell("found", "good"), Cell("failed")),)


def test_no_rows_make_no_table():
    assert not table([])
    assert not table([{}, {"a": None}]).columns
