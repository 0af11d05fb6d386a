"""Tests of charts: bars only where there is something to compare, and never a value of a person."""

from dataclasses import replace

from workbench.facts import ColumnFacts, Facts, TableFacts
from workbench.findings import Evidence, Figure, Finding
from workbench.formats.dbml import read_dbml
from workbench.model import Subject
from workbench.widget.chart import chart

MODEL = read_dbml("Table orders { state text\n email text [wb_personal: 'email'] }")


def finding(*figures, code="REF-001-x", subject=None, personal=False):
    evidence = Evidence(figures=figures, personal=personal)
    return Finding(code, "advice", subject or Subject.attribute("orders", "state"), "…", evidence)


def facts(column):
    values = tuple((f"v{n}", 10 - n) for n in range(10))
    measured = ColumnFacts(
        table="orders", column=column, position=0, raw_type="VARCHAR", rows=55, nulls=0, distinct=10, values=values,
        sample_rows=55,
    )  # fmt: skip
    return Facts(tables={"orders": TableFacts(table="orders", origin="orders.csv", rows=55, columns=(measured,))})


def test_the_unit_with_most_figures_is_drawn_and_what_speaks_against_is_marked():
    shown = chart(
        finding(Figure("rows", 9, "rows"), Figure("share", 0.5, ""), Figure("orphans", 2, "rows")), None, MODEL
    )
    assert shown == {"unit": "rows", "bars": [["rows", 9, False], ["orphans", 2, True]]}


def test_a_single_figure_words_and_nothing_at_all_are_no_chart():
    assert chart(finding(Figure("rows", 9, "rows")), None, MODEL) is None
    assert chart(finding(Figure("a", "x"), Figure("b", "y")), None, MODEL) is None
    assert chart(finding(Figure("a", 0), Figure("b", 0)), None, MODEL) is None


def test_the_values_of_a_list_are_drawn_and_the_rest_together():
    shown = chart(finding(code="ENUM-001-x"), facts("state"), MODEL)
    assert shown["unit"] == "rows"
    assert shown["bars"][0] == ["v0", 10, False]
    assert shown["bars"][-1] == ["2 others", 3, False]  # 2 + 1 rows
    assert len(shown["bars"]) == 9


def test_values_of_people_are_masked():
    email = Subject.attribute("orders", "email")
    shown = chart(finding(code="ENUM-001-x", subject=email), facts("email"), MODEL)
    assert {label for label, *_ in shown["bars"][:-1]} == {"***"}
    shown = chart(finding(code="ENUM-001-x", personal=True), facts("state"), MODEL)
    assert {label for label, *_ in shown["bars"][:-1]} == {"***"}


def test_a_column_that_was_not_measured_has_no_values():
    found = finding(code="ENUM-001-x")
    assert chart(found, Facts(), MODEL) is None
    assert chart(replace(found, subject=Subject.attribute("gone", "state")), facts("state"), MODEL) is None
