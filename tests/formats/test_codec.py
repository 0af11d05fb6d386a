"""Codec: the values of a model as plain data, and back."""

import json
from dataclasses import fields

import pytest
from hypothesis import given

from tests.strategies import models
from workbench.errors import TextError, WorkbenchError
from workbench.formats.codec import decode, encode
from workbench.model import (
    AccessPattern,
    Attribute,
    Cardinality,
    Default,
    Domain,
    Entity,
    Index,
    Key,
    Model,
    Partitioning,
    QualifiedName,
    Reference,
    parse_type,
)


@given(models(max_entities=2))
def test_a_model_as_json_is_read_as_the_same_model(model):
    assert decode(Model, json.loads(json.dumps(encode(model)))) == model


def test_what_has_its_default_is_left_out_and_names_types_and_enums_are_text():
    reference = Reference(
        child=QualifiedName("orders", "sales"),
        child_attributes=("a",),
        parent=QualifiedName("b c"),
        parent_attributes=("id",),
        parent_cardinality=Cardinality.ZERO_OR_ONE,
    )
    assert encode(reference) == {
        "child": "sales.orders",
        "child_attributes": ["a"],
        "parent": '"b c"',
        "parent_attributes": ["id"],
        "parent_cardinality": "0..1",
    }
    domain = Domain(name=QualifiedName("d"), type=parse_type("decimal(10,2)"), default=Default("0", "number"))
    assert encode(domain) == {"name": "d", "type": "decimal(10,2)", "default": {"value": "0", "kind": "number"}}


def test_nothing_but_plain_data_comes_out():
    entity = Entity(name=QualifiedName("t"), attributes=(Attribute(name="a", type=parse_type("list<text>")),))

    def plain(value):
        if isinstance(value, dict):
            return all(type(k) is str and plain(v) for k, v in value.items())
        return all(map(plain, value)) if isinstance(value, list) else type(value) in (str, int, float, bool, type(None))

    assert plain(encode(entity))


@pytest.mark.parametrize(
    ("cls", "data", "error"),
    [
        (Key, [], "Key: Expected an object, found []."),
        (Key, {"attributes": ["a"], "colour": "x"}, "There is no field 'colour' in Key."),
        (Key, {"name": "k"}, "Key needs the field 'attributes'."),
        (Key, {"attributes": "a"}, "attributes: Expected list, found 'a'."),
        (Key, {"attributes": [1]}, "attributes[0]: Expected str, found 1."),
        (Key, {"attributes": ["a"], "nulls_distinct": "no"}, "nulls_distinct: Expected bool, found 'no'."),
        (Key, {"attributes": ["a"], "properties": {"a": 1}}, "properties.a: Expected str, found 1."),
        (Key, {"attributes": ["a"], "properties": []}, "properties: Expected dict, found []."),
        (AccessPattern, {"name": "p", "sql": "x", "per_day": True}, "per_day: Expected int, found True."),
        (AccessPattern, {"name": 7, "sql": "x"}, "name: Expected str, found 7."),
        (Partitioning, {"method": "heap", "attributes": []}, "method: 'heap' is none of range, list, hash."),
        (
            Partitioning,
            {"method": "hash", "attributes": [], "partitions": [["p1"]]},
            "partitions[0]: Expected 2 values, found ['p1'].",
        ),
        (Domain, {"name": "d", "type": "intt"}, "type: There is no type 'intt'. Did you mean 'int'?"),
        (Domain, {"name": "a.b.c", "type": "text"}, "name: 'a.b.c' has 3 parts."),
        (Index, {"parts": [{"attribute": 1}]}, "parts[0].attribute: Expected str, found 1."),
        (
            Reference,
            {"child": "a", "child_attributes": [], "parent": "b", "parent_attributes": [], "child_cardinality": "2"},
            "child_cardinality: '2' is none of 1, 0..1, 1..*, 0..*.",
        ),
    ],
)
def test_data_that_do_not_fit_are_refused_with_their_place(cls, data, error):
    with pytest.raises(WorkbenchError) as caught:
        decode(cls, data)
    assert str(caught.value).startswith(error)


def test_the_place_of_a_fault_deep_inside_is_its_path():
    data = {"entities": [{"name": "t", "attributes": [{"name": "a", "binding": {"null_tokens": ["NA", 1]}}]}]}
    with pytest.raises(TextError) as caught:
        decode(Model, data, "shop.json")
    assert caught.value.place == "shop.json.entities[0].attributes[0].binding.null_tokens[1]"


def test_every_field_of_a_model_can_be_written():
    assert set(encode(Model(name="x", note="y"))) <= {item.name for item in fields(Model)}
    assert encode(Model()) == {}
    assert decode(Model, {}) == Model()
