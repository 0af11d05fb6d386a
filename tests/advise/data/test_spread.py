"""Spread: of which attributes it is asked how their values lie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Data, Q, entity
from workbench.advise.data.spread import judge, question
from workbench.facts import Facts, Spread, SpreadFact
from workbench.model import Attribute, AttributeBinding, Entity, EntityBinding, Model, parse_type
from workbench.model.types import DATE, FLOAT64, INT32, TEXT, Decimal

KINDS = {
    True: ("int16", "int64", "decimal(8,2)", "float32", "date", "time", "timestamp", "timestamptz", "text", "text(9)",
           "char(2)"),
    False: ("boolean", "uuid", "json", "binary", "interval", "inet", "enum:e", "list<int32>", "struct{a: int32}",
            "native:money"),
}  # fmt: skip


def asked(facts, *entities):
    return list(judge(facts, Model(entities=entities)))


@pytest.mark.parametrize(("kind", "lie"), [(kind, lie) for lie, kinds in KINDS.items() for kind in kinds])
def test_values_lie_between_others_or_look_like_something(kind, lie):
    one = Entity(name=Q("t"), attributes=(Attribute(name="a", type=parse_type(kind)),))
    assert len(asked(Data(t={"a": []}).facts, one)) == lie


def test_one_question_for_each_column_in_the_order_of_the_model():
    facts = Data(a={"id": ["1"], "größe": ["x"]}, b={"id": ["1"]}).facts
    entities = entity("b", "id int32"), entity("a", "größe text?", "id int32")
    assert asked(facts, *entities) == [
        Spread("b", "id", INT32),
        Spread("a", "größe", TEXT),
        Spread("a", "id", INT32),
    ]


def test_nothing_is_asked_of_what_is_not_in_the_data():
    facts = Data(t={"a": ["1"]}).facts
    assert asked(facts) == []
    assert asked(facts, entity("t")) == []
    assert asked(facts, entity("t", "gone int32")) == []
    assert asked(facts, entity("gone", "a int32")) == []
    assert asked(Facts(), entity("t", "a int32")) == []


def test_nothing_is_asked_of_what_an_expression_gives_though_a_column_has_its_name():
    worked_out = Attribute(name="a", type=INT32, binding=AttributeBinding(expression="b + 1"))
    assert asked(Data(t={"a": ["1"]}).facts, Entity(name=Q("t"), attributes=(worked_out,))) == []


def test_the_question_has_the_names_of_the_source_and_how_its_texts_are_read():
    reading = AttributeBinding(decimal_mark=",", null_tokens=("-",))
    price = Attribute(name="price", type=Decimal(6, 2), binding=replace(reading, column="Preis"))
    one = Entity(name=Q("items"), attributes=(price,), binding=EntityBinding(source="Artikel"))
    wanted = Spread("Artikel", "Preis", Decimal(6, 2), reading)
    assert question(one, price) == wanted
    assert asked(Data(Artikel={"Preis": ["1,5"]}).facts, one) == [wanted]


def test_a_rename_asks_nothing_new():
    before = Attribute(name="a", type=DATE)
    after = replace(before, name="b", binding=AttributeBinding(column="a"))
    one = Entity(name=Q("t"), attributes=(before,))
    assert question(one, before) == question(replace(one, attributes=(after,)), after)


def test_what_is_answered_is_not_asked_again_and_another_reading_is():
    facts = Data(t={"a": ["1"]}).facts
    (wanted,) = asked(facts, entity("t", "a int32"))
    facts = facts.answered({wanted: SpreadFact(question=wanted, rows=1, values=1)})
    assert asked(facts, entity("t", "a int32")) == []
    assert asked(facts, entity("t", "a float64")) == [Spread("t", "a", FLOAT64)]
