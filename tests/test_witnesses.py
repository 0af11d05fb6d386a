"""Tests of witnesses: the rows that a finding rests on, cut, and masked where they are of people."""

import pandas as pd
import pytest

from workbench import Project
from workbench.errors import SourceError, UsageError
from workbench.findings import Evidence, Finding
from workbench.formats.dbml import read_dbml
from workbench.model import Subject
from workbench.sources import open_source
from workbench.witnesses import witnesses

MODEL = read_dbml("Table people { id int [pk]\n email text [wb_personal: 'email', wb_source: 'mail'] }")


@pytest.fixture
def source():
    mails = [f"{n}@example.org" for n in range(30)]
    with open_source({"people": pd.DataFrame({"id": range(30), "mail": mails, "note": [None] * 30})}) as opened:
        yield opened


def finding(sql, personal=False, subject=None):
    return Finding("X-001-x", "warning", subject or Subject.entity("people"), "…", Evidence(sql=sql, personal=personal))


def test_the_first_rows_are_given_as_text_and_it_says_that_there_are_more(source):
    found = witnesses(finding('SELECT id, note FROM "people" ORDER BY id'), source, MODEL, limit=3)
    assert (found.columns, found.rows, found.more) == (("id", "note"), (("0", None), ("1", None), ("2", None)), True)
    assert not witnesses(finding('SELECT id FROM "people" WHERE id < 3'), source, MODEL, limit=3).more


def test_a_column_of_people_is_masked_under_its_own_name_and_the_source_s(source):
    found = witnesses(finding('SELECT id, mail FROM "people" ORDER BY id'), source, MODEL, limit=1)
    assert (found.rows, found.masked) == ((("0", "***"),), ("mail",))


def test_all_is_masked_where_the_finding_is_about_people_whatever_the_select_calls_it(source):
    sql = 'SELECT mail AS value, 1 AS n FROM "people"'
    for found in (finding(sql, personal=True), finding(sql, subject=Subject.attribute("people", "email"))):
        assert witnesses(found, source, MODEL, limit=1).rows == (("***", "***"),)


def test_figures_alone_have_no_rows_and_a_select_that_fails_shows_no_value(source):
    with pytest.raises(UsageError, match="rests on figures, not on rows"):
        witnesses(finding(None), source, MODEL)
    with pytest.raises(SourceError, match="cannot be read") as caught:
        witnesses(finding('SELECT CAST(mail AS INTEGER) FROM "people"'), source, MODEL)
    assert "example.org" not in str(caught.value)


def test_a_project_shows_the_rows_of_a_finding_by_its_number():
    data = {"t": pd.DataFrame({"id": [1, 2, 3, 3], "a": ["x", "y", "z", "z"]})}
    project = Project.declare("Table t { id int [pk]\n a text }", data=data).infer(accept_above=None)
    number = next(n for n, f in project.findings.numbers.items() if f.evidence.sql)
    shown = project.rows(number)
    assert "3" in {value for row in shown.rows for value in row}
    assert shown.columns[0] in repr(shown)
    assert "<table" in shown._repr_html_()
    assert len(shown.to_frame()) == len(shown.rows)
