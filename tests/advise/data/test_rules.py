"""Rules: what the data break of a model that is there already, and no rule that they cannot break."""

from __future__ import annotations

import pytest

from workbench.advise import settle
from workbench.advise.data.rules import judge
from workbench.formats.dbml import read_dbml
from workbench.profile import answer, measure
from workbench.sources import open_source

ROWS = "id,name,kind,total\n1,a,x,5\n2,a,y,7\n3,,z,-1\n"


@pytest.fixture
def found(tmp_path):
    (tmp_path / "t.csv").write_text(ROWS)

    def find(columns, more=""):
        text = f"Enum kind {{\n  x\n  y\n}}\nTable t {{\n  id int [pk]\n  {columns}\n  {more}\n}}\n"
        model = read_dbml(text)
        with open_source(tmp_path) as source:
            findings, _ = settle([judge], measure(source), model, lambda asked: answer(source, model, asked))
            for finding in findings:
                if finding.evidence.sql is not None and finding.code != "DATA-001-duplicate-key":
                    rows = source.cursor().execute(finding.evidence.sql).fetchall()
                    assert len(rows) == finding.evidence.figures[0].value
        return [(f.code[:8], f.severity, f.subject.title) for f in findings]

    return find


def test_each_rule_that_is_broken_is_told_once(found):
    assert found("name text [not null, unique]\n  kind kind\n  total int [check: `total > 0`]") == [
        ("DATA-001", "warning", "t(name)"),
        ("DATA-005", "warning", "t.name"),
        ("DATA-006", "warning", "t.kind"),
        ("DATA-007", "warning", "t[total > 0]"),
    ]


def test_rules_that_hold_say_nothing(found):
    assert found("name text\n  kind text\n  total int [not null, unique, check: `total > -2`]") == []


def test_an_index_over_some_rows_only_is_no_key(found):
    metadata = "}\nMetadata Table t {\n  wb_index_name_where: 'total > 5'"
    assert (
        found("name text\n  kind text\n  total int\n  indexes {\n    name [unique, type: btree]\n  }", metadata) == []
    )
    assert found("name text\n  kind text\n  total int\n  indexes {\n    name [unique, type: btree]\n  }") == [
        ("DATA-001", "warning", "t(name)")
    ]


def test_a_check_that_duckdb_cannot_try_is_advice_and_a_wrong_name_is_not(found):
    plain = "name text\n  kind text\n  total int"
    assert found(f"{plain} [check: `soundex2(name) = 'A'`]")[0][:2] == ("DATA-008", "advice")
    assert found(f"{plain} [check: `totl > 0`]")[0][:2] == ("DATA-008", "warning")
    assert found(f"{plain}\n  twice int [wb_generated: 'total * 2', check: `twice < 100`]") == []
