"""Binding: what references, dependencies, groups, views, records and metadata join, and what they must not."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle, plain, understood
from workbench.formats.dbml.grammar.binding import Binding
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.rules import faults
from workbench.formats.dbml.grammar.tokens import tokenize

BASE = "Table t as T1 { a int\n b int }\nTable s.u { a int\n b int }\nEnum e { x }\nNote n { 'x' }\n"


def bound(text, **asked):
    program = Parser(tokenize(text)).program()
    assert list(faults(program)) == []
    return Binding(program, **asked)


def accepted(text):
    return oracle().ask(text)[0] == []


def said(side):
    """A side as it could be written: table.a,b."""
    columns = ",".join(column.name for column in side.columns)
    return ".".join(filter(None, (side.table and side.table.name, columns)))


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        ("Ref: t.a > s.u.b\n", [("t.a", ">", "u.b")]),
        ("Ref r { T1.a <>? s.u.a }\n", [("t.a", "<>?", "u.a")]),
        ("Ref: t.(a, b) < s.u.(b, a)\n", [("t.a,b", "<", "u.b,a")]),
        ("Table w { a int [ref: > t.a] }\n", [("w.a", ">", "t.a")]),
        ("Table w { a int [ref: - b, ref: < s.u.a]\n b int }\n", [("w.a", "-", "w.b"), ("w.a", "<", "u.a")]),
        ("Ref: t.a > t.b\nRef: t.a > s.u.a\n", [("t.a", ">", "t.b"), ("t.a", ">", "u.a")]),
        ('Table w { c int [default: true]\n d int [default: "e.y"] }\n', []),
    ],
)
def test_references_join_two_sides(text, joins):
    found = bound(text + BASE)
    assert found.faults == []
    assert [(said(join.left), join.operator, said(join.right)) for join in found.joins] == joins
    errors, content = oracle().ask(text + BASE)
    assert errors == []
    ends = [
        [f"{end['tableName']}.{','.join(end['fieldNames'])}" for end in ref["endpoints"]] for ref in content["refs"]
    ]
    assert sorted(map(sorted, ends)) == sorted(sorted((left, right)) for left, _, right in joins)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ref: t.a > t.a\n", "Both ends of this reference are the same."),
        ("Ref: t.(a, b) > T1.(b, a)\n", "Both ends of this reference are the same."),
        ("Table w { a int [ref: > a] }\n", "Both ends of this reference are the same."),
        ("TablePartial p { a int [ref: > a] }\n", "Both ends of this reference are the same."),
        ("Ref: t.a > t.b\nRef: t.b - t.a\n", "There is a reference between these two ends already."),
        ("Ref: w.a > t.a\nTable w { a int [ref: > t.a] }\n", "There is a reference between these two ends already."),
        ("Ref: t.a > v.a\n", "There is no table 'v'."),
        ("Ref: t.a > s.u.c\n", "There is no column 'c' in the table 'u'."),
        ("Table w { a int [ref: > c] }\n", "There is no column 'c' in the table 'w'."),
        ("TablePartial p { a int [ref: > v.a] }\n", "There is no table 'v'."),
        ("Table w { a int [default: e.y] }\n", "There is no value 'y' in the enum 'e'."),
        ("Table w { a int\n indexes { (a, c) } }\n", "There is no column 'c' in the table 'w'."),
        ("Project p { }\nProject q { }\n", "There is a project already."),
    ],
)
def test_a_reference_or_a_table_is_complained_of(text, message):
    assert [found for found, _ in bound(text + BASE).faults] == [message]
    assert not accepted(text + BASE)


@pytest.mark.parametrize("text", ["Ref: t.a > t.a\n", "Ref: t.a > v.a\n", "Table w { a int [ref: > a] }\n"])
def test_a_reference_that_is_none_joins_nothing(text):
    assert bound(text + BASE).joins == []
    assert not accepted(text + BASE)


def test_references_of_partials_are_kept_for_the_tables_that_take_them_in():
    text = BASE + "TablePartial p { c int [ref: > t.a] }\nTable w { ~p }\n"
    found = bound(text)
    assert found.joins == []
    assert [said(side) for side in found.of_partials.values()] == ["t.a"]
    assert accepted(text)


def test_what_another_file_joins_is_not_joined_again():
    joined = set()
    program = Parser(tokenize("Table t { a int\n b int }\nRef: t.a > t.b\n")).program()
    first = Binding(program, joined=joined)
    again = Binding(program, first.scope, joined)
    assert (len(first.joins), first.faults) == (1, [])
    assert (again.joins, [message for message, _ in again.faults]) == (
        [],
        ["There is a reference between these two ends already."],
    )


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("Dep: t -> s.u\n", [[("t", "u")]]),
        ("Dep: t <- s.u\n", [[("u", "t")]]),
        ("Dep: t.a -> s.u.b\n", [[("t.a", "u.b")]]),
        ("Dep { t.a -> s.u.a\n t.b -> s.u.b }\n", [[("t.a", "u.a"), ("t.b", "u.b")]]),
        ("Dep: t -> s.u\nDep: s.u -> t\n", [[("t", "u")], [("u", "t")]]),
        ("Dep: t -> t\n", [[("t", "t")]]),
        ("Table w [dep: -> t, dep: <- s.u] { a int }\n", [[("w", "t")], [("u", "w")]]),
        ("Table w { a int [dep: <- t.a]\n b int [dep: -> a] }\n", [[("t.a", "w.a")], [("w.b", "a")]]),
    ],
)
def test_dependencies_lead_from_what_is_upstream(text, edges):
    found = bound(text + BASE)
    assert found.faults == []
    assert [[(said(edge.upstream), said(edge.downstream)) for edge in block] for _, block in found.edges] == edges
    assert accepted(text + BASE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Dep: t.a -> t.a\n", "A column cannot depend on itself."),
        ("Dep: t -> s.u\nDep: s.u <- T1\n", "There is such a dependency already."),
        ("Table w [dep: -> t] { a int }\nDep: w -> t\n", "There is such a dependency already."),
        ("Dep { t -> s.u\n s.u -> t }\n", "All dependencies of a block end at one table."),
        (
            "Dep { t -> s.u\n t.a -> s.u.a }\n",
            "The dependencies of a block are all between tables, or all between columns.",
        ),
        ("Dep: t -> v\n", "There is no table 'v'."),
        ("Dep: t.c -> s.u.a\n", "There is no column 'c' in the table 't'."),
        ("Dep: t.(a) -> s.u.a\n", "An end of a dependency is a table, or a table and one column."),
    ],
)
def test_a_dependency_is_complained_of(text, message):
    assert [found for found, _ in bound(text + BASE).faults] == [message]
    assert not accepted(text + BASE)


def test_groups_and_views_hold_what_their_lines_name():
    text = BASE + (
        "TableGroup g { T1\n s.u }\n"
        "DiagramView v { Tables { t\n s.u }\n Notes { n }\n TableGroups { g }\n Schemas { s } }\n"
    )
    found = bound(text)
    assert found.faults == []
    assert [(table.kind, table.name) for table in found.grouped.values()] == [("table", "t"), ("table", "u")]
    assert [(symbol.kind, symbol.name) for symbol in found.viewed.values()] == [
        ("table", "t"),
        ("table", "u"),
        ("note", "n"),
        ("tablegroup", "g"),
        ("schema", "s"),
    ]
    assert accepted(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("TableGroup g { t\n t }\n", "'t' stands in this group already."),
        ("TableGroup g { t\n public.t }\n", "'public.t' stands in this group already."),
        ("TableGroup g { t }\nTableGroup h { t }\n", "'t' is in the group 'g' already."),
        ("TableGroup g { t\n T1 }\n", "'T1' is in the group 'g' already."),
        ("TableGroup g { v }\n", "There is no table 'v'."),
        ("DiagramView v { Tables { t\n t } }\n", "t stands in this view already."),
        ("DiagramView v { Tables { v } }\n", "There is no table 'v'."),
        ("DiagramView v { Notes { m } }\n", "There is no note 'm'."),
    ],
)
def test_a_group_or_a_view_is_complained_of(text, message):
    assert [found for found, _ in bound(text + BASE).faults] == [message]
    assert not accepted(text + BASE)


@pytest.mark.parametrize(
    ("text", "table", "columns"),
    [
        ("Records t(b, a) {\n 1, 2\n}\n", "t", ["b", "a"]),
        ("Records T1(a) {\n 1\n 2\n}\n", "t", ["a"]),
        ("Records s.u(a) {\n e.x\n}\n", "u", ["a"]),
        ("Table w { c int\n d int\n records {\n 1, 2\n } }\n", "w", ["c", "d"]),
        ("Table w { c int\n d int\n records (d) {\n 1\n } }\n", "w", ["d"]),
        ("Table w { c int\n ~p\n records {\n 1, 2\n } }\nTablePartial p { d int }\n", "w", ["c", "d"]),
    ],
)
def test_records_are_of_a_table_and_its_columns(text, table, columns):
    found = bound(text + BASE)
    assert found.faults == []
    ((_, symbol, parts),) = found.records
    assert (symbol.name, [part.name for part in parts]) == (table, columns)
    errors, content = oracle().ask(text + BASE)
    assert errors == []
    assert [(one["tableName"], one["columns"]) for one in content["records"]] == [(table, columns)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Records t(a, a) {\n 1, 2\n}\n", "The column 'a' stands here twice."),
        ("Records t(c) {\n 1\n}\n", "There is no column 'c' in the table 't'."),
        ("Records v(a) {\n 1\n}\n", "There is no table 'v'."),
        ("Records e(x) {\n 1\n}\n", "There is no table 'e'."),
        ("Records s(a) {\n 1\n}\n", "There is no table 's'."),
        ("Records t(a) {\n 1, 2\n}\n", "This row has 2 values for 1 columns."),
        ("Records t(a) {\n e.y\n}\n", "There is no value 'y' in the enum 'e'."),
        ("Records t(a) {\n 1\n}\nRecords t(b) {\n 1\n}\n", "The table 't' has records already."),
        ("Table w { a int\n records {\n 1\n } }\nRecords w(a) {\n 1\n}\n", "The table 'w' has records already."),
        ("Metadata Table v { a: 'b' }\n", "There is no table 'v'."),
        ("Metadata Column t { a: 'b' }\n", "A column is named as table.column."),
        ("Metadata Column t.c { a: 'b' }\n", "There is no column 'c' in the table 't'."),
        ("Metadata Note m { a: 'b' }\n", "There is no note 'm'."),
    ],
)
def test_records_or_metadata_are_complained_of(text, message):
    assert [found for found, _ in bound(text + BASE).faults] == [message]
    assert not accepted(text + BASE)


def test_metadata_are_of_what_they_name():
    text = (
        BASE
        + "TableGroup g { t }\n"
        + "".join(
            f"Metadata {kind} {name} {{ own: 'x' }}\n"
            for kind, name in (("Table", "T1"), ("Column", "s.u.b"), ("TableGroup", "g"), ("Note", "n"))
        )
    )
    found = bound(text)
    assert found.faults == []
    assert [(symbol.kind, symbol.name) for _, symbol in found.targets] == [
        ("table", "t"),
        ("column", "b"),
        ("tablegroup", "g"),
        ("note", "n"),
    ]
    assert accepted(text)


def test_uses_are_all_names_that_stand_for_something():
    text = "Table t { a int\n indexes { a } }\nTable s.u { b int [ref: > t.a] }\nTableGroup g { s.u }\n"
    uses = []
    bound(text, uses=uses)
    starts = tokenize(text).starts
    assert [(text[: starts[name.at]].count("\n") + 1, name.value, symbol.kind) for name, symbol in uses] == [
        (2, "a", "column"),
        (3, "t", "table"),
        (3, "a", "column"),
        (4, "s", "schema"),
        (4, "u", "table"),
    ]
    assert accepted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ref: s.v.() > u.a", "Ref: t.() > u.a", "Ref: s.v.() > u.()", "Ref: s.nope.() > u.a", "Ref: t.a.() > u.a",
        "Dep: s.() -> u", "Dep: t.() -> u", "Dep: nope.() -> u", "Dep: (t) -> (u)", "Dep: (t) -> u.a",
        "DiagramView v { Tables { t.() } }", "Table x { y int [ref: > s.v.()] }", "Metadata Column t.() { k: 'v' }",
    ],
)  # fmt: skip
def test_parentheses_without_a_column_mean_what_they_mean_to_the_official_parser(text):
    text += "\nTable t { a int\n b int }\nTable u { a int }\nTable s.v { a int }\n"
    errors, content = oracle().ask(text)
    if errors:
        with pytest.raises(ValueError, match=r" at \d+$"):
            understood(text)
    else:
        assert understood(text) == plain(content)
