"""Lookup: what qualified names stand for, and what is said where they stand for nothing."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar.lookup import Lookup, Side
from workbench.formats.dbml.grammar.nodes import Node
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.scope import Scope
from workbench.formats.dbml.grammar.tokens import tokenize
from workbench.formats.dbml.grammar.values import end_of

TEXT = """Table users as U { id int
  "full name" text }
Table s.posts { id int
  author int }
Enum e { x
  y }
Enum s.e { z }
"""


@pytest.fixture
def lookup():
    return Lookup(Scope(Parser(tokenize(TEXT)).program()), [])


def expression(text):
    return Parser(tokenize(f"{text} \n")).expression()


def reference(end):
    """Whether the official parser finds both sides of a reference with such an end."""
    return (
        oracle().ask(f"{TEXT}Table other {{ a int\n b int }}\nRef: {end} > other.{'(a, b)' if ',' in end else 'a'}\n")[
            0
        ]
        == []
    )


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("users", "table", (None, "users")),
        ("U", "table", (None, "users")),
        ("public.users", "table", (None, "users")),
        ("s.posts", "table", ("s", "posts")),
        ("e", "enum", (None, "e")),
        ("s.e", "enum", ("s", "e")),
        ("s", "schema", ("s", "s")),
    ],
)
def test_a_path_leads_through_schemas(lookup, name, kind, found):
    symbol = lookup.path(end_of(expression(name)).names, (kind,))
    assert (symbol.kind, symbol.schema, symbol.name) == (kind, *found)
    assert lookup.faults == []


@pytest.mark.parametrize(
    ("name", "message", "at"),
    [
        ("user", "There is no table 'user'. Did you mean 'users'?", 0),
        ("posts", "There is no table 'posts'.", 0),
        ("s.post", "There is no table 'post' in the schema 's'. Did you mean 'posts'?", 2),
        ("zz.posts", "There is no schema 'zz'.", 0),
        ("users.posts", "There is no schema 'users'.", 0),
        ("e", "There is no table 'e'.", 0),
        ("s.s.posts", "There is no schema 's' in the schema 's'. Did you mean 's'?", 2),
    ],
)
def test_a_path_that_leads_nowhere_is_said_where_it_ends(lookup, name, message, at):
    assert lookup.path(end_of(expression(name)).names, ("table",)) is None
    assert lookup.faults == [(message, at)]
    assert not reference(f"{name}.id")


@pytest.mark.parametrize(
    ("end", "table", "columns"),
    [
        ("users.id", "users", ["id"]),
        ('U."full name"', "users", ["full name"]),
        ("s.posts.(id, author)", "posts", ["id", "author"]),
        ("s.posts.(author, id)", "posts", ["author", "id"]),
        ("public.users.id", "users", ["id"]),
    ],
)
def test_a_side_is_a_table_and_its_columns_in_order(lookup, end, table, columns):
    side = lookup.side(end_of(expression(end)))
    assert side.table.name == table
    assert [column.name for column in side.columns] == columns
    assert side.columns == tuple(side.table.parts[column] for column in columns)
    assert reference(end)


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("users.ids", "There is no column 'ids' in the table 'users'. Did you mean 'id'?"),
        ("users.author", "There is no column 'author' in the table 'users'."),
        ("s.posts.(id, autor)", "There is no column 'autor' in the table 'posts'. Did you mean 'author'?"),
        ("user.id", "There is no table 'user'. Did you mean 'users'?"),
    ],
)
def test_a_side_that_is_not_there_is_one_fault(lookup, end, message):
    assert lookup.side(end_of(expression(end))) is None
    assert [said for said, _ in lookup.faults] == [message]
    assert not reference(end)


def test_a_column_alone_is_of_the_table_it_is_said_in(lookup):
    users = lookup.scope.top(("table",), "users")
    end = end_of(expression("id"))
    assert lookup.side(end, own=users) == Side(users, (users.parts["id"],))
    assert lookup.side(end) is None
    assert lookup.side(None, own=users) is None
    assert lookup.faults == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("e.x", None),
        ("s.e.z", None),
        ("public.e.y", None),
        ("e.z", "There is no value 'z' in the enum 'e'."),
        ("s.e.x", "There is no value 'x' in the enum 'e'."),
        ("f.x", "There is no enum 'f'."),
        ("users.id", "There is no enum 'users'."),
    ],
)
def test_the_value_of_an_enum_is_looked_up(lookup, value, message):
    lookup.enum_value(expression(value))
    assert [said for said, _ in lookup.faults] == ([message] if message else [])
    assert (oracle().ask(f"{TEXT}Table t {{ a int [default: {value}] }}\n")[0] == []) is (message is None)


@pytest.mark.parametrize("value", ["x", "1", "'x'", "`now()`", "e.(x)"])
def test_what_names_no_value_of_an_enum_is_not_looked_up(lookup, value):
    lookup.enum_value(expression(value))
    assert (lookup.faults, lookup.uses) == ([], [])


def test_uses_are_the_names_that_stand_for_something(lookup):
    lookup.side(end_of(expression("s.posts.author")))
    lookup.enum_value(expression("e.y"))
    lookup.path(end_of(expression("s.nothing")).names, ("table",))
    assert [(name.value, symbol.kind, symbol.name) for name, symbol in lookup.uses] == [
        ("s", "schema", "s"),
        ("posts", "table", "posts"),
        ("author", "column", "author"),
        ("e", "enum", "e"),
        ("y", "value", "y"),
        ("s", "schema", "s"),
    ]


def test_nobody_asks_for_uses_where_none_are_kept():
    lookup = Lookup(Scope(Parser(tokenize(TEXT)).program()))
    lookup.side(end_of(expression("users.id")))
    assert lookup.uses is None


def test_faults_begin_with_those_of_the_names():
    lookup = Lookup(Scope(Parser(tokenize("Table t { a int\n a int }")).program()))
    lookup.fault("Another.", Node(7, 8))
    assert lookup.faults == [("There is a column 'a' already.", 5), ("Another.", 7)]
