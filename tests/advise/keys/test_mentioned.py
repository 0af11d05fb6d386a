"""Mentioned: which other table a column's name speaks of; the scores are those of names of references, by hand."""

from __future__ import annotations

import pytest

from tests.advise.tables import Data, entity
from workbench.advise._naming import naming
from workbench.advise.keys._mentioned import Mentioned
from workbench.facts import Facts
from workbench.model import AttributeBinding, EntityBinding, Model
from workbench.model.nodes import Attribute, Entity

NOTHING = Facts()


def by(table, column, *entities, facts=NOTHING):
    """Words of the table that a column of a table mentions."""
    model = Model(entities=entities)
    names = naming(model)
    one = next(e for e in entities if str(e.name) == table)
    return Mentioned(names, model, facts).by(one, names.column(one.source, column))


def elsewhere(table, columns, *entities):
    model = Model(entities=entities)
    names = naming(model)
    one = next(e for e in entities if str(e.name) == table)
    return Mentioned(names, model, NOTHING).elsewhere(one, [names.column(one.source, c) for c in columns])


CUSTOMERS = entity("customers", "id int32", "name text")
PROVINCES = entity("provinces", "id int32")


def orders(*columns):
    return entity("orders", "id int32", *(f"{column} int32" for column in columns))


@pytest.mark.parametrize(
    ("column", "mentioned"),
    [
        ("customer_id", ("customer",)),  # 1
        ("CustomerID", ("customer",)),
        ("cust_no", ("customer",)),  # 0.9
        ("paying_customer_id", ("customer",)),  # 0.95, in a role
        ("customer", ("customer",)),  # 0.92, without a word that says key
        ("client_id", ()),  # 0.6, a word of the same meaning
        ("provin_id", ("province",)),  # 0.85, cut by two letters
        ("home_provin_id", ("province",)),  # 0.85 * 0.95 = 0.81, in a role besides
        ("provin", ()),  # 0.85 - 0.08 = 0.77
        ("old_customer_name_id", ("customer",)),  # 0.8, a word among others
        ("old_customer_name", ()),  # 0.8 - 0.08
        ("total", ()),
        ("id", ()),
        ("%", ()),
        ("größe_id", ()),
    ],
)
def test_a_name_mentions_a_table_from_a_score_of_four_fifths_on(column, mentioned):
    assert by("orders", column, CUSTOMERS, PROVINCES, orders(column)) == mentioned


def test_names_in_other_letters_are_names():
    # Words are of one case, in which ß is ss.
    assert by("orders", "größe_id", entity("größe", "id int32"), orders("größe_id")) == ("grösse",)
    assert by("orders", "顧客_id", entity("顧客", "id int32"), orders("顧客_id")) == ("顧客",)


def test_a_table_is_not_mentioned_by_its_own_columns():
    assert by("customers", "customer_id", entity("customers", "customer_id int32"), orders()) == ()
    assert by("orders", "customer_id", orders("customer_id")) == ()


def test_the_best_of_several_is_taken():
    addresses, billing = entity("addresses", "id int32"), entity("billing_addresses", "id int32")
    for tables in ((addresses, billing), (billing, addresses)):
        assert by("orders", "billing_address_id", *tables, orders("billing_address_id")) == ("billing", "address")
        assert by("orders", "shipping_address_id", *tables, orders("shipping_address_id")) == ("address",)


def test_between_two_that_are_as_good_the_order_of_the_tables_does_not_decide():
    boats, houses = entity("boats", "asset_no int32"), entity("houses", "asset_no int32")
    repairs = entity("repairs", "id int32", "asset_no int32")
    one = by("repairs", "asset_no", boats, houses, repairs)
    assert one == by("repairs", "asset_no", houses, boats, repairs)
    assert one in {("boat",), ("house",)}


@pytest.mark.parametrize(
    ("values", "mentioned"),
    [
        (["1", "2", "3", "3"], ("boat",)),  # three quarters differ
        (["1", "2", "3", "4", "4", "4", "4"], ()),  # 4 of 7
        ([str(min(i, 74)) for i in range(100)], ("boat",)),  # 75 of 100
        ([str(min(i, 73)) for i in range(100)], ()),  # 74 of 100
        ([None], ("boat",)),  # one row repeats nothing
        ([None, None], ()),
        ([], ("boat",)),
    ],
)
def test_a_first_column_that_repeats_is_no_key_that_could_be_mentioned(values, mentioned):
    tables = entity("boats", "asset_no int32"), entity("repairs", "id int32", "asset_no int32")
    facts = Data(boats={"asset_no": values}).facts
    assert by("repairs", "asset_no", *tables, facts=facts) == mentioned


def test_a_table_whose_first_column_repeats_is_mentioned_by_its_own_name_still():
    tables = entity("boats", "asset_no int32"), entity("repairs", "id int32", "boat_id int32")
    assert by("repairs", "boat_id", *tables, facts=Data(boats={"asset_no": ["1"] * 4}).facts) == ("boat",)


def test_only_the_first_column_stands_for_the_key():
    boats = entity("boats", "id int32", "asset_no int32")
    assert by("repairs", "asset_no", boats, entity("repairs", "id int32", "asset_no int32")) == ()


def test_names_are_those_of_the_source():
    renamed = Entity(
        name=CUSTOMERS.name,
        attributes=(Attribute(name="x", binding=AttributeBinding(column="buyer_no")),),
        binding=EntityBinding(source="buyers"),
    )
    assert by("orders", "buyer_id", renamed, orders("buyer_id")) == ("buyer",)
    assert by("orders", "customer_id", renamed, orders("customer_id")) == ()


def test_an_entity_without_attributes_is_not_mentioned():
    assert by("orders", "customer_id", entity("customers"), orders("customer_id")) == ()


def test_the_same_column_is_judged_for_each_table():
    lines = entity("lines", "id int32", "order_id int32")
    first = entity("orders", "order_id int32")
    model = Model(entities=(first, lines))
    names = naming(model)
    mentioned = Mentioned(names, model, NOTHING)
    column = names.column("lines", "order_id")
    assert column == names.column("orders", "order_id")
    assert [mentioned.by(one, column) for one in (lines, first, lines)] == [("order",), (), ("order",)]


# -- columns of the same names elsewhere ------------------------------------------------------------------------

ROOMS = entity("rooms", "building text", "room_no int32")
BEDS = entity("beds", "id int32", "Building text", "RoomNo int32")
ALARMS = entity("alarms", "id int32", "building text")


def test_other_tables_with_all_of_the_columns_are_found_whatever_the_style_of_names():
    assert elsewhere("rooms", ["building"], ROOMS, BEDS, ALARMS) == [("alarm",), ("bed",)]  # sorted by their names
    assert elsewhere("rooms", ["room_no"], ROOMS, BEDS, ALARMS) == [("bed",)]
    assert elsewhere("rooms", ["building", "room_no"], ROOMS, BEDS, ALARMS) == [("bed",)]
    assert elsewhere("alarms", ["building"], ROOMS, BEDS, ALARMS) == [("bed",), ("room",)]


def test_a_column_that_no_other_table_has_is_nowhere_else():
    assert elsewhere("rooms", ["gone"], ROOMS, BEDS) == []
    assert elsewhere("rooms", ["building", "gone"], ROOMS, BEDS) == []
    assert elsewhere("rooms", ["building"], ROOMS) == []
    assert elsewhere("rooms", ["building_no"], ROOMS, BEDS) == []  # all words count, also those that say key


def test_names_without_words_are_not_therefore_the_same():
    assert elsewhere("a", ["%"], entity("a", "% int32"), entity("b", "# int32")) == []
