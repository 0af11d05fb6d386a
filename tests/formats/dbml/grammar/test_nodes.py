"""Nodes: a tree knows its parts, its lines and its elements."""

import pytest

from workbench.formats.dbml.grammar.nodes import Atom, Block, Element, Line, Program, Taken, Use


def word(at, value="x"):
    return Atom(at, at + 1, "word", value)


def line(at):
    return Line(at, at + 1, word(at), [])


LINES = [line(1), line(5)]
INNER = [Element(3, 5, "Note"), Element(7, 9, "indexes")]


@pytest.mark.parametrize(
    ("written", "kind"),
    [("Table", "table"), ("TABLEGROUP", "tablegroup"), ("ref", "ref"), ("dePendency", "dependency")],
)
def test_the_kind_of_an_element_is_its_keyword_in_lower_case(written, kind):
    element = Element(0, 1, written)
    assert (element.word, element.kind) == (written, kind)


@pytest.mark.parametrize(
    ("body", "lines", "elements"),
    [
        (None, [], []),
        (LINES[0], LINES[:1], []),
        (Block(0, 2, []), [], []),
        (Block(0, 9, [LINES[0], INNER[0], LINES[1], INNER[1]]), LINES, INNER),
        (Block(0, 9, INNER), [], INNER),
    ],
)
def test_a_body_holds_lines_and_elements_in_order(body, lines, elements):
    element = Element(0, 9, "Table", body=body)
    assert element.lines == lines
    assert element.elements == elements


def test_an_element_begins_with_nothing_but_its_keyword():
    element = Element(0, 1, "Table")
    assert [element.target, element.name, element.alias, element.settings, element.body, element.parent] == [None] * 6


def test_a_program_holds_elements_and_what_is_taken():
    taken = Use(0, 7, again=False, items=[Taken(2, 4, "table", word(3))], path="./a", path_at=6)
    all_of_it = Use(8, 11, again=True, items=None, path="./b", path_at=10)
    table = Element(11, 15, "Table")
    program = Program(0, 16, [taken, table, all_of_it])
    assert program.elements == [table]
    assert program.uses == [taken, all_of_it]


def test_programs_share_no_items():
    one, other = Program(0, 1), Program(0, 1)
    one.items.append(Element(0, 1, "Table"))
    assert len(one.elements) == 1
    assert other.elements == []


def test_each_node_is_only_itself():
    one, other = word(0), word(0)
    assert one == one  # noqa: PLR0124 - a node may be looked for in a list
    assert one != other
    assert len({one, other}) == 2


def test_a_node_takes_no_attributes_of_others():
    with pytest.raises(AttributeError):
        word(0).parent = None
