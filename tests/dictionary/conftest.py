"""Two models: a small shop, measured; and one whose every text tries to break out of its place."""

import pytest

from workbench.facts import ColumnFacts, Facts, TableFacts
from workbench.findings import Evidence, Figure, Finding
from workbench.model import (
    AccessPattern,
    Attribute,
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
    Subject,
    SubjectArea,
    View,
    parse_type,
)
from workbench.model.types import EnumOf, Native

Q = QualifiedName

HOSTILE = (
    "<script>window.broken=1</script><img src=x onerror=window.broken=2>",
    "\"' onmouseover='window.broken=3' x=\"",
    "a|b | --- | c\n| d |",
    "# heading\n\n- list\n\n```\nfence\n\n<b>bold</b> **stars** _under_ `tick` [link](javascript:window.broken=4)",
    "</style></title></textarea><!-- ]]> {{ 7 * 7 }} {% raw %} &lt;escaped&gt; &amp;",
    "שלום עולם \u202e reversed \u202c عربى",
    "emoji 👩‍👩‍👧‍👦 🏳️‍🌈 and \x00 NUL \x1b escape",
    "\\| backslash \\` $math$ ~~strike~~ 1. one\n2) two\n=== \n---",
)


def column(table, name, position, *, rows, nulls=0, distinct, low=None, high=None, values=(), sample_rows=0):
    return ColumnFacts(
        table=table,
        column=name,
        position=position,
        raw_type="VARCHAR",
        rows=rows,
        nulls=nulls,
        distinct=distinct,
        distinct_exact=True,
        minimum=low,
        maximum=high,
        values=tuple(values),
        sample_rows=sample_rows,
    )


@pytest.fixture
def shop():
    customers = Entity(
        name=Q("customers"),
        note="Who buys.\nOr has bought.",
        attributes=(
            Attribute(name="id", type=parse_type("int32")),
            Attribute(name="email", type=parse_type("text(80)"), nullable=False, personal="email"),
            Attribute(name="tier", type=parse_type("enum:tier"), default=Default("basic", "enum"), note="Loyalty."),
        ),
        primary_key=Key(attributes=("id",), name="pk_customers"),
        keys=(Key(attributes=("email",)),),
        binding=EntityBinding(source="Kunden"),
        properties=Properties({"owner": "sales"}),
    )
    orders = Entity(
        name=Q("orders", "web"),
        attributes=(
            Attribute(name="no", type=parse_type("int64"), identity=True),
            Attribute(name="customer", type=parse_type("int32")),
            Attribute(name="contact", type=parse_type("text(80)")),
            Attribute(name="total", type=parse_type("decimal(10,2)"), unit="EUR", domain=Q("money")),
            Attribute(name="gross", generated=Generated("total * 1.2"), type=parse_type("decimal(10,2)")),
        ),
        primary_key=Key(attributes=("no",)),
        indexes=(
            Index(
                parts=(IndexPart(attribute="customer"), IndexPart(expression="lower(contact)", descending=True)),
                name="ix_customer",
                unique=True,
                method="btree",
                where="total > 0",
                include=("total",),
            ),
        ),
        checks=(Check(expression="total >= 0 || 'x' IS NULL", name="ck_total", note="No refunds."),),
        partitioning=Partitioning(method="range", attributes=("no",), partitions=(("p0", "below 1000"),)),
    )
    business = Entity(
        name=Q("business"),
        attributes=(Attribute(name="id", type=parse_type("int32")),),
        primary_key=Key(attributes=("id",)),
    )
    return Model(
        name="shop",
        note="All that is sold.",
        entities=(customers, orders, business),
        references=(
            Reference(
                child=Q("orders", "web"),
                child_attributes=("customer",),
                parent=Q("customers"),
                parent_attributes=("id",),
                name="fk_customer",
                parent_cardinality=Cardinality.ZERO_OR_ONE,
                child_cardinality=Cardinality.ONE_OR_MORE,
                on_delete="set null",
                enforced=False,
            ),
            Reference(
                child=Q("orders", "web"),
                child_attributes=("contact",),
                parent=Q("customers"),
                parent_attributes=("email",),
            ),
            Reference(child=Q("business"), child_attributes=("id",), parent=Q("customers"), parent_attributes=("id",)),
        ),
        enums=(Enum(name=Q("tier"), values=(EnumValue(name="basic", note="to begin with"), EnumValue(name="gold"))),),
        domains=(Domain(name=Q("money"), type=parse_type("decimal(10,2)"), checks=(Check(expression="VALUE >= 0"),)),),
        generalisations=(Generalisation(parent=Q("customers"), children=(Q("business"),), disjoint=True),),
        views=(View(name=Q("gold"), sql="SELECT * FROM customers\nWHERE tier = 'gold'"),),
        areas=(SubjectArea(name=Q("Sales"), entities=(Q("orders", "web"), Q("nobody")), note="Money comes in."),),
        patterns=(AccessPattern(name=Q("latest"), sql="SELECT 1", per_day=12000, budget_ms=50),),
    )


