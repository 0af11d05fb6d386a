"""Spreadsheet: codes as powers of ten or as dates, and error values; not measurements, months or words."""

from __future__ import annotations

import pytest

from workbench.advise import settle
from workbench.advise.data.spreadsheet import judge
from workbench.formats.dbml import read_dbml
from workbench.profile import answer, measure
from workbench.sources import open_source


@pytest.fixture
def told(tmp_path):
    def tell(values, name="code", kind="text"):
        (tmp_path / "t.csv").write_text(f"{name};x\n" + "".join(f"{value};1\n" for value in values))
        model = read_dbml(f"Table t {{\n  {name} {kind}\n  x text\n}}\n")
        with open_source(tmp_path) as source:
            found, _ = settle([judge], measure(source), model, lambda asked: answer(source, model, asked))
            for finding in found:
                rows = source.cursor().execute(finding.evidence.sql).fetchall()
                assert len(rows) == finding.evidence.figures[0].value
        return [(f.code, f.severity, f.subject.title, f.message) for f in found]

    return tell


POWERS = (
    "hold a code that a spreadsheet shows as a power of ten, so that its last digits are lost. "
    "Export it anew with the column formatted as text."
)


@pytest.mark.parametrize("power", ["4.00638E+12", "4,00638E+12", "4E+12", "1.23457E+15"])
@pytest.mark.parametrize("kind", ["text", "float64"])
def test_codes_as_powers_of_ten(told, power, kind):
    expected = [("SHEET-001-lost-digits", "warning", "t.code", f"2 rows {POWERS}")]
    assert told([power, "4006381333931", power], kind=kind) == expected


def test_codes_as_powers_of_ten_by_their_name_alone(told):
    assert [code for code, *_ in told(["4.00638E+12", "4.00639E+12"], "ean")] == ["SHEET-001-lost-digits"]
    assert told(["4.00638E+12", "4.00639E+12"], "mass") == []


@pytest.mark.parametrize("value", ["4.00638E+10", "4.0063812345E+12", "4e12", "40E+12"])
def test_other_ways_of_writing_powers_are_no_spreadsheets(told, value):
    assert told([value, "4006381333931"]) == []


@pytest.mark.parametrize("day", ["1-Mar", "01-Mar", "Mar-01", "1. Mrz", "Dez 01"])
def test_codes_as_dates(told, day):
    (finding,) = told([day, "TP53", "BRCA1", "EGFR"])
    assert finding == (
        "SHEET-002-code-as-date", "warning", "t.code",
        (
            "1 row holds a day and a month among codes: a spreadsheet makes dates of codes such as MAR1. "
            "Export it anew with the column formatted as text."
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        ["Jan-24", "Feb-24", "Mar-24"],  # months
        ["1-Mar", "2024-03-02", "2024-03-03"],  # dates
        ["1-Mar", "on the first of March", "later on"],  # texts
        ["March", "May", "June"],
    ],
)
def test_what_is_no_code(told, values):
    assert told(values) == []


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#WERT!", "#####"])
def test_error_values(told, error):
    (finding,) = told(["1", error, "2"])
    assert finding == (
        "SHEET-003-error-value", "warning", "t.code",
        (
            "1 row holds an error value of a spreadsheet in place of a value. "
            "Mend the formula, or leave the cell empty."
        ),
    )  # fmt: skip


@pytest.mark.parametrize("value", ["#N/A", "#1", "#ref", "see #REF!"])
def test_what_is_no_error_value(told, value):
    assert told(["1", value]) == []
