"""Scope: which names a text has, by schema and kind, and which was meant by one that it has not."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar.nodes import Node
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.scope import PUBLIC, Scope, Symbol, Taking, full_name, injected
from workbench.formats.dbml.grammar.tokens import tokenize

TEXT = """Table users as U { id int
  name text }
Table s.posts { id int }
Table s.s2.deep { id int }
Enum users { a
  b }
Enum s.kind { x }
TablePartial stamps { made date }
TableGroup g { users }
Note n { 'x' }
DiagramView v { * }
Ref r: users.id < s.posts.id
"""


def program(text):
    return Parser(tokenize(text)).program()


def scope(text):
    return Scope(program(text))


@pytest.fixture(scope="module")
def names():
    assert oracle().ask(TEXT)[0] == []
    return scope(TEXT)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Table t { a int }", (PUBLIC, "t")),
        ("Table s.t { a int }", ("s", "t")),
        ('Table "a b".c.d { a int }', ("a b", "c", "d")),
    ],
)
def test_a_full_name_begins_with_the_schema(text, name):
    assert full_name(program(text).elements[0]) == name


@pytest.mark.parametrize(
    ("kinds", "name", "found"),
    [
        (("table",), "users", "table"),
        (("enum",), "users", "enum"),
        (("enum", "table"), "users", "table"),
        (("table",), "U", "table"),
        (("table",), "u", None),
        (("enum",), "U", None),
        (("table",), "posts", None),
        (("tablepartial",), "stamps", "tablepartial"),
        (("tablegroup",), "g", "tablegroup"),
        (("note",), "n", "note"),
        (("diagramview",), "v", "diagramview"),
        (("schema", "table"), "s", "schema"),
        (("schema",), PUBLIC, "schema"),
        (("schema",), "s2", None),
        (("table",), "r", None),
    ],
)
def test_a_name_without_a_schema_stands_for_what_is_in_the_public_one(names, kinds, name, found):
    symbol = names.top(kinds, name)
    assert (symbol.kind if symbol else None) == found


@pytest.mark.parametrize(
    ("path", "kinds", "name", "found"),
    [
        (("s",), ("table",), "posts", ("table", "s")),
        (("s",), ("enum",), "kind", ("enum", "s")),
        (("s",), ("table",), "users", None),
        (("s",), ("schema",), "s2", ("schema", "s.s2")),
        (("s", "s2"), ("table",), "deep", ("table", "s.s2")),
        ((PUBLIC,), ("table",), "users", ("table", None)),
        (("users",), ("column",), "name", ("column", None)),
        (("users",), ("value",), "a", None),
    ],
)
def test_names_are_found_inside_others(names, path, kinds, name, found):
    outer = names.top(("schema", "table"), path[0])
    for part in path[1:]:
        outer = names.inside(outer, ("schema",), part)
    symbol = names.inside(outer, kinds, name)
    assert (symbol and (symbol.kind, symbol.schema)) == found


def test_an_alias_is_another_name_of_the_same_table(names):
    assert names.top(("table",), "U") is names.top(("table",), "users")
    assert [(name, symbol.name) for name, symbol in names.aliases] == [("U", "users")]


def test_schemas_are_those_that_something_is_in(names):
    paths = [(PUBLIC,), ("s",), ("s", "s2"), ("s2",), ("users",)]
    assert [names.has_schema(path) for path in paths] == [True, True, True, False, False]


def test_others_may_take_everything_but_views_and_the_alias_first(names):
    own = [(".".join(path), name, symbol.kind) for path, name, symbol in names.own()]
    assert own[0] == (PUBLIC, "U", "table")
    assert set(own[1:]) == {
        (PUBLIC, "users", "table"),
        ("s", "posts", "table"),
        ("s.s2", "deep", "table"),
        (PUBLIC, "users", "enum"),
        ("s", "kind", "enum"),
        (PUBLIC, "stamps", "tablepartial"),
        (PUBLIC, "g", "tablegroup"),
        (PUBLIC, "n", "note"),
    }


def test_names_are_visible_by_schema_and_kind(names):
    assert names.visible(("s",), "table", "posts").path == ("s",)
    assert names.visible(("s",), "enum", "posts") is None
    assert names.visible(("nowhere",), "table", "posts") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Table t { a int }\nTable t { b int }", "There is a table 't' already."),
        ("Table public.t { a int }\nTable t { b int }", "There is a table 't' already."),
        ("Table t as x { a int }\nTable x { b int }", "There is a table 'x' already."),
        ("Enum s.t { a }\nEnum s.t { b }", "There is an enum 't' already in the schema 's'."),
        ("TableGroup g { }\nTableGroup g { }", "There is a table group 'g' already."),
        ("Note n { 'x' }\nNote n { 'y' }", "There is a note 'n' already."),
        ("Enum e { }", "The enum 'e' needs at least one value."),
        ("Enum e { x\n x }", "There is a value 'x' already."),
        ("Table t { a int\n a int }", "There is a column 'a' already."),
        ("TablePartial p { a int\n a int }", "There is a column 'a' already."),
        ("Table t { }", "The table 't' needs at least one column."),
        ("Table t { ~p\n a int }", "There is no table partial 'p'."),
        (
            "Table t { ~stamp\n a int }\nTablePartial stamps { b int }",
            "There is no table partial 'stamp'. Did you mean 'stamps'?",
        ),
        ("Table t { ~p\n ~p }\nTablePartial p { a int }", "The table partial 'p' is taken in twice."),
    ],
)
def test_what_cannot_have_its_name_is_complained_of(text, message):
    assert [said for said, _ in scope(text).faults] == [message]
    assert oracle().ask(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Table s.t { a int }\nTable t { b int }",
        "Enum t { a }\nTable t { b int }",
        "TablePartial t { a int }\nTable t { b int }",
        "Table t { a int }\nTable T { a int\n A int }",
        "Table t as t { a int }",
        "Table t { ~p\n a int }\nTablePartial p { a text }",
    ],
)
def test_what_differs_in_schema_kind_or_case_may_be_named_alike(text):
    assert scope(text).faults == []
    assert oracle().ask(text)[0] == []


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        ("a int\n ~p", ["a", "p1", "x"]),
        ("~p\n a int", ["p1", "x", "a"]),
        ("~p\n x int\n b int", ["p1", "x", "b"]),
        ("~p\n ~q", ["p1", "x", "q1"]),
        ("~q\n ~p", ["q1", "p1", "x"]),
        ("x int\n ~p\n b int", ["x", "p1", "b"]),
    ],
)
def test_a_table_has_the_columns_of_its_partials_where_they_are_taken_in(lines, columns):
    row = ", ".join("1" for _ in columns)
    text = f"""Table t {{ {lines}
 records {{
  {row}
 }} }}
