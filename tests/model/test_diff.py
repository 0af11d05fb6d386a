from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import edits, models
from workbench.errors import WorkbenchError
from workbench.model import Attribute, Entity, Key, Model, QualifiedName, Subject
from workbench.model.diff import diff, inverse
from workbench.model.edits import Batch, Rename, SetPrimaryKey


@given(models(max_entities=3), models(max_entities=3))
def test_applying_a_diff_gives_exactly_the_other_model(a, b):
    model = a
    for edit in diff(a, b).edits:
        model = edit.change(model)
    assert model == b


@given(st.data())
def test_the_inverse_of_an_edit_takes_it_back_exactly(data):
    before = data.draw(models(max_entities=2))
    edit = data.draw(edits(before))
    try:
        after = edit.apply(before)
    except WorkbenchError:
        return
    assert inverse(edit, before).change(after) == before


def test_a_diff_of_a_model_with_itself_is_empty_and_shares_are_skipped():
    model = Model(entities=(_entity("a", "x"), _entity("b", "y")))
    assert not diff(model, model)
    assert not diff(model, Model(entities=(_entity("a", "x"), model.entities[1])))


def test_renames_that_swap_two_names_are_done_by_way_of_a_third():
    before = Model(entities=(_entity("t", "a", "b"),))
    swap = [(Subject.attribute("t", x), Subject.attribute("t", y)) for x, y in (("a", "b"), ("b", "a"))]
    edit = Batch(diff(before, before, swap).edits)
    assert [str(step) for step in edit.edits] == []  # the same object on both sides: nothing to do
    other = Model(entities=(_entity("t", "b", "a"),))
    after = Batch(diff(before, other, swap).edits).change(before)
    assert [a.name for a in after.entity("t").attributes] == ["b", "a"]


def test_a_rename_is_proposed_by_place_and_shape_but_not_assumed():
    before = Model(entities=(_entity("orders", "id", "status"),))
    after = Rename(Subject.entity("orders"), "sales").apply(before)
    found = diff(before, after)
    assert [str(edit) for edit in found.edits] == ["drop entity orders", "add entity sales"]
    assert [(p.before.title, p.after.title, p.score) for p in found.proposed] == [("orders", "sales", 1.0)]


def test_the_inverse_of_renames_in_a_batch_follows_them_back():
    before = Model(entities=(_entity("t", "a"),))
    edit = Batch((Rename(Subject.entity("t"), "u"), Rename(Subject.attribute("u", "a"), "b")))
    back = inverse(edit, before)
    assert [str(step) for step in back.edits] == ["rename entity u to t", "rename attribute t.b to a"]
    assert back.apply(edit.apply(before)) == before


def test_a_primary_key_makes_its_attributes_required_and_its_inverse_gives_that_back():
    before = Model(entities=(_entity("t", "a"),))
    edit = SetPrimaryKey(QualifiedName("t"), Key(attributes=("a",)))
    after = edit.apply(before)
    assert after.attribute("t", "a").nullable is False
    assert inverse(edit, before).apply(after).attribute("t", "a").nullable is True


def _entity(name, *attributes):
    return Entity(name=QualifiedName(name), attributes=tuple(Attribute(name=a) for a in attributes))
