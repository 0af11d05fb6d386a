"""Edits as data: every edit comes back the same, and what is none is told by its field."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import edits, models
from workbench.errors import TextError, WorkbenchError
from workbench.formats.edits import decode_edit, encode_edit
from workbench.model import Subject
from workbench.model.edits import Add, Batch, Change, Edit, Rename


@given(st.data())
def test_each_edit_comes_back_the_same(data):
    model = data.draw(models(max_entities=3))
    edit = data.draw(edits(model))
    said = json.loads(json.dumps(encode_edit(edit)))
    assert decode_edit(said) == edit
    try:
        after = edit.apply(model)
    except WorkbenchError:
        return
    assert decode_edit(said).apply(model) == after


def test_several_edits_are_one():
    batch = Batch((Rename(Subject.entity("t"), "u"), Change.of(Subject.attribute("u", "a"), note="x")), "both")
    assert decode_edit(encode_edit(batch)) == batch


def test_a_node_has_its_defaults():
    edit = decode_edit({"do": "add", "kind": "attribute", "node": {"name": "a"}, "within": "t"})
    assert isinstance(edit, Add)
    assert str(edit) == "add attribute t.a"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("rename", "An edit is an object, not 'rename'."),
        ({"do": "remove"}, "There is no edit 'remove'. Known: add, drop, replace"),
        ({"do": "rename", "subject": "entity:t"}, "'rename' needs the field 'to'."),
        ({"do": "rename", "subject": "entity:t", "to": "u", "why": 1}, "There is no field 'why' in 'rename'."),
        ({"do": "rename", "subject": "entity:t", "to": 1}, "to: Expected a text, found 1."),
        ({"do": "rename", "subject": 5, "to": "u"}, "subject: Expected a text, found 5."),
        ({"do": "move", "subject": "entity:t", "position": -1}, "position: Expected a place from 0 on, found -1."),
        ({"do": "move", "subject": "entity:t", "position": True}, "position: Expected a place from 0 on, found True."),
        ({"do": "move", "subject": "entity:t"}, "'move' needs the field 'position'."),
        ({"do": "change", "subject": "entity:t", "values": []}, "values: Expected an object, found []."),
        ({"do": "change", "subject": "entity:t", "values": {"colour": 1}}, "There is no field 'colour' in Entity."),
        ({"do": "change", "subject": "attribute:t.a", "values": {"type": "intt"}}, "Did you mean 'int'?"),
        ({"do": "add", "kind": "table", "node": {}}, "There is no kind 'table'."),
        ({"do": "add", "kind": "entity", "node": {}}, "Entity needs the field 'name'."),
        ({"do": "batch", "edits": 1}, "edits: Expected a list, found 1."),
        ({"do": "batch", "edits": [{}]}, "There is no edit None."),
    ],
)
def test_what_is_no_edit_is_told(data, message):
    with pytest.raises(TextError) as error:
        decode_edit(data)
    assert message in str(error.value)


def test_an_edit_of_another_kind_has_no_form():
    class Other(Edit):
        def change(self, model):
            return model

    with pytest.raises(TextError, match="A Other has no form as data"):
        encode_edit(Other())
