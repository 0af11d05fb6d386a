"""Limits: dates outside the years 1 to 9999, dates of the year 9999, infinities and NaN."""

from __future__ import annotations

import duckdb
import pytest

from workbench.advise import settle
from workbench.advise.data.limits import judge
from workbench.formats.dbml import read_dbml
from workbench.profile import answer, measure
from workbench.sources import open_source


@pytest.fixture
def told(tmp_path):
    def tell(kind, *values):
        path = tmp_path / "t.parquet"
        listed = ", ".join(f"({value!r})" for value in values)
        with duckdb.connect() as con:
            con.execute(f"COPY (SELECT v::{kind} AS v FROM (VALUES {listed}) AS t(v)) TO '{path}' (FORMAT parquet)")
        model = read_dbml(f"Table t {{\n  v {'float64' if kind == 'DOUBLE' else kind.lower()}\n}}\n")
        with open_source(path) as source:
            found, _ = settle([judge], measure(source), model, lambda asked: answer(source, model, asked))
            for finding in found:
                rows = source.cursor().execute(finding.evidence.sql).fetchall()
                assert len(rows) == finding.evidence.figures[0].value
        return [(f.code, f.severity, f.subject.title, f.message) for f in found]

    return tell


OUTSIDE = "a date outside the years 1 to 9999, the most that SQL has. Mend it, or leave it empty."
NO_END = (
    "a date of the year 9999, which stands for no end more often than for a day. Leave it empty where it means that."
)
NO_NUMBER = "an infinity or NaN, which MariaDB and JSON do not take. Leave it empty, or mend it."


@pytest.mark.parametrize("kind", ["DATE", "TIMESTAMP"])
def test_dates_that_no_engine_or_no_calendar_has(told, kind):
    first, last = "0001-01-01", "9998-12-31"
    assert told(kind, first, last) == []
    expected = [("LIMIT-001-date", "warning", "t.v", f"2 rows hold {OUTSIDE}")]
    assert told(kind, "0000-12-31", first, last, "0000-01-01") == expected  # the year 0 of ISO 8601 is 1 BC
    assert told(kind, first, "10000-01-01", "10000-01-02") == expected
    assert told(kind, "0044-03-15 (BC)", "infinity") == expected


def test_dates_that_stand_for_no_end(told):
    assert told("DATE", "9999-12-31", "2024-01-01") == [("LIMIT-002-no-end", "advice", "t.v", f"1 row holds {NO_END}")]
    assert [code for code, *_ in told("DATE", "10000-01-01", "9999-01-01")] == ["LIMIT-001-date", "LIMIT-002-no-end"]


@pytest.mark.parametrize("value", ["inf", "-inf", "nan"])
def test_numbers_that_are_none(told, value):
    assert told("DOUBLE", "1.5", value) == [("LIMIT-003-no-number", "warning", "t.v", f"1 row holds {NO_NUMBER}")]


def test_the_largest_number_is_one(told):
    assert told("DOUBLE", "1.7976931348623157e308", "-1.7976931348623157e308") == []
