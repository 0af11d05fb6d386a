"""The linter remembers: what has not changed is not looked at again, and what it says is what a fresh one says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import edits, models
from workbench.advise.lint import linter
from workbench.advise.lint.linter import Linter
from workbench.errors import WorkbenchError
from workbench.formats.dbml import read_dbml
from workbench.model import Attribute, Enum, EnumValue, QualifiedName, Subject
from workbench.model.edits import Add, Change, Drop, Rename

TEXT = """
Table a { id int [pk] }
Table b { id int [pk]
 a_id int [not null, ref: > a.id] }
Table c { id int [pk]
 b_id int [not null, ref: > b.id] }
Table d { id int [pk] }
"""


def looked_at(monkeypatch, first, second):
    """Entities that the rules see of the second model, after the first."""
    seen = []

    def rule(model, entity):
        seen.append(str(entity.name))
        return ()

    monkeypatch.setattr(linter, "RULES", (rule,))
    one = Linter()
    one.lint(first)
    seen.clear()
    one.lint(second)
    return seen


def test_only_what_an_edit_touches_is_looked_at_again(monkeypatch):
    model = read_dbml(TEXT)
    cases = [
        (Change.of(Subject.attribute("d", "id"), note="x"), ["d"]),
        (Change.of(Subject.attribute("a", "id"), note="x"), ["a", "b"]),  # b refers to a
        (Drop(Subject.reference(model.references[0])), ["b"]),
        (Rename(Subject.entity("b"), "x"), ["x", "c"]),
        (Add(Enum(name=QualifiedName("e"), values=(EnumValue(name="v"),))), ["a", "b", "c", "d"]),
    ]
    for edit, expected in cases:
        assert looked_at(monkeypatch, model, edit.apply(model)) == expected, str(edit)
    assert looked_at(monkeypatch, model, model) == []


def test_an_entity_that_comes_back_is_looked_at_anew(monkeypatch):
    model = read_dbml(TEXT)
    one = Linter()
    without = Drop(Subject.entity("d")).apply(model)
    for each in (model, without, model):
        assert list(one.lint(each)) == []
    broken = Add(Attribute(name="ID"), within=QualifiedName("d")).apply(model)
    assert [f.code for f in one.lint(broken)] == ["LINT-009-case-collision"]


@given(st.data())
def test_after_any_edits_it_says_what_a_fresh_linter_says(data):
    model = data.draw(models())
    one = Linter()
    assert list(one.lint(model)) == list(Linter().lint(model))
    for _ in range(data.draw(st.integers(1, 4))):
        try:
            model = data.draw(edits(model)).apply(model)
        except WorkbenchError:
            continue
        assert list(one.lint(model)) == list(Linter().lint(model))
