"""Reader: a syntax tree to a model, with everything that is wrong at its place."""

import pytest

from tests.formats.dbml.conftest import SHOP
from workbench.formats.dbml import DbmlError, Document, read_dbml
from workbench.model import (
    AccessPattern,
    Attribute,
    Check,
    Domain,
    Enum,
    EnumValue,
    Generalisation,
    Index,
    IndexPart,
    Key,
    Partitioning,
    Properties,
    QualifiedName,
    SubjectArea,
    View,
    parse_type,
)


def diagnostics(text):
    with pytest.raises(DbmlError) as caught:
        read_dbml(text)
    return [str(d) for d in caught.value.diagnostics]


def test_a_hand_written_text_is_read_as_its_author_meant_it():
    model = read_dbml(SHOP)
    assert (model.name, model.note) == ("shop", "Two lines\n  of a note.")
    assert model.properties == Properties({"database_type": "PostgreSQL"})
    assert [str(e.name) for e in model.entities] == ["customers", "orders", "items", "products", "notes"]
    customers = model.entity("customers")
    assert (customers.alias, customers.color, customers.note) == ("C", "#AABBCC", "People who bought.")
    assert customers.attributes[0] == Attribute(name="id", type=parse_type("int32"), nullable=False, identity=True)
    assert customers.attribute("mail").note == "by name@host"
    assert customers.attribute("status").type == parse_type("enum:customer_status")
    assert customers.primary_key == Key(attributes=("id",))
    assert customers.keys == (Key(attributes=("name",)),)
    assert customers.indexes == (
        Index(parts=(IndexPart(attribute="name"), IndexPart(attribute="mail")), name="ix_nm"),
        Index(parts=(IndexPart(expression="lower(mail)"),), unique=True),
    )
    orders = model.entity("orders")
    assert orders.checks == (
        Check(expression="total >= 0"),
        Check(expression="total < 1000000", name="sane"),
        Check(expression="placed_at > '2019-01-01'"),
    )
    assert model.entity("items").primary_key.attributes == ("order_id", "line")
    assert [a.name for a in model.entity("products").attributes] == ["created_at", "sku"]
    assert model.entity("products").properties == Properties({"erp_id": "7", "owner": "ann"})
    assert model.entity("notes").keys == (Key(attributes=("order_id", "line")),)
    assert model.enums == (
        Enum(
            name=QualifiedName("customer_status"),
            values=(EnumValue(name="new"), EnumValue(name="active", note="has an order"), EnumValue(name="gone")),
        ),
    )
    assert model.areas == (
        SubjectArea(
            name=QualifiedName("sales"), entities=(QualifiedName("customers"), QualifiedName("orders")), color="#fff"
        ),
    )
    assert [(str(r), r.child_cardinality.value, r.parent_cardinality.value) for r in model.references] == [
        ("orders(customer_id) → customers(id)", "0..*", "1"),
        ("items(order_id) → orders(id)", "0..*", "1"),
        ("items(sku) → products(sku)", "0..1", "1"),
        ("notes(order_id, line) → items(order_id, line)", "0..*", "0..1"),
    ]


