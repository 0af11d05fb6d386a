"""Homes: every field of every node stands somewhere in the text, and is read back from there."""

import subprocess
import sys
from dataclasses import MISSING, fields, is_dataclass

from workbench.formats.dbml import read_dbml, write_dbml
from workbench.formats.dbml.homes import HOMES, homes_table
from workbench.model import (
    AccessPattern,
    Attribute,
    AttributeBinding,
    Cardinality,
    Check,
    Default,
    Domain,
    Entity,
    EntityBinding,
    Enum,
    EnumValue,
    Generalisation,
    Generated,
    Index,
    IndexPart,
    Key,
    Model,
    Partitioning,
    Properties,
    QualifiedName,
    Reference,
    SubjectArea,
    View,
    bindings,
    nodes,
    parse_type,
)

CLASSES = [
    Model,
    *(
        cls
        for module in (nodes, bindings)
        for cls in vars(module).values()
        if isinstance(cls, type) and is_dataclass(cls) and cls is not nodes.Node
    ),
]
MORE = {"note": "A note.", "properties": Properties({"owner": "me", "tier 1": "gold"})}
A, B, E, D = (QualifiedName(name, "s") for name in ("a", "b", "e", "d"))
X = Attribute(
    name="x",
    type=parse_type("decimal(10,2)"),
    nullable=False,
    default=Default("0", "number"),
    generated=Generated("y * 2", stored=False),
    identity=True,
    domain=D,
    unit="EUR",
    personal="name",
    binding=AttributeBinding(
        column="X",
        expression="X + 1",
        null_tokens=("NA",),
        formats=("%Y",),
        decimal_mark=",",
        thousands_mark=".",
        unit_mark="€",
        true_words=("Y",),
        false_words=("N",),
    ),
    **MORE,
)
Y = Attribute(name="y", type=parse_type("enum:s.e"), default=Default("v", "enum"))
CHECK = Check(expression="x > 0", name="c", **MORE)
# One model in which every field of every node has another value than its default.
FULL = Model(
    name="m",
    entities=(
        Entity(
            name=A,
            attributes=(X, Y),
            primary_key=Key(attributes=("y", "x"), name="pk", nulls_distinct=False, **MORE),
            keys=(Key(attributes=("x",), name="uq"),),
            indexes=(
                Index(
                    parts=(IndexPart(attribute="x", descending=True), IndexPart(expression="lower(y)")),
                    name="ix",
                    unique=True,
                    method="gin",
                    where="x > 1",
                    include=("y",),
                    **MORE,
                ),
            ),
            checks=(CHECK,),
            partitioning=Partitioning(method="list", attributes=("x",), partitions=(("p", "1"),), **MORE),
            alias="al",
            color="#abc",
            binding=EntityBinding(source="A.csv", select="SELECT 1"),
            **MORE,
        ),
        Entity(name=B, attributes=(Attribute(name="z"),)),
    ),
    references=(
        Reference(
            child=B,
            child_attributes=("z",),
            parent=A,
            parent_attributes=("x",),
            name="r",
            child_cardinality=Cardinality.ONE_OR_MORE,
            parent_cardinality=Cardinality.ZERO_OR_ONE,
            on_delete="cascade",
            on_update="restrict",
            deferrable=True,
            enforced=False,
            color="#123",
            **MORE,
        ),
    ),
    enums=(Enum(name=E, values=(EnumValue(name="v", **MORE),), **MORE),),
    domains=(
        Domain(
            name=D, type=parse_type("int32"), nullable=False, default=Default("1", "number"), checks=(CHECK,), **MORE
        ),
    ),
    generalisations=(Generalisation(parent=A, children=(B,), disjoint=True, total=True, discriminator="y", **MORE),),
    views=(View(name=QualifiedName("v"), sql="SELECT 1", **MORE),),
    areas=(SubjectArea(name=QualifiedName("g", "s"), entities=(A,), color="#abc", **MORE),),
    patterns=(AccessPattern(name=QualifiedName("p"), sql="SELECT 2", per_day=1, budget_ms=2, **MORE),),
    **MORE,
)


def test_every_field_of_every_node_has_a_home_and_no_home_is_of_nothing():
    assert {(cls.__name__, field.name) for cls in CLASSES for field in fields(cls)} == set(HOMES)


def values(value):
    """Every (class, field) pair inside a value that has another value than its default."""
    if isinstance(value, tuple):
        return {pair for item in value for pair in values(item)}
    if not is_dataclass(value):
        return set()
    found = {(type(value).__name__, f.name) for f in fields(value) if getattr(value, f.name) != default(f)}
    return found.union(*(values(getattr(value, f.name)) for f in fields(value)))


def default(field):
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def test_every_field_with_a_home_is_written_and_read_back():
    assert set(HOMES) <= values(FULL)
    assert read_dbml(write_dbml(FULL)) == FULL


def test_the_table_has_a_row_for_each_field():
    lines = homes_table().split("\n")
    assert len(lines) == len(HOMES) + 2
    assert all(line.count(" | ") == 2 for line in lines[2:])


def test_the_table_in_architecture_is_up_to_date(checkout):
    done = subprocess.run(
        [sys.executable, "scripts/architecture.py", "--check"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