TablePartial p {{ p1 int
 x int }}
TablePartial q {{ x text
 q1 int }}
"""
    assert list(scope(text).top(("table",), "t").parts) == columns
    errors, content = oracle().ask(text)
    assert errors == []
    assert content["records"][0]["columns"] == columns


@pytest.mark.parametrize(
    ("kind", "name", "within", "message"),
    [
        ("table", "user", None, "There is no table 'user'. Did you mean 'users'?"),
        ("table", "orders", None, "There is no table 'orders'."),
        ("tablegroup", "gg", None, "There is no table group 'gg'. Did you mean 'g'?"),
        ("table", "post", "s", "There is no table 'post' in the schema 's'. Did you mean 'posts'?"),
        ("table", "post", None, "There is no table 'post'."),
        ("column", "nam", "users", "There is no column 'nam' in the table 'users'. Did you mean 'name'?"),
        ("column", "zz", "users", "There is no column 'zz' in the table 'users'."),
        ("schema", "ss", None, "There is no schema 'ss'. Did you mean 's'?"),
    ],
)
def test_a_missing_name_hints_at_the_nearest_of_its_kind(names, kind, name, within, message):
    outer = within and names.top(("schema", "table"), within)
    assert names.missing(kind, name, outer) == message


@pytest.mark.parametrize(("line", "name"), [("~p", "p"), ('~"p q"', "p q"), ("~'p'", ""), ("a int", ""), ("-p x", "")])
def test_a_partial_is_taken_in_by_a_tilde(line, name):
    assert injected(Parser(tokenize(f"{line} \n")).line(None)) == name


def test_columns_of_partials_wait_for_what_is_taken_from_other_files():
    text = program("Table t { ~p\n a int }")
    waiting = Scope(text, complete=False)
    assert waiting.faults == []
    partial = scope("TablePartial p { b int }").top(("tablepartial",), "p")
    waiting.take(Taking(partial, Node(0, 1), (PUBLIC,), "p", 0, chosen=True))
    waiting.complete()
    assert waiting.faults == []
    assert list(waiting.top(("table",), "t").parts) == ["b", "a"]


@pytest.mark.parametrize(
    ("taken", "here", "called"),
    [
        (((PUBLIC,), "a"), ((PUBLIC,), "a"), (None, "a")),
        ((("s",), "a"), (("s",), "a"), ("s", "a")),
        ((("s",), "a"), (("t",), "a"), ("t", "a")),
        ((("s",), "a"), ((PUBLIC,), "a"), ("s", "a")),
        ((("s",), "a"), ((PUBLIC,), "z"), ("", "z")),
    ],
)
def test_what_is_taken_is_called_by_its_name_here(taken, here, called):
    symbol = Symbol("table", taken[1], taken[0])
    assert Taking(symbol, Node(0, 1), *here, 0).called == called


def test_what_another_file_passes_on_keeps_its_first_name():
    symbol = Symbol("table", "a", ("s",))
    assert Taking(symbol, Node(0, 1), (PUBLIC,), "z", 0, passed=True).called == ("s", "a")


@pytest.mark.parametrize(
    ("chosen", "what", "known", "unknown"),
    [
        (True, "{ table users }", "users", "U"),
        (False, "*", "U", "users"),
    ],
)
def test_a_table_that_comes_with_others_is_known_by_its_alias_alone(chosen, what, known, unknown):
    there = "Table users as U { id int }"
    other = scope(there).top(("table",), "users")
    here = scope("Table t { a int }")
    here.take(Taking(other, Node(0, 1), (PUBLIC,), "users", 2, chosen=chosen))
    assert here.top(("table",), known) is other
    assert here.top(("table",), unknown) is None
    for name, right in ((known, True), (unknown, False)):
        text = f"use {what} from './b'\nTable t {{ a int }}\nRef: t.a > {name}.id\n"
        assert (oracle().ask({"/main.dbml": text, "/b.dbml": there})[0] == []) is right
