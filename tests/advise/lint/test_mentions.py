"""Mentions: names of attributes, enums, values and types that the model does not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Q, entity
from workbench.advise.lint.mentions import missing_in_areas, rule
from workbench.model import (
    Attribute,
    Default,
    Entity,
    Enum,
    EnumValue,
    Index,
    IndexPart,
    Key,
    Model,
    QualifiedName,
    SubjectArea,
    parse_type,
)
from workbench.model.types import EnumOf, ListOf, Native, Struct

GOOD = entity("t", "id int32", "größe int32", key="id")
COLOURS = Enum(name=Q("colour"), values=(EnumValue(name="red"), EnumValue(name="grün")))


def told(one, *enums):
    return [
        (f.code[:8], f.severity, f.subject.title, f.message) for f in rule(Model(entities=(one,), enums=enums), one)
    ]


def of(kind, default=None):
    """An entity with one attribute of a type."""
    return Entity(name=Q("t"), attributes=(Attribute(name="a", type=kind, default=default),))


def index(*names, **settings):
    return Index(parts=tuple(IndexPart(attribute=name) for name in names), **settings)


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ({"primary_key": Key(attributes=("id", "gone"))}, "t(id, gone)"),
        ({"keys": (Key(attributes=("gone",)),)}, "t(gone)"),
        ({"indexes": (index("größe", "gone"),)}, "t[größe, gone]"),
        ({"indexes": (index("größe", include=("id", "gone")),)}, "t[größe]"),
    ],
)
def test_each_part_that_names_a_missing_attribute_is_told(parts, title):
    message = "Names the attribute gone, which t does not have. Add it, or drop this."
    assert told(replace(GOOD, **parts)) == [("LINT-007", "error", title, message)]


def test_parts_that_name_what_is_there_and_expressions_say_nothing():
    expression = Index(parts=(IndexPart(expression="lower(gone)"), IndexPart(attribute="größe")), include=("id",))
    assert told(replace(GOOD, keys=(Key(attributes=("größe", "id")),), indexes=(expression,))) == []
    assert told(entity("t")) == []


def test_the_name_of_an_attribute_counts_to_the_letter():
    (found,) = told(replace(GOOD, keys=(Key(attributes=("Größe",)),)))
    assert found[3].startswith("Names the attribute Größe, which t does not have.")


@pytest.mark.parametrize(
    "kind",
    [EnumOf(Q("colour")), ListOf(EnumOf(Q("colour"))), ListOf(ListOf(EnumOf(Q("colour")))),
     Struct((("n", parse_type("int32")), ("c", EnumOf(Q("colour")))))],
    ids=str,
)  # fmt: skip
def test_an_enum_is_missed_wherever_it_stands_in_a_type(kind):
    message = "Is of the enum colour, which the model does not hold. Add it, or change the type."
    assert told(of(kind)) == [("LINT-008", "error", "t.a", message)]
    assert told(of(kind), COLOURS) == []
    other = replace(COLOURS, name=QualifiedName("colour", "shop"))  # of another schema
    assert [found[0] for found in told(of(kind), other)] == ["LINT-008"]


@pytest.mark.parametrize("kind", ["enum", "text"])
def test_a_default_that_is_no_value_of_the_enum(kind):
    message = "Its default 'gruen' is no value of the enum colour. Take one of red, grün, or add it."
    broken = of(EnumOf(Q("colour")), Default("gruen", kind))
    assert told(broken, COLOURS) == [("LINT-014", "error", "t.a", message)]
    assert told(of(EnumOf(Q("colour")), Default("grün", kind)), COLOURS) == []
    # Without its enum that is all there is to say.
    assert [found[0] for found in told(broken)] == ["LINT-008"]


@pytest.mark.parametrize("default", [Default("null", "null"), Default("pick()", "expression"), None])
def test_a_default_that_is_no_literal_says_nothing(default):
    assert told(of(EnumOf(Q("colour")), default), COLOURS) == []


def test_a_default_of_a_list_of_enums_says_nothing():
    assert told(of(ListOf(EnumOf(Q("colour"))), Default("{}", "text")), COLOURS) == []


@pytest.mark.parametrize(("count", "listed"), [(8, "1, 2, 3, 4, 5, 6, 7, 8,"), (9, "1, 2, 3, 4, 5, 6, 7, 8 …,")])
def test_eight_values_are_listed_and_more_are_cut(count, listed):
    digits = Enum(name=Q("digit"), values=tuple(EnumValue(name=str(n + 1)) for n in range(count)))
    ((_, _, _, message),) = told(of(EnumOf(Q("digit")), Default("x", "enum")), digits)
    assert message == f"Its default 'x' is no value of the enum digit. Take one of {listed} or add it."


# The likeness of two words is twice the letters in common by the letters of both (difflib): 0.8 is enough for a type.
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("dat", "date"),  # 2 * 3 / 7 = 0.86
        ("Varchr(20)", "varchar"),
        ("uuidxx", "uuid"),  # 2 * 4 / 10 = 0.8, just enough
        ("uuidxxx", None),  # 2 * 4 / 11 = 0.73
        ("timestampxxxxx", None),  # 2 * 9 / 23 = 0.78
        ("money", None),
        ("größe", None),
        ("tsvector", None),
    ],
)
def test_a_type_that_is_nearly_one_of_ours(name, meant):
    message = f"Is of the type {name!r}, which is none of ours. Did you mean {meant!r}?"
    assert told(of(Native(name))) == ([("LINT-011", "warning", "t.a", message)] if meant else [])


@pytest.mark.parametrize("name", ["citext", "TIMETZ", "uint8(1)", "uhugeint", "int24", "utinyint"])
def test_types_that_an_engine_has_are_no_slips_however_near(name):
    assert told(of(Native(name))) == []


def test_a_type_of_ours_in_a_size_that_we_do_not_know():
    message = "Is of the type 'VARCHAR (max)', whose size is none that we know. Engines get it as it stands."
    assert told(of(Native("VARCHAR (max)"))) == [("LINT-011", "warning", "t.a", message)]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("coluor", "colour"),  # five of six letters in order
        ("colo", "colour"),  # 2 * 4 / 10 = 0.8
        ("colxxr", None),  # 2 * 4 / 12 = 0.67
        ("colou", "colour"),
    ],
)
def test_a_type_that_is_nearly_an_enum(name, meant):
    message = f"Is of the type {name!r}, which is none of ours. Did you mean {meant!r}?"
    assert told(of(Native(name)), COLOURS) == ([("LINT-011", "warning", "t.a", message)] if meant else [])
    assert told(of(Native(name))) == []


def test_three_quarters_of_the_letters_are_enough_for_an_enum():
    # 2 * 3 / 8 = 0.75, and 2 * 3 / 9 = 0.67.
    hues = Enum(name=Q("huey"), values=(EnumValue(name="x"),))
    assert [found[3][-7:] for found in told(of(Native("huez")), hues)] == ["'huey'?"]
    assert told(of(Native("huezz")), hues) == []


def test_a_type_of_the_very_name_of_an_enum_was_not_meant_as_an_engines_own():
    message = "Is of a type 'colour' of an engine's own; did you mean the enum colour?"
    assert "enum" not in told(of(Native("date")), COLOURS)[0][3]  # a type of ours is none of the enums
    assert told(of(Native("colour")), COLOURS) == [("LINT-011", "warning", "t.a", message)]


def test_areas_name_the_entities_that_are_missing_and_no_others():
    areas = (
        SubjectArea(name=Q("sales"), entities=(Q("t"), Q("gone"), Q("shop.t"))),
        SubjectArea(name=Q("stock"), entities=(Q("t"),)),
        SubjectArea(name=Q("empty")),
    )
    found = list(missing_in_areas(Model(entities=(GOOD,), areas=areas)))
    message = "Names the entity {}, which the model does not hold. Add it, or take it out of the area."
    assert [(f.code, f.severity, f.subject.title, f.message) for f in found] == [
        ("LINT-015-missing-entity", "error", "sales", message.format(name)) for name in ("gone", "shop.t")
    ]
    assert list(missing_in_areas(Model())) == []
