"""Rules of lint, each on a text in which one thing is wrong; the same text mended says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.advise.lint import identity, mentions, names, references
from workbench.advise.lint.linter import RULES, Linter
from workbench.facts import Facts
from workbench.formats.dbml import Document, read_dbml
from workbench.model import (
    Attribute,
    Cardinality,
    Default,
    Entity,
    Index,
    IndexPart,
    Key,
    Model,
    QualifiedName,
    Subject,
)
from workbench.model.edits import Change
from workbench.model.types import EnumOf, Native

GOOD = """
Table customers { id int [pk] }
Table orders {
  id int [pk]
  customer_id int [not null, ref: > customers.id]
}
"""

WRONG = {
    # code: (severity, what is replaced in the text above, by what, about, message)
    "LINT-001-no-attributes": (
        "warning", "Table customers {", "Table empty {}\nTable customers {", "empty",
        "Has no attributes. Add some, or drop it.",
    ),
    "LINT-002-no-key": (
        "warning", "Table customers {", "Table log { line text }\nTable customers {", "log",
        "Has no primary key: nothing tells its rows apart. Say which attributes do, or add one that does.",
    ),
    "LINT-003-dangling-reference": (
        "error", "customers.id", "customers.gone", "orders(customer_id) → customers(gone)",
        "Names the attribute customers.gone, which the model does not hold. Add it, or drop the reference.",
    ),
    "LINT-004-type-clash": (
        "error", "customer_id int", "customer_id text", "orders(customer_id) → customers(id)",
        "Joins customer_id (text) to id (int32): no engine compares these. Give both the same type.",
    ),
    "LINT-005-no-key-there": (
        "error", "Table customers { id int [pk] }", "Table customers { no int [pk]\n id int }",
        "orders(customer_id) → customers(id)",
        "Names id of customers, which is no key there. Make it one, or refer to a key.",
    ),
    "LINT-012-many-to-many": (
        "warning", "ref: > customers.id", "ref: <> customers.id", "orders(customer_id) → customers(id)",
        "Says many on both ends, which takes a table between them: one reference from there to each.",
    ),
}  # fmt: skip


def lint(text):
    return Linter().lint(Document.of(text).model)


def test_a_good_model_has_nothing_to_say_about():
    assert list(lint(GOOD)) == []


@pytest.mark.parametrize("code", WRONG)
def test_one_thing_wrong(code):
    severity, old, new, about, message = WRONG[code]
    assert old in GOOD
    (finding,) = lint(GOOD.replace(old, new))
    assert (finding.code, finding.severity, finding.subject.title, finding.message) == (code, severity, about, message)
    assert not finding.edits


def test_a_reference_to_an_entity_that_is_not_there():
    model = Document.of(GOOD).model
    model = replace(model, entities=model.entities[1:])
    (finding,) = Linter().lint(model)
    assert finding.code == "LINT-003-dangling-reference"
    assert finding.message.startswith("Names the entity customers, which the model does not hold.")


@pytest.mark.parametrize(
    ("nullable", "said", "message"),
    [
        (True, Cardinality.ONE, "Says 1 parent, but orders.customer_id may be missing: that is 0..1."),
        (False, Cardinality.ZERO_OR_ONE, "Says 0..1 parent, but orders.customer_id is required: that is 1."),
    ],
)
def test_whether_a_parent_may_be_missing_follows_from_the_attribute(nullable, said, message):
    model = Document.of(GOOD).model
    customers, orders = model.entities
    orders = replace(orders, attributes=(orders.attributes[0], replace(orders.attributes[1], nullable=nullable)))
    reference = replace(model.references[0], parent_cardinality=said)
    model = replace(model, entities=(customers, orders), references=(reference,))
    (finding,) = Linter().lint(model)
    assert (finding.code, finding.severity, finding.message) == ("LINT-006-parent-minimum", "warning", message)
    assert list(Linter().lint(finding.edits[0].apply(model))) == []


def test_a_type_that_is_a_slip_of_the_pen():
    kinds = ("varchr(20)", "timestmp", "money", "citext", "uint8")
    attributes = tuple(Attribute(name=f"a{i}", type=Native(kind)) for i, kind in enumerate(kinds))
    entity = Entity(name=QualifiedName("t"), attributes=attributes, primary_key=Key(attributes=("a0",)))
    assert [(f.code, f.severity, f.message) for f in Linter().lint(Model(entities=(entity,)))] == [
        (
            "LINT-011-unknown-type", "warning",
            "Is of the type 'varchr(20)', which is none of ours. Did you mean 'varchar'?",
        ),
        (
            "LINT-011-unknown-type", "warning",
            "Is of the type 'timestmp', which is none of ours. Did you mean 'timestamp'?",
        ),
    ]  # fmt: skip


def test_one_child_at_most_takes_a_key_which_is_offered():
    text = GOOD.replace("ref: > customers.id", "ref: - customers.id")
    (finding,) = [f for f in lint(text) if f.code == "LINT-013-one-without-key"]
    assert (
        finding.message == "Says one orders at most, which only a key on customer_id makes sure. Add one, or say many."
    )
    model = finding.edits[0].apply(Document.of(text).model)
    assert [f.code for f in Linter().lint(model) if f.code.startswith("LINT-013")] == []


def test_parts_that_name_what_is_not_there():
    parts = Entity(
        name=QualifiedName("t"),
        attributes=(Attribute(name="a", type=EnumOf(QualifiedName("gone"))),),
        primary_key=Key(attributes=("a", "b")),
        indexes=(Index(parts=(IndexPart(attribute="c"),)),),
    )
    found = Linter().lint(Model(entities=(parts,)))
    assert [(f.code, f.severity, f.subject.title) for f in found] == [
        ("LINT-007-missing-attribute", "error", "t[c]"),
        ("LINT-007-missing-attribute", "error", "t(a, b)"),
        ("LINT-008-missing-enum", "error", "t.a"),
    ]
    assert "Names the attribute b, which t does not have." in found[1].message
    assert "Is of the enum gone, which the model does not hold." in found[2].message


def test_names_that_differ_by_case_only():
    found = lint("Table t { id int [pk]\n name text\n Name text }\nTable T { id int [pk] }\n")
    assert [(f.code, f.subject.title) for f in found] == [
        ("LINT-009-case-collision", "t.Name"),
        ("LINT-009-case-collision", "T"),
    ]
    assert found[0].message.startswith("Name and name differ by case only, which SQLite, DuckDB and MariaDB do not")


def test_names_in_another_style_than_most():
    text = "Table order_lines { line_no int [pk]\n unit_price int\n taxRate int\n total int }\n"
    (finding,) = lint(text)
    assert (finding.code, finding.subject.title) == ("LINT-010-unlike-name", "order_lines.taxRate")
    assert finding.message == "Is written in camelCase; most names are in snake_case. Rename it if you may."
    # Where no style has the most, none is unlike.
    assert list(lint("Table order_lines { lineNo int [pk] }")) == []


@pytest.mark.parametrize("module", [identity, mentions, references])
def test_each_rule_is_an_advisor_too(module):
    model = Document.of(GOOD.replace("Table customers {", "Table log {}\nTable customers {")).model
    said = list(module.judge(Facts(), model))
    assert said == [finding for entity in model.entities for finding in module.rule(model, entity)]
    assert module.rule in RULES
    assert list(names.judge(Facts(), model)) == []


def test_a_default_that_its_enum_does_not_have():
    model = read_dbml("Enum e { a\n b }\nTable t { id int [pk]\n x e [default: e.a]\n y e [default: 'b'] }")
    assert [f.code for f in Linter().lint(model)] == []
    broken = Change.of(Subject.attribute("t", "x"), default=Default("c", "enum")).change(model)
    (found,) = Linter().lint(broken)
    assert (found.code, found.severity, found.subject.title) == ("LINT-014-default-of-enum", "error", "t.x")
    assert "Take one of a, b, or add it." in found.message


def test_a_type_that_is_nearly_an_enum():
    (found,) = Linter().lint(read_dbml("Enum status { a }\nTable t { id int [pk]\n s stauts }"))
    assert (found.code, found.severity) == ("LINT-011-unknown-type", "warning")
    assert "Did you mean 'status'?" in found.message


def test_an_area_that_names_what_is_not_there():
    model = Document.of("Table t { id int [pk] }\nTableGroup g {\n t\n u\n}").model
    (found,) = Linter().lint(model)
    assert (found.code, found.subject) == ("LINT-015-missing-entity", Subject("area", QualifiedName("g")))
