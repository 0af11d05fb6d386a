"""Tests of clipping: what is copied can be read by anybody, and what is pasted harms nothing that is there."""

import pytest
from hypothesis import given

from tests.strategies import models
from workbench.clipping import clip, paste
from workbench.errors import UsageError
from workbench.formats.dbml import DbmlError, read_dbml
from workbench.model import Model, QualifiedName

SHOP = """
Enum state { open\n paid }
Enum unused { x }
Table customers { id int64 [pk] }
Table orders { id int64 [pk]\n customer_id int64\n state state }
Ref: orders.customer_id > customers.id
"""


def names(*texts):
    return [QualifiedName.of(text) for text in texts]


def test_what_is_clipped_holds_what_it_needs_and_no_more():
    part = read_dbml(clip(read_dbml(SHOP), names("orders")))
    assert [str(e.name) for e in part.entities] == ["orders"]
    assert [str(e.name) for e in part.enums] == ["state"]
    assert part.references == ()
    both = read_dbml(clip(read_dbml(SHOP), names("orders", "customers")))
    assert [str(r) for r in both.references] == ["orders(customer_id) → customers(id)"]


def test_what_is_pasted_beside_itself_gets_names_of_its_own():
    model = read_dbml(SHOP)
    after = paste(model, clip(model, names("orders", "customers"))).apply(model)
    assert [str(e.name) for e in after.entities] == ["customers", "orders", "customers_2", "orders_2"]
    assert [str(r) for r in after.references][1] == "orders_2(customer_id) → customers_2(id)"
    assert [str(e.name) for e in after.enums] == ["state", "unused"]  # the same enum serves both
    assert after.entities[:2] == model.entities


def test_an_enum_of_the_same_name_with_other_values_is_kept_apart():
    model = read_dbml("Enum state { on\n off }\nTable t { s state }")
    after = paste(model, clip(read_dbml(SHOP), names("orders"))).apply(model)
    assert [str(e.name) for e in after.enums] == ["state", "state_2"]
    assert str(after.attribute("orders", "state").type) == "enum:state_2"
    assert str(after.attribute("t", "s").type) == "enum:state"


def test_what_is_no_table_is_refused_in_words():
    with pytest.raises(UsageError, match="There is no table in what was copied"):
        paste(Model(), "// nothing")
    with pytest.raises(DbmlError, match="1:"):
        paste(Model(), "just some words from a mail")


@given(model=models(max_entities=3))
def test_a_whole_model_is_the_same_in_an_empty_one(model):
    pasted = paste(Model(), clip(model, [e.name for e in model.entities])).apply(Model()) if model.entities else Model()
    assert [e.name for e in pasted.entities] == [e.name for e in model.entities]
    assert [[a.type for a in e.attributes] for e in pasted.entities] == [
        [a.type for a in e.attributes] for e in model.entities
    ]
    assert {r.ends for r in pasted.references} == {r.ends for r in model.references}
