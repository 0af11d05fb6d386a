"""Models for the tests of diagrams: two real ones with their known keys, and made-up ones with every oddity."""

import json
import random

from workbench.model import (
    Attribute,
    Cardinality,
    Entity,
    Enum,
    EnumValue,
    Generalisation,
    Key,
    Model,
    QualifiedName,
    Reference,
    SubjectArea,
    View,
    parse_type,
)

TYPES = {"integer": "int32", "text": "text(40)", "decimal": "decimal(10,2)", "timestamp": "timestamp"}
REQUIRED = ("id", "name", "title", "date", "quantity", "price")


def real(shared_data, name):
    """Chinook or Northwind as truth.json knows it."""
    truth = json.loads((shared_data / name / "truth.json").read_text(encoding="utf-8"))
    entities = []
    for table, columns in truth["declared_types"].items():
        attributes = tuple(
            Attribute(
                name=column, type=parse_type(TYPES.get(kind, kind)), nullable=not column.lower().endswith(REQUIRED)
            )
            for column, kind in columns.items()
        )
        key = Key(attributes=tuple(truth["primary_keys"][table]))
        entities.append(Entity(name=QualifiedName(table), attributes=attributes, primary_key=key))
    by_name = {entity.name.name: entity for entity in entities}
    references = []
    for found in truth["foreign_keys"]:
        optional = any(by_name[found["table"]].attribute(column).nullable for column in found["columns"])
        references.append(
            Reference(
                child=QualifiedName(found["table"]),
                child_attributes=tuple(found["columns"]),
                parent=QualifiedName(found["references"]),
                parent_attributes=tuple(found["referenced_columns"]),
                parent_cardinality=Cardinality.ZERO_OR_ONE
                if optional or found["table"] == found["references"]
                else Cardinality.ONE,
            )
        )
    return Model(name=name.title(), entities=tuple(entities), references=tuple(references))


