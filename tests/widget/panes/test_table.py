"""Tests of what the grid and the forms below it are told."""

from workbench.formats.dbml import read_dbml
from workbench.widget.panes.table import spelled


def test_an_entity_is_told_with_all_that_is_its_own(page, session):
    session.set_text(
        "Enum state { open\n paid }\nTable customers { id int64 [pk] }\n"
        "Table orders {\n id int64 [pk, increment]\n code char(4) [unique, note: 'printed']\n"
        " customer_id int64 [not null]\n state state [default: 'open']\n"
        " indexes { state [name: 'by_state'] }\n checks { `id > 0` }\n}\n"
        "Ref: orders.customer_id > customers.id [delete: cascade]\nTableGroup sales { orders }"
    )
    told = page.ask("table.entity", name="orders", engine="postgresql")
    columns = {a["name"]: a for a in told["attributes"]}
    assert [(n, a["type"], a["spelled"], a["key"], a["unique"], a["nullable"]) for n, a in columns.items()] == [
        ("id", "int64", "BIGINT", True, False, False),
        ("code", "char(4)", "CHAR(4)", False, True, True),
        ("customer_id", "int64", "BIGINT", False, False, False),
        ("state", "enum:state", "state", False, False, True),
    ]
    assert (columns["code"]["note"], columns["id"]["identity"]) == ("printed", True)
    assert columns["state"]["default"]["value"] == "open"
    assert (told["key"]["attributes"], [k["attributes"] for k in told["keys"]]) == (["id"], [["code"]])
    assert (told["indexes"][0]["label"], told["checks"][0]["expression"], told["areas"]) == (
        "by_state",
        "id > 0",
        ["sales"],
    )
    [reference] = told["references"]
    assert (reference["title"], reference["on_delete"]) == ("orders(customer_id) → customers(id)", "cascade")
    assert (reference["parent_cardinality"], reference["child_cardinality"]) == ("1", "0..*")
    assert [r["title"] for r in page.ask("table.entity", name="customers")["referred"]] == [reference["title"]]
    assert page.ask("table.areas") == {"sales": ["orders"]}
    assert [v["name"] for v in page.ask("table.enum", name="state")["values"]] == ["open", "paid"]


def test_types_are_told_with_what_they_become_and_what_is_typed_comes_first(page):
    told = page.ask("table.types", engine="mariadb", typed="dec(8)")
    assert told[0] == {"type": "decimal(8,0)", "spelled": "DECIMAL(8, 0)"}
    assert {"type": "int64", "spelled": "BIGINT"} in told
    [wrong, *rest] = page.ask("table.types", engine="mariadb", typed="intt")
    assert wrong["error"].startswith("There is no type 'intt'. Did you mean 'int'?")
    assert len(rest) == len(told) - 1


def test_a_type_is_spelled_as_each_engine_does():
    model = read_dbml("Enum state { open\n paid }\nTable t { s state }")
    assert [spelled("enum:state", engine, model) for engine in ("postgresql", "mariadb", "sqlite")] == [
        "state", "ENUM('open','paid')", "TEXT",
    ]  # fmt: skip
    assert spelled("list<int32>", "duckdb", model) == "INTEGER[]"
    assert spelled("nonsense", "duckdb", model) == ""


def test_what_is_not_there_is_refused_with_the_nearest(page):
    assert "There is no entity 'order'. Did you mean 'orders'?" in page.refused("table.entity", name="order")
    assert page.ask("table.pairs", child="orders", parent="customers") == [["customer_id", "id"]]
