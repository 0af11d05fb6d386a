"""Parser: a text is a tree by how strongly operators bind, and goes on behind a mistake."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar import nodes
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.tokens import tokenize


def shown(node):
    """A tree as a text: an operator and what it joins in parentheses, a line as {head | rest}."""
    match node:
        case nodes.Setting(name=name, value=value):
            return shown(name) + (f": {shown(value)}" if value else "")
        case nodes.Atom(value=value) | nodes.Words(value=value):
            return value
        case nodes.Code(value=value):
            return f"`{value}`"
        case nodes.Star():
            return "*"
        case nodes.Empty():
            return "()"
        case nodes.Prefix(operator=operator, value=value):
            return f"({operator} {shown(value)})"
        case nodes.Infix(operator=operator, left=left, right=right):
            return f"({operator} {shown(left)} {shown(right)})"
        case nodes.Call(callee=callee, arguments=arguments):
            return f"(call {shown(callee)} {shown(arguments)})"
        case nodes.Index(base=base, indexer=indexer):
            return f"(index {shown(base)} {shown(indexer)})"
        case nodes.Tuple(items=items):
            return f"(tuple {' '.join(map(shown, items))})"
        case nodes.Comma(items=items):
            return f"(comma {' '.join(map(shown, items))})"
        case nodes.Listing(settings=settings):
            return f"[{', '.join(map(shown, settings))}]"
        case nodes.Line(head=head, rest=rest):
            return " | ".join(map(shown, [head, *rest]))
        case nodes.Block(items=items):
            return f"{{{'; '.join(map(shown, items))}}}"
        case nodes.Element(word=word, name=name, alias=alias, settings=settings, body=body):
            parts = [word, *(shown(part) if part else "_" for part in (name, alias, settings, body))]
            return f"<{' '.join(parts)}>"
    raise AssertionError(node)


def block(lines):
    parser = Parser(tokenize(f"X x {{\n{lines}\n}}"))
    (element,) = parser.program().items
    assert parser.wrong == []
    return shown(element.body)


def complaints(text):
    tokens = tokenize(text)
    parser = Parser(tokens)
    program = parser.program()
    return program, [(message, tokens.starts[at]) for message, at in parser.wrong]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a.b.c", "(. (. a b) c)"),
        ("a.b > c.d", "(> (. a b) (. c d))"),
        ("a.(b, c) > d.(e, f)", "(> (. a (tuple b c)) (. d (tuple e f)))"),
        ("a > b > c", "(> (> a b) c)"),
        ("a -> b <- c", "(<- (-> a b) c)"),
        ("a ?- b -? c", "(-? (?- a b) c)"),
        ("a + b / c", "(+ a (/ b c))"),
        ("a / b + c", "(+ (/ a b) c)"),
        ("a % b.c", "(% a (. b c))"),
        ("a = b > c", "(= a (> b c))"),
        ("a > b = c", "(= (> a b) c)"),
        ("a == b = c", "(= (== a b) c)"),
        ("a - -b", "(- a (- b))"),
    ],
)
def test_operators_bind_as_strongly_as_they_do_in_dbml(text, tree):
    assert block(text) == f"{{{tree}}}"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("- a.b", "(- (. a b))"),
        ("~p", "(~ p)"),
        ("< > a", "(< (> a))"),
        ("-a(1)", "(call (- a) (tuple 1))"),
        ("a(b)(c)", "(call (call a (tuple b)) (tuple c))"),
        ("a.b(1)[]", "(index (call (. a b) (tuple 1)) [])"),
        ("int[3][]", "(index (index int [3]) [])"),
        ("a.b [x]", "(. a b) | [x]"),
        ("a.b[x]", "(index (. a b) [x])"),
        ("((a), b)", "(tuple (tuple a) b)"),
        ("[a b: c d, e: 'f', g]", "[a b: c d, e: f, g]"),
        ("`x` *", "`x` | *"),
    ],
)
def test_signs_parentheses_and_brackets_belong_to_what_is_beside_them(text, tree):
    assert block(text) == f"{{{tree}}}"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a b\nc d", "{a | b; c | d}"),
        ("a\n(b)", "{a; (tuple b)}"),
        ("a [x]\n(b)", "{a | [x]; (tuple b)}"),
        ("a >\nb", "{(> a b)}"),
        ("a\n> b", "{(> a b)}"),
        ("f(a\n(b))", "{(call f (tuple (call a (tuple b))))}"),
        ("a, , b", "{(comma a () b)}"),
        ("a,", "{(comma a ())}"),
        ("a,\nb", "{(comma a ()); b}"),
        ("a b, c d", "{a | (comma b c) | d}"),
    ],
)
def test_a_line_ends_what_stands_beside_each_other_and_nothing_else(text, tree):
    assert block(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("indexes { a\n (b, c) [pk] }", "{<indexes _ _ _ {a; (tuple b c) | [pk]}>}"),
        ("records (a, b) { 1, 2 }", "{<records (tuple a b) _ _ {(comma 1 2)}>}"),
        ("Note: 'x' y", "{<Note _ _ _ x | y>}"),
        ("x z as y { c }", "{<x z y _ {c}>}"),
        ("x z [w] { c }", "{<x z _ [w] {c}>}"),
        ("a.b { c }", "{(. a b) | {c}}"),
    ],
)
def test_a_word_before_a_block_or_a_colon_is_an_element(text, tree):
    assert block(text) == tree


def test_an_element_has_a_name_an_alias_and_settings():
    program, wrong = complaints(
        "Table s.t as x [note: 'n'] { a int }\nMetadata Column s.t.a { k: 'v' }\nRef r: a.b > c.d"
    )
    assert wrong == []
    assert [shown(element) for element in program.elements] == [
        "<Table (. s t) x [note: n] {a | int}>",
        "<Metadata (. (. s t) a) _ _ {<k _ _ _ v>}>",
        "<Ref r _ _ (> (. a b) (. c d))>",
    ]
    assert [element.target for element in program.elements] == [None, "Column", None]


def test_a_nested_element_knows_what_it_stands_in():
    program, _ = complaints("Table t { a int\n indexes { a }\n Note: 'x' }")
    (table,) = program.elements
    assert [(inner.kind, inner.parent is table) for inner in table.elements] == [("indexes", True), ("note", True)]


def test_nodes_span_their_tokens():
    program, _ = complaints("Table t { a int [pk] }")
    (table,) = program.elements
    (line,) = table.lines
    assert (table.at, table.end) == (0, 9)
    assert (line.at, line.end) == (3, 8)
    assert [(part.at, part.end) for part in (line.head, *line.rest)] == [(3, 4), (4, 5), (5, 8)]


@pytest.mark.parametrize(
    ("text", "again", "items"),
    [
        ("use * from './b'", False, None),
        ("reuse * from './b'", True, None),
        ("use { table a } from './b'", False, [("table", "a", None)]),
        ("use { Table s.a as x\n enum e } from './b'", False, [("table", "(. s a)", "x"), ("enum", "e", None)]),
        ("use { } from './b'", False, []),
    ],
)
def test_what_is_taken_from_another_file(text, again, items):
    program, wrong = complaints(text)
    assert wrong == []
    (use,) = program.uses
    assert (use.again, use.path) == (again, "./b")
    said = use.items and [(item.kind, shown(item.name), item.alias and shown(item.alias)) for item in use.items]
    assert said == items


@pytest.mark.parametrize(
    ("text", "message", "start"),
    [
        ("Table t\n", "Expected '{' or ':', found the end of the text.", 8),
        ("Table t { a int", "Expected '}', found the end of the text.", 15),
        ("{ a }", "Expected Table, Ref, Enum, TableGroup, Project or another element, found '{'.", 0),
        ("Table t as { a int }", "Expected an alias, found '{'.", 11),
        ("Table t { a decimal(10 2) }", "Expected ',' or ')', found '2'.", 23),
        ("Table t { a int [pk unique, 'x' }", "Expected ',' or ']', found '}'.", 32),
        ("Table t { a int [pk: ] }", "Expected a name or a value, found ']'.", 21),
        ("Table t { a int [pk,] }", "Expected the name of a setting, found ']'.", 20),
        ("Table t { a 'x''y' }", "A blank is missing before \"'y'\".", 15),
        ("Table t { a int [default: .5] }", "Expected a name or a value, found '.'.", 26),
        ("Ref: a.b >\nTable t { a int }", "Expected a name or a value, found 'Table'.", 11),
        ("Metadata { a: 'b' }", "Expected Table, Column, TableGroup or Note, found '{'.", 9),
        ("use table a from './b'", "Expected '*' or '{', found 'table'.", 4),
        ("use { table a } './b'", "Expected 'from', found \"'./b'\".", 16),
        ("use { table a enum e } from './b'", "Expected the end of the line, found 'enum'.", 14),
        ("use * from b", "Expected the path of a file in quotes, found 'b'.", 11),
    ],
)
def test_a_mistake_is_said_where_it_is(text, message, start):
    assert complaints(text)[1] == [(message, start)]
    assert oracle().ask(text)[0]


@pytest.mark.parametrize(
    ("text", "wrong", "kept"),
    [
        ("Table t {\n a int [\n}\nTable u { b int }", 1, ["t", "u"]),
        ("Table t { a int [x y z(] \n b int }\nTable u { b int }", 1, ["t", "u"]),
        ("Table t {\n a int\nTable u { b int }", 1, ["u"]),
        ("Table t {\nnote: 'x'\n a int\nEnum e { x }", 1, ["e"]),
        ("Table t {\n a int (\nTable u { b int }\nEnum e { x }", 2, ["u", "e"]),
        ("Table t {\n a int [pk: ]\n b int\n c int [: x]\n}\nTable u { b int }", 2, ["t", "u"]),
        ("Table t\nEnum e { x }\nTable\n", 2, ["e"]),
        ("Table t { a int )\n b int }", 1, ["t"]),
        ("$\nTable t { a int }", 0, ["t"]),
    ],
)
def test_what_stands_behind_a_mistake_is_read(text, wrong, kept):
    program, found = complaints(text)
    assert len(found) == wrong
    assert [shown(element.name) for element in program.elements] == kept
    assert oracle().ask(text)[0]


@pytest.mark.parametrize(("opening", "closing", "deepest"), [("(", ")", 99), ("{", "}", 99), ("x(", ")", 99)])
def test_nobody_nests_a_hundred_deep(opening, closing, deepest):
    def nested(deep):
        return f"X x {{ {opening * deep}a{closing * deep} }}"

    assert complaints(nested(deepest))[1] == []
    assert [message for message, _ in complaints(nested(deepest + 1))[1]] == ["This is nested too deeply."]
    assert [message for message, _ in complaints(nested(1000))[1]] == ["This is nested too deeply."]


def test_many_mistakes_in_a_table_are_no_deep_nesting_and_lose_nothing_behind_it():
    lines = "".join(f"  c{n} int [: x]\n" for n in range(150))
    program, wrong = complaints(f"Table t {{\n{lines}}}\nTable u {{ a int }}\n")
    assert {message for message, _ in wrong} == {"Expected the name of a setting, found ':'."}
    assert len(wrong) == 150
    assert [shown(element) for element in program.elements][-1] == shown(complaints("Table u { a int }")[0].elements[0])
