"""Variants: one value in several ways of writing, and values that only look alike."""

from __future__ import annotations

from tests.advise.tables import Data, entity
from workbench.advise.data.variants import judge, variants
from workbench.model import Model


def found(values, kind="text(20)"):
    return list(Data(t={"state": values}).findings(judge, entity("t", f"state {kind}")))


def test_values_that_differ_by_capitals_and_spaces_are_told_with_their_rows():
    (finding,) = found(["open"] * 40 + ["Open"] * 3 + ["open "] + ["shut"] * 5 + ["in work", "inwork"] * 2)
    assert (finding.code, finding.severity) == ("DATA-015-variants", "warning")
    assert finding.message == (
        "6 rows write a value unlike most rows, by capitals or spaces only: 'open' and 'Open' and 'open '; "
        "'in work' and 'inwork'. Write each in one way."
    )
    assert [figure.value for figure in finding.evidence.figures] == [6, 53]
    assert finding.evidence.sql == """SELECT * FROM "t" WHERE "state" IN ('Open', 'open ', 'inwork')"""


def test_other_values_are_left_alone():
    assert found(["open", "opened", "Shut"] * 10) == []
    assert found([str(i) for i in range(30)] + ["a", "A"]) == []  # names, not a list


def test_personal_values_are_never_shown():
    from dataclasses import replace

    table = entity("t", "state text?")
    model = Model(entities=(replace(table, attributes=(replace(table.attributes[0], personal="name"),)),))
    assert list(judge(Data(t={"state": ["Ann", "ann"] * 10}).facts, model)) == []


def test_nothing_but_spaces_is_no_value():
    assert variants([(" ", 3), ("", 2)]) == []
