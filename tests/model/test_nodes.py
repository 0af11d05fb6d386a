"""Nodes: values that hold together by themselves."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from workbench.model import Attribute, Cardinality, Check, Entity, Index, IndexPart, Key, QualifiedName, nodes
from workbench.model.nodes import Node
from workbench.model.properties import NO_PROPERTIES

CLASSES = [cls for cls in vars(nodes).values() if isinstance(cls, type) and is_dataclass(cls)]
T = QualifiedName("t")


@pytest.mark.parametrize(
    ("cardinality", "minimum", "many"), [("1", 1, False), ("0..1", 0, False), ("1..*", 1, True), ("0..*", 0, True)]
)
def test_a_cardinality_is_a_minimum_and_whether_there_may_be_many(cardinality, minimum, many):
    found = Cardinality(cardinality)
    assert (found.minimum, found.many) == (minimum, many)
    assert Cardinality.of(minimum, many=many) is found


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_node_is_frozen(cls):
    assert cls.__dataclass_params__.frozen


@pytest.mark.parametrize("cls", [c for c in CLASSES if issubclass(c, Node)], ids=lambda cls: cls.__name__)
def test_every_node_carries_a_note_and_properties_of_other_tools(cls):
    defaults = {item.name: item.default for item in fields(cls)}
    assert defaults["note"] is None
    assert defaults["properties"] is NO_PROPERTIES


def test_what_identifies_a_row_is_required_however_it_was_given():
    entity = Entity(
        name=T,
        attributes=(Attribute(name="a"), Attribute(name="b"), Attribute(name="c", nullable=False)),
        primary_key=Key(attributes=("b", "c")),
    )
    assert [a.nullable for a in entity.attributes] == [True, False, False]
    assert entity == Entity(
        name=T,
        attributes=(Attribute(name="a"), Attribute(name="b", nullable=False), Attribute(name="c", nullable=False)),
        primary_key=Key(attributes=("b", "c")),
    )


def test_an_entity_without_a_key_keeps_the_attributes_that_it_was_given():
    attributes = (Attribute(name="a"),)
    assert Entity(name=T, attributes=attributes).attributes is attributes
    with pytest.raises(FrozenInstanceError):
        Entity(name=T).name = QualifiedName("u")


def test_a_key_is_found_by_its_attributes_in_any_order():
    primary, other = Key(attributes=("a", "b")), Key(attributes=("c",))
    entity = Entity(name=T, attributes=tuple(Attribute(name=n) for n in "abc"), primary_key=primary, keys=(other,))
    assert entity.key_of(("b", "a")) is primary
    assert entity.key_of(("c",)) is other
    assert entity.key_of(("a",)) is None
    assert list(entity.all_keys) == [primary, other]


def test_the_source_is_the_name_unless_the_binding_says_another():
    assert Entity(name=QualifiedName("t", "s")).source == "t"
    assert Entity(name=T, binding=nodes.EntityBinding(source="old")).source == "old"
    assert Attribute(name="a").column == "a"
    assert Attribute(name="a", binding=nodes.AttributeBinding(column="A 1")).column == "A 1"


def test_an_index_is_told_from_others_by_its_name_or_by_all_that_it_indexes():
    parts = (IndexPart(attribute="a", descending=True), IndexPart(expression="lower(b)"))
    assert Index(parts=parts).label == "a, lower(b)"
    assert Index(parts=parts, where="a > 0").label == "a, lower(b) where a > 0"
    assert Index(parts=parts, name="ix", where="a > 0").label == "ix"
    assert Index(parts=parts).attributes == ("a",)


def test_a_check_is_told_from_others_by_its_name_or_its_expression():
    assert Check(expression="a > 0").label == "a > 0"
    assert Check(expression="a > 0", name="positive").label == "positive"
