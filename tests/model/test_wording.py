"""Wording: changes as people read them."""

import pytest

from workbench.model import (
    Attribute,
    Cardinality,
    Check,
    Default,
    EnumValue,
    Index,
    IndexPart,
    Key,
    Partitioning,
    Properties,
    QualifiedName,
    Subject,
    parse_type,
)
from workbench.model.edits import Change
from workbench.model.wording import called, shown_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[(True, "yes"), (False, "no"), (None, "none"), ((), "none"), (1, "1"), ("", "")],
        ("Line one.\n  Line two.", "Line one. Line two."),
        ("x" * 100, "x" * 59 + "…"),
        (parse_type("decimal(10,2)"), "decimal(10,2)"),
        (Default("0", "number"), "0"),
        (Cardinality.ZERO_OR_MORE, "0..*"),
        (Key(attributes=("a", "b")), "(a, b)"),
        (Check(expression="a > 0"), "a > 0"),
        (Index(parts=(IndexPart(attribute="a"),), name="ix"), "ix"),
        (Attribute(name="status"), "status"),
        (Partitioning(method="range", attributes=("a",)), "partitioning"),
        ((EnumValue(name="new"), EnumValue(name="paid")), "new, paid"),
        ((QualifiedName("orders", "sales"),), "sales.orders"),
        (Properties({"owner": "sales", "tier": "1"}), "owner sales, tier 1"),
        (Properties(), "none"),
    ],
)
def test_a_value_is_one_line(value, text):
    assert shown_value(value) == text


def test_a_node_is_called_by_its_kind_and_title():
    assert (
        called(Subject.parse("orders(customer_id)->customers(id)")) == "reference orders(customer_id) → customers(id)"
    )
    assert called(Subject.model()) == "the model"


def test_a_change_lists_its_fields():
    change = Change.of(Subject.attribute("orders", "total"), nullable=False, default=Default("0", "number"), note=None)
    assert str(change) == "change attribute orders.total: nullable no, default 0, note none"