def generated(count, seed=1):
    """A model like those of businesses: areas of about twelve tables, hubs, self references, double references."""
    rnd = random.Random(seed)
    words = (
        "order customer invoice product item account price stock event region store staff claim policy ticket".split()
    )
    kinds = ["int64", "text", "text(80)", "date", "timestamp", "decimal(12,2)", "boolean", "uuid", "json"]
    areas = max(1, count // 12)
    entities, references = [], []
    names = [f"{words[n % len(words)]}_{words[(n * 7 + 3) % len(words)]}_{n}" for n in range(count)]
    for n in range(count):
        area = n * areas // count
        columns = {"id": "int64"}
        parents = [p for p in range(n) if p * areas // count == area]
        count_here = rnd.choice([0, 1, 1, 1, 2, 2]) if parents else 0
        chosen = [rnd.choice(parents[:3] + parents) for _ in range(count_here)]
        if n and (rnd.random() < 0.12 or not parents):
            chosen.append(0)
        if rnd.random() < 0.06:
            chosen.append(n)
        for k, p in enumerate(chosen):
            columns[f"{names[p]}_{k}_id"] = "int64"
        for k in range(rnd.choice([1, 2, 3, 4, 5, 6, 8, 12])):
            columns[f"{rnd.choice(words)}_{k}"] = rnd.choice(kinds)
        attributes = tuple(
            Attribute(name=column, type=parse_type(kind), nullable=rnd.random() < 0.4)
            for column, kind in columns.items()
        )
        entities.append(
            Entity(name=QualifiedName(names[n]), attributes=attributes, primary_key=Key(attributes=("id",)))
        )
        for k, p in enumerate(chosen):
            references.append(
                Reference(
                    child=QualifiedName(names[n]), child_attributes=(f"{names[p]}_{k}_id",),
                    parent=QualifiedName(names[p]), parent_attributes=("id",),
                )
            )  # fmt: skip
    return Model(name=f"Generated {count}", entities=tuple(entities), references=tuple(references))


def entity(name, columns, key=("id",), **more):
    """An entity from ``"name type?"`` texts; ``?`` marks what may be empty."""
    attributes = []
    for column in columns:
        label, _, kind = column.rpartition(" ")
        attributes.append(Attribute(name=label, type=parse_type(kind.rstrip("?")), nullable=kind.endswith("?")))
    primary = Key(attributes=tuple(key)) if key else None
    return Entity(name=QualifiedName.of(name), attributes=tuple(attributes), primary_key=primary, **more)


def reference(child, columns, parent, parent_columns=("id",), *, child_end="0..*", parent_end="1", **more):
    """A reference between entities by the texts of their names."""
    return Reference(
        child=QualifiedName.of(child), child_attributes=tuple(columns),
        parent=QualifiedName.of(parent), parent_attributes=tuple(parent_columns),
        child_cardinality=Cardinality(child_end), parent_cardinality=Cardinality(parent_end), **more,
    )  # fmt: skip


def shop():
    """What real models hold: areas, a junction, subtypes, composite keys, double and self references, an enum."""
    entities = (
        entity(
            "sales.customer",
            ["id int64", "email text", "status enum:sales.status", "referred_by int64?"],
            keys=(Key(attributes=("email",)),),
            note="Who buys.\nPeople and companies.",
        ),
        entity("sales.person", ["id int64", "first_name text", "last_name text", "born date?"]),
        entity("sales.company", ["id int64", "legal_name text", "vat_number text?"]),
        entity(
            "sales.order",
            [
                "id int64",
                "customer_id int64",
                "billing_address_id int64",
                "delivery_address_id int64?",
                "placed_at timestamptz",
            ],
            color="#1d3557",
        ),
        entity(
            "sales.order_line",
            [
                "order_id int64",
                "line_no int16",
                "product_id int64",
                "warehouse_id int64?",
                "quantity decimal(12,3)",
                "price decimal(12,2)",
            ],
            ("order_id", "line_no"),
        ),
        entity("sales.return", ["id int64", "order_id int64", "line_no int16", "reason text?"]),
        entity("sales.address", ["id int64", "street text", "city text", "country char(2)"]),
        entity(
            "stock.product",
            ["id int64", "sku char(12)", "name text", "category_id int64?"],
            keys=(Key(attributes=("sku",)),),
        ),
        entity("stock.category", ["id int64", "name text", "parent_id int64?"]),
        entity("stock.warehouse", ["id int64", "name text"]),
        entity(
            "stock.level", ["warehouse_id int64", "product_id int64", "on_hand int32"], ("warehouse_id", "product_id")
        ),
        entity("audit_log", ["at timestamptz", "what json"], ()),
    )
    references = (
        reference("sales.customer", ["referred_by"], "sales.customer", parent_end="0..1"),
        reference("sales.person", ["id"], "sales.customer", child_end="0..1"),
        reference("sales.company", ["id"], "sales.customer", child_end="0..1"),
        reference("sales.order", ["customer_id"], "sales.customer"),
        reference("sales.order", ["billing_address_id"], "sales.address"),
        reference("sales.order", ["delivery_address_id"], "sales.address", parent_end="0..1"),
        reference("sales.order_line", ["order_id"], "sales.order", child_end="1..*"),
        reference("sales.order_line", ["product_id"], "stock.product"),
        reference(
            "sales.order_line",
            ["warehouse_id", "product_id"],
            "stock.level",
            ["warehouse_id", "product_id"],
            parent_end="0..1",
        ),
        reference("sales.return", ["order_id", "line_no"], "sales.order_line", ["order_id", "line_no"]),
        reference("stock.product", ["category_id"], "stock.category", parent_end="0..1"),
        reference("stock.category", ["parent_id"], "stock.category", parent_end="0..1"),
        reference("stock.level", ["warehouse_id"], "stock.warehouse"),
        reference("stock.level", ["product_id"], "stock.product"),
    )
    areas = tuple(
        SubjectArea(name=QualifiedName(title), entities=tuple(e.name for e in entities if e.name.schema == schema))
        for title, schema in (("Sales", "sales"), ("Stock", "stock"))
    )
    status = Enum(name=QualifiedName.of("sales.status"), values=tuple(map(_value, ("prospect", "active", "closed"))))
    subtypes = Generalisation(
        parent=QualifiedName.of("sales.customer"),
        disjoint=True,
        total=True,
        children=(QualifiedName.of("sales.person"), QualifiedName.of("sales.company")),
    )
    return Model(
        name="Shop", entities=entities, references=references, areas=areas, enums=(status,),
        generalisations=(subtypes,), views=(View(name=QualifiedName("turnover"), sql="SELECT 1"),),
    )  # fmt: skip


def _value(name):
    return EnumValue(name=name)


HOSTILE = (
    "<script>alert(1)</script>", 'say "hi"', "it's & <b>", "back\\slash", "pipe|brace{}", "%%{init: {}}%%",
    "#lt;script#gt;",     "שלום עולם", "日本語の表", "🦊 fox", "a" * 180, "end", "]]>", "javascript:alert(1)", "order",
)  # fmt: skip


def hostile():
    """Names that try to break out of every format, as entities, attributes, notes and enums."""
    entities = []
    for name in HOSTILE:
        columns = (
            Attribute(name="id", nullable=False),
            Attribute(name=f"{name} ", note=f"{name}\n<img src=x onerror=alert(1)>"),
        )
        parent = Attribute(name="parent", note="x" * 500)
        entities.append(
            Entity(
                name=QualifiedName(name), attributes=(*columns, parent), primary_key=Key(attributes=("id",)),
                note=f"{name}\n--> <script>alert(2)</script>", color="red;}*{background:url(//x)",
            )
        )  # fmt: skip
    references = tuple(
        Reference(
            child=QualifiedName(name), child_attributes=("parent",), parent=QualifiedName(HOSTILE[n // 2]),
            parent_attributes=("id",), note='"><script>alert(3)</script>',
        )
        for n, name in enumerate(HOSTILE)
        if n
    )  # fmt: skip
    enums = (Enum(name=QualifiedName("</svg><script>"), values=(EnumValue(name="<b>"), EnumValue(name="]]>"))),)
    return Model(
        name='"</title><script>alert(0)</script>', entities=tuple(entities), references=references, enums=enums
    )


def wide(count):
    """One entity of so many attributes, which refers to another by its last one."""
    columns = ["id int64", *(f"measure_{n} float64?" for n in range(count - 2)), "owner_id int64"]
    return Model(
        name="Wide", entities=(entity("readings", columns), entity("owner", ["id int64", "name text"])),
        references=(reference("readings", ["owner_id"], "owner"),),
    )  # fmt: skip


def hub(count):
    """So many entities that refer to one."""
    children = [entity(f"child_{n}", ["id int64", "hub_id int64"]) for n in range(count)]
    references = tuple(reference(f"child_{n}", ["hub_id"], "hub") for n in range(count))
    return Model(name="Hub", entities=(entity("hub", ["id int64", "name text"]), *children), references=references)


def bare():
    """Entities without attributes, without keys, and a reference to nowhere."""
    entities = (entity("nothing", [], ()), entity("keyless", ["a text", "b text?"], ()))
    references = (reference("keyless", ["a"], "gone"), reference("keyless", ["missing"], "keyless", ["a"]))
    return Model(name="Bare", entities=entities, references=references)