def test_what_dbml_has_no_word_for_is_read_from_its_homes():
    model = read_dbml("""\
Project p {
  wb_domain_m: '{"name": "money", "type": "decimal(10,2)", "nullable": false}'
  wb_generalisation_a: '{"parent": "a", "children": ["b"], "disjoint": true}'
  wb_view_v: '{"name": "s.v", "sql": "SELECT 1"}'
  wb_pattern_q: '{"name": "q", "sql": "SELECT 2", "per_day": 3, "budget_ms": 4}'
  wb_enum_e_note: 'All.'
  wb_enum_e_values: '{"x": {"k": "v"}}'
  wb_properties: '{"a b": "c"}'
}
Table a [wb_partitioning: '{"method": "range", "attributes": ["x"], "partitions": [["p1", "FROM (1) TO (2)"]]}'] {
  x int [pk]
  y int [unique]
  indexes {
    (x, y) [name: 'ix', unique]
    y [note: 'n']
  }
  checks {
    `x > 0` [name: 'c']
  }
}
Metadata Table a {
  wb_source: 'A.csv'
  wb_select: 'SELECT * FROM A'
  wb_key_y_nulls: 'not distinct'
  wb_key_ix_properties: '{"k": "v"}'
  wb_index_y_descending: '1'
  wb_index_y_where: 'y > 0'
  wb_index_y_include: 'x'
  wb_check_c_note: 'positive'
}
Table b { x int [pk] }
Ref r: b.x - a.x
Metadata Table b { wb_ref_r_deferrable: 'true'
  wb_ref_r_note: 'why' }
Enum e { x }
""")
    a = model.entity("a")
    assert model.domains == (Domain(name=QualifiedName("money"), type=parse_type("decimal(10,2)"), nullable=False),)
    assert model.generalisations == (
        Generalisation(parent=QualifiedName("a"), children=(QualifiedName("b"),), disjoint=True),
    )
    assert model.views == (View(name=QualifiedName("v", "s"), sql="SELECT 1"),)
    assert model.patterns == (AccessPattern(name=QualifiedName("q"), sql="SELECT 2", per_day=3, budget_ms=4),)
    assert model.properties == Properties({"a b": "c"})
    assert model.enums[0].note == "All."
    assert model.enums[0].values[0].properties == Properties({"k": "v"})
    assert a.partitioning == Partitioning(method="range", attributes=("x",), partitions=(("p1", "FROM (1) TO (2)"),))
    assert (a.binding.source, a.binding.select) == ("A.csv", "SELECT * FROM A")
    assert a.keys == (
        Key(attributes=("y",), nulls_distinct=False),
        Key(attributes=("x", "y"), name="ix", properties=Properties({"k": "v"})),
    )
    assert a.indexes == (
        Index(parts=(IndexPart(attribute="y", descending=True),), where="y > 0", include=("x",), note="n"),
    )
    assert a.checks == (Check(expression="x > 0", name="c", note="positive"),)
    assert (model.references[0].deferrable, model.references[0].note) == (True, "why")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table t { a int }\nTable t { b int }", ["2:7: There is a table 't' already."]),
        ("Table t {\n  a int\n  b int\n  a text\n}", ["4:3: There is a column 'a' already."]),
        ("Enum e { a }\nEnum e { b }", ["2:6: There is an enum 'e' already."]),
        ("Enum e {\n  a\n  b\n  a\n}", ["4:3: There is a value 'a' already."]),
        ("Project a { }\nProject b { }", ["2:1: There is a project already."]),
        ("Table t { ~stamps\n a int }", ["1:11: There is no table partial 'stamps'."]),
        ("Table a as X { x int }\nTable b as X { x int }", ["2:12: There is a table 'X' already."]),
        ("Table a as b { x int }\nTable b { x int }", ["2:7: There is a table 'b' already."]),
        (
            "Table a { x int [ref: > b.y] }\nTable b { y int }\nRef: a.x - b.y",
            ["3:6: There is a reference between these two ends already."],
        ),
        (
            "Table a { x int }\nTable b { y int }\nRef: a.x > b.y [delete: explode]",
            ["3:25: The setting 'delete' takes one of cascade, restrict, set null, set default, no action."],
        ),
        ("Project { wb_view_v: 'x' }", ["1:11: The value of wb_view_v is not JSON."]),
        (
            "Project { wb_view_v: '{\"name\": \"v\"}' }",
            ["1:11: The value of wb_view_v does not fit. View needs the field 'sql'."],
        ),
        (
            "Table t [wb_partitioning: '{\"method\": \"heap\", \"attributes\": []}'] { a int }",
            ["1:7: The value of wb_partitioning does not fit. method: 'heap' is none of range, list, hash."],
        ),
        (
            "Table t {\n  a int\n  a int\n}\nEnum e { x }\nTable t { b int }\nTable u {\n  c\n}\n",
            ["8:3: The column 'c' has no type."],  # what names stand for is asked when all can be read
        ),
    ],
)  # fmt: skip
def test_everything_that_is_wrong_is_named_at_its_place(text, expected):
    assert diagnostics(text) == expected
    assert [line.partition(": ")[2] for line in diagnostics(text.replace("\n", "\r\n"))] == [
        line.partition(": ")[2] for line in expected
    ]


def test_a_fault_inside_a_partial_is_named_there():
    text = "TablePartial p {\n  a int [wb_domain: '.']\n}\n\nTable t { ~p\n b int }"
    (found,) = diagnostics(text)
    assert found.startswith("2:3: The value of wb_domain does not fit.")


@pytest.mark.parametrize(
    "text",
    [
        "Ref: a.x > b.y",  # dangling ends, for lint to find
        "Table t { a int [ref: > nowhere.b] }",
        "TableGroup g { t }",
        "Metadata Table nothing { owner: 'x' }",
        "Table t { }",
        "Table t { indexes { nothing } }",
    ],
)
def test_what_lint_will_tell_is_read(text):
    assert Document.of(text).model is not None


@pytest.mark.parametrize(
    ("columns", "primary", "keys"),
    [
        ("a int [pk]\n b int", ("a",), []),
        ("a int [pk]\n b int [primary key]", ("a", "b"), []),
        ("a int [pk, unique]\n b int", ("a",), []),
        ("a int [unique]\n b int [pk]\n indexes { (b, a) [pk] }", ("b", "a"), [("a",)]),
        ("a int\n b int\n indexes { (a, b) [unique]\n b [unique, name: 'u'] }", None, [("a", "b"), ("b",)]),
        ("a int\n b int\n indexes { (a, `b`) [unique] }", None, []),
        ("a int\n b int\n indexes { a [unique, type: hash] }", None, []),
    ],
)
def test_keys_from_columns_and_from_lines(columns, primary, keys):
    entity = read_dbml(f"Table t {{ {columns} }}").entity("t")
    assert (entity.primary_key and entity.primary_key.attributes) == primary
    assert [key.attributes for key in entity.keys] == keys


def test_indexes_and_checks_of_partials_are_those_of_the_table():
    entity = read_dbml(
        "TablePartial p { x int [check: `x > 0`]\n indexes { x }\n checks { `x < 9` } }\n"
        "Table t { ~p\n y int\n indexes { y }\n checks { `y > x` } }"
    ).entity("t")
    assert [index.label for index in entity.indexes] == ["x", "y"]
    assert [check.expression for check in entity.checks] == ["x > 0", "x < 9", "y > x"]


def test_notes_from_either_place_and_the_last_one_counts():
    for text in (
        "[note: 'x'] { a int }",
        "{ a int\n Note: 'x' }",
        "{ a int\n Note { 'x' } }",
        "[note: 'y'] { a int\n Note: 'x' }",
    ):
        assert read_dbml(f"Table t {text}").entity("t").note == "x"
    assert read_dbml("Table t { a int }\nTableGroup g [note: 'x'] { t }").areas[0].note == "x"


def test_schemas_tell_tables_of_one_name_apart():
    model = read_dbml('Table t { a int }\nTable s.t { a int }\nTable "x.y".t { a int }')
    assert [e.name for e in model.entities] == [
        QualifiedName("t"), QualifiedName("t", "s"), QualifiedName("t", "x.y")
    ]  # fmt: skip
