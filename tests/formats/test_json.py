"""JSON: a model as data comes back the same, and what is no model is told with its place."""

import json

import pytest
from hypothesis import given

from tests.strategies import models
from workbench.errors import TextError
from workbench.formats.json import VERSION, read_json, write_json
from workbench.model import Model

ENTITY = '{"entities": [{"name": "a", "attributes": [%s]}]}'


@given(models())
def test_reading_gives_what_was_written(model):
    text = write_json(model)
    assert read_json(text) == model
    assert json.loads(text)["version"] == VERSION


def test_what_is_left_out_has_its_default():
    assert read_json("{}") == read_json('{"version": 1}') == Model()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "a.json:1:2: The file is not JSON: Expecting property name enclosed in double quotes."),
        ("", "a.json:1:1: The file is not JSON: Expecting value."),
        ("[" * 100_000, "a.json: The file is not JSON that can be read. It is nested too deeply."),
        ("[1]", "a.json: Model: Expected an object, found [1]."),
        ('{"name": "a", "name": "b"}', "The field 'name' is there twice in one object."),
        ('{"version": 2}', "a.json: The model is of version 2 of its JSON. Get a newer Workbench."),
        ('{"version": "1"}', "a.json: The model is of version '1' of its JSON. Known: 1."),
        ('{"version": true}', "a.json: The model is of version True of its JSON. Known: 1."),
        ('{"entites": []}', "a.json: There is no field 'entites' in Model."),
        ('{"entities": [{"name": "a"}, {"name": "a"}]}', "a.json: The entity a is there twice."),
        (ENTITY % '{"name": "x"}, {"name": "x"}', "a.json: The attribute a.x is there twice."),
        (ENTITY % '{"name": ""}', "a.json: attribute '' of a: A name is empty."),
        (ENTITY % '{"name": "x", "type": "enum:"}', "a.json: entities[0].attributes[0].type: "),
        ('{"entities": [{"name": ""}]}', "a.json: entities[0].name: '' is not a name."),
        (ENTITY % '{"name": 1}', "a.json: entities[0].attributes[0].name: Expected str, found 1."),
    ],
)
def test_what_is_no_model_is_told_with_its_place(text, message):
    with pytest.raises(TextError) as error:
        read_json(text, "a.json")
    assert str(error.value).startswith(message) or message in str(error.value)
