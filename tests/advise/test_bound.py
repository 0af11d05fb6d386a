"""Bound: what can be measured of attributes that have a column, lack it, or are worked out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Data, Q
from workbench.advise._bound import lacks_column, measurable
from workbench.facts import Facts
from workbench.model import Attribute, AttributeBinding, Entity, EntityBinding, Generated

FACTS = Data(orders={"id": [1], "Größe": [2], "total": [None]}).facts


def told(attribute, *, source=None, select=None, facts=FACTS):
    """Whether the column is lacking, and whether the attribute is measurable."""
    entity = Entity(
        name=Q("orders"), attributes=(attribute,), binding=EntityBinding(source=source, select=select)
    )  # fmt: skip
    return lacks_column(facts, entity, attribute), measurable(facts, entity, [attribute.name])


@pytest.mark.parametrize(
    ("attribute", "lacks", "can"),
    [
        (Attribute(name="id"), False, True),
        (Attribute(name="total"), False, True),  # without any value it is there all the same
        (Attribute(name="Größe"), False, True),
        (Attribute(name="größe"), True, False),  # the source's own name, to the letter
        (Attribute(name="gone"), True, False),
        (Attribute(name="number", binding=AttributeBinding(column="id")), False, True),
        (Attribute(name="id", binding=AttributeBinding(column="gone")), True, False),
        (Attribute(name="gone", binding=AttributeBinding(expression="id + 1")), False, True),
        (Attribute(name="gone", generated=Generated("id + 1")), False, False),  # nowhere, and needs no column
        (Attribute(name="total", generated=Generated("id + 1")), False, True),  # stands in the data besides
    ],
)
def test_what_an_attribute_is_bound_to(attribute, lacks, can):
    assert told(attribute) == (lacks, can)


def test_columns_are_looked_for_in_the_table_that_the_entity_is_bound_to():
    attribute = Attribute(name="id")
    assert told(attribute, source="orders") == (False, True)
    assert told(attribute, source="Orders") == (True, False)
    assert told(attribute, facts=Facts()) == (True, False)


def test_what_a_select_gives_is_taken_for_granted_but_not_what_an_engine_computes():
    assert told(Attribute(name="gone"), select="SELECT 1 AS gone") == (False, True)
    generated = Attribute(name="gone", generated=Generated("id + 1"))
    assert told(generated, select="SELECT 1 AS id") == (False, False)


def test_all_of_several_attributes_must_be_there():
    entity = Entity(name=Q("orders"), attributes=tuple(Attribute(name=name) for name in ("id", "total", "gone")))
    assert measurable(FACTS, entity, ("id", "total"))
    assert not measurable(FACTS, entity, ("id", "gone"))
    assert not measurable(FACTS, entity, ("gone", "id"))
    assert measurable(FACTS, entity, ())
    assert measurable(FACTS, entity, iter(["id"]))


def test_a_name_that_the_entity_does_not_have_is_not_measurable_though_the_data_have_it():
    entity = Entity(name=Q("orders"), attributes=(Attribute(name="id"),))
    assert not measurable(FACTS, entity, ["total"])
    both = replace(entity, attributes=(*entity.attributes, Attribute(name="total")))
    assert measurable(FACTS, both, ["total"])