@pytest.fixture
def facts():
    emails = [("ada@example.org", 30), ("bo@example.org", 20)]
    return Facts(
        {
            "Kunden": TableFacts(
                table="Kunden",
                origin="/home/someone/data/Kunden.csv",
                rows=200,
                columns=(
                    column("Kunden", "id", 0, rows=200, distinct=200, low="1", high="200"),
                    column(
                        *("Kunden", "email", 1), rows=200, distinct=150, low="ada@example.org", high="zoe@example.org",
                        values=emails, sample_rows=200,
                    ),
                    column(
                        *("Kunden", "tier", 2), rows=200, nulls=50, distinct=2, low="basic", high="gold",
                        values=[("basic", 120), ("gold", 30)], sample_rows=200,
                    ),
                ),
            ),
            "orders": TableFacts(
                table="orders",
                origin="postgresql://someone:secret@host/db",
                rows=1000,
                columns=(
                    column("orders", "no", 0, rows=1000, distinct=1000, low="1", high="1000"),
                    column(
                        *("orders", "contact", 2), rows=1000, distinct=150, low="ada@example.org", values=emails,
                        sample_rows=1000,
                    ),
                ),
            ),
        }
    )  # fmt: skip


@pytest.fixture
def findings():
    return (
        Finding(
            "REF-001-orphans",
            "error",
            Subject.attribute("customers", "email"),
            "Two rows share an address.",
            Evidence(figures=(Figure("rows", 2, "rows"), Figure("example", "ada@example.org"))),
            confidence=0.9,
        ),
        Finding("MOD-001-name", "advice", Subject.model(), "Give the model a note."),
    )


@pytest.fixture
def hostile():
    """Every text of the model is hostile, and every name too."""
    names = [f"{text} {number}" for number, text in enumerate(HOSTILE)]
    first = Q(names[0], names[1])
    entities = [
        Entity(
            name=first if position == 0 else Q(name),
            note=HOSTILE[position],
            attributes=tuple(
                Attribute(
                    name=text,
                    note=text,
                    unit=text,
                    personal=text if number % 2 else None,
                    default=Default(text),
                    type=EnumOf(Q(names[2])) if number == 0 else Native(text),
                    properties=Properties({text: text}),
                )
                for number, text in enumerate(HOSTILE)
            ),
            primary_key=Key(attributes=HOSTILE[:2], name=name, note=name),
            indexes=(Index(parts=(IndexPart(expression=name),), name=name, method=name, where=name, note=name),),
            checks=(Check(expression=name, name=name, note=name),),
            properties=Properties({name: name}),
        )
        for position, name in enumerate(names)
    ]
    return Model(
        name=HOSTILE[0],
        note="\n\n".join(HOSTILE),
        properties=Properties({HOSTILE[0]: HOSTILE[1]}),
        entities=tuple(entities),
        references=tuple(
            Reference(
                child=entity.name,
                child_attributes=HOSTILE[:2],
                parent=first,
                parent_attributes=HOSTILE[:2],
                name=HOSTILE[3],
                note=HOSTILE[2],
            )
            for entity in entities
        ),
        enums=(Enum(name=Q(names[2]), note=HOSTILE[3], values=tuple(EnumValue(name=t, note=t) for t in HOSTILE)),),
        domains=(Domain(name=Q(names[3]), type=parse_type("int32"), note=HOSTILE[0], default=Default(HOSTILE[1])),),
        views=tuple(View(name=Q(name), sql=name, note=name) for name in names),
        areas=(SubjectArea(name=Q(names[0]), entities=(first,), note=HOSTILE[2]),),
        patterns=(AccessPattern(name=Q(names[4]), sql=HOSTILE[4]),),
    )


@pytest.fixture
def hostile_facts(hostile):
    return Facts(
        {
            entity.source: TableFacts(
                table=entity.source,
                origin=HOSTILE[0],
                rows=10,
                columns=tuple(
                    column(
                        *(entity.source, attribute.column, 0), rows=10, distinct=5, low=text, high=text[::-1],
                        values=[(text, 9)], sample_rows=10,
                    )
                    for attribute, text in zip(entity.attributes, HOSTILE, strict=True)
                ),
            )
            for entity in hostile.entities
        }
    )  # fmt: skip


@pytest.fixture
def hostile_findings():
    return tuple(
        Finding(text, "warning", Subject.model(), text, Evidence(status=text, figures=(Figure(text, text, text),)))
        for text in HOSTILE
    )
