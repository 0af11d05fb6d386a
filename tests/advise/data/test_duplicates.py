"""Duplicates: whole rows that are there twice."""

from __future__ import annotations

from tests.advise.measured import found, listed, model
from tests.advise.tables import entity
from workbench.advise.data.duplicates import judge
from workbench.advise.keys import primary

LOG = entity("log", "at int64", "text text?")
ROWS = {"log": {"at": [1, 1, 1, 2, 2], "text": ["a", "a", "a", None, "b"]}}


def both(facts, model):
    """Judge keys, then copies: keys are judged a stage earlier."""
    yield from primary.judge(facts, model)
    if facts.answers:
        yield from judge(facts, model)


def copies(keyed, **rows):
    """Find the one that tells of copies."""
    (finding,) = (f for f in found(both, model(keyed), log=rows) if f.code.startswith("DATA-009"))
    return finding


def test_copies_are_counted_and_listed():
    (finding,) = found(judge, model(LOG), **ROWS)
    assert (finding.code, finding.severity) == ("DATA-009-duplicate-row", "warning")
    assert finding.message == "2 of 5 rows are like another one in every column. Take them out."
    assert listed(finding, **ROWS) == [(1, "a")] * 3


def test_a_key_that_holds_leaves_nothing_to_look_for():
    keyed = entity("log", "at int64", "text text?", key="at")
    rows = {"log": {"at": [1, 2, 3], "text": ["a", "a", "a"]}}
    assert [f for f in found(both, model(keyed), **rows) if f.code.startswith("DATA")] == []
    assert [f.code for f in found(judge, model(LOG), log={"at": [1, 2], "text": ["a", "a"]})] == []


def test_copies_that_a_repeated_key_has_told_of_are_no_second_warning():
    keyed = entity("log", "at int64", "text text?", key="at")
    finding = copies(keyed, at=[1, 2, 2, 2], text=["a", "b", "b", "b"])
    assert (finding.code, finding.severity) == ("DATA-009-duplicate-row", "advice")
    assert finding.message == "The 2 rows that repeat the at of another row are like it in every column: copies."
    finding = copies(keyed, at=[1, 2, 2, 2], text=["a", "b", "b", "c"])
    assert finding.severity == "warning"
