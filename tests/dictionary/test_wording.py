import pytest

from workbench.dictionary._wording import index_page, marks, partitioning, remarks, rules, rules_of, source
from workbench.model import (
    Attribute,
    Check,
    Default,
    Domain,
    Entity,
    EntityBinding,
    Generated,
    Index,
    IndexPart,
    Key,
    Partitioning,
    QualifiedName,
    Reference,
    parse_type,
)

T = QualifiedName("t")


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("orders.csv", "orders.csv"),
        ("/srv/secret place/orders.csv", "orders.csv"),
        ("C:\\Users\\someone\\orders.csv", "orders.csv"),
        ("postgresql://u:p@host/db", "t"),
        ("", "t"),
        (None, None),
    ],
)
def test_a_source_says_no_folder_and_no_url(origin, said):
    assert source(Entity(name=T), origin) == said


def test_a_select_is_named_as_such():
    assert source(Entity(name=T, binding=EntityBinding(select="SELECT 1")), None) == "a SELECT over the source"


def test_marks_are_in_a_fixed_order():
    entity = Entity(name=T, primary_key=Key(attributes=("a", "b")), keys=(Key(attributes=("b", "c")),))
    assert marks(entity, Attribute(name="b"), foreign=True) == ("PK", "FK", "UK")
    assert marks(entity, Attribute(name="d"), foreign=False) == ()


@pytest.mark.parametrize(
    ("attribute", "said"),
    [
        (Attribute(name="a"), []),
        (Attribute(name="a", default=Default("it's")), ['default "it\'s"']),
        (Attribute(name="a", default=Default("now()", "expression")), ["default now()"]),
        (Attribute(name="a", generated=Generated("b + 1", stored=False)), ["generated (virtual) as b + 1"]),
        (Attribute(name="a", identity=True, unit="kg"), ["numbered by the engine", "in kg"]),
    ],
)
def test_remarks(attribute, said):
    assert list(remarks(attribute)) == said


def test_rules_of_a_reference():
    plain = Reference(child=T, child_attributes=("a",), parent=T, parent_attributes=("b",))
    assert list(rules(plain)) == []
    full = Reference(
        child=T,
        child_attributes=("a",),
        parent=T,
        parent_attributes=("b",),
        on_delete="cascade",
        on_update="no action",
        deferrable=True,
        enforced=False,
    )
    assert list(rules(full)) == ["on delete cascade", "on update no action", "deferrable", "not enforced"]


def test_rules_of_a_domain():
    domain = Domain(
        name=T,
        type=parse_type("decimal(4,1)"),
        nullable=False,
        default=Default("0", "number"),
        checks=(Check(expression="VALUE < 9", note="Small."),),
    )
    assert list(rules_of(domain)) == [("decimal(4,1)", "not null"), ("default 0", None), ("VALUE < 9", "Small.")]


def test_an_index_in_words():
    index = Index(
        parts=(IndexPart(attribute="a", descending=True), IndexPart(expression="lower(b)")),
        unique=True,
        method="gin",
        include=("c", "d"),
    )
    page = index_page(index)
    assert page.parts == ("a descending", "lower(b)")
    assert page.traits == ("unique", "gin", "includes c, d")


def test_partitioning_in_words():
    assert partitioning(Entity(name=T)) is None
    node = Partitioning(method="list", attributes=("a", "b"), partitions=(("p", "1"), ("q", "2")))
    assert partitioning(Entity(name=T, partitioning=node)) == "by list of a, b (p: 1; q: 2)"
