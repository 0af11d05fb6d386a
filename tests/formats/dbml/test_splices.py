"""Splices: small rewritings that leave everything around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.splices import (
    Splice,
    alone,
    before_brace,
    is_comment,
    line_splices,
    lines_of,
    spliced,
    without_block,
    without_line,
)


def chunk_of(text):
    return Chunk.of(text)


def rewritten(text, new):
    """An enum's text after its lines were made to say something else."""
    chunk = Chunk.of(text)
    old = [value.name for value in chunk.element.values]
    spans = [value.span for value in chunk.element.values]
    return spliced(text, line_splices(chunk, old, new, spans, close=chunk.rel(chunk.element.close), indent="  "))


@given(st.text(st.sampled_from("a\r\n\x0b\u2028"), max_size=20))
def test_lines_joined_are_the_text(text):
    lines = lines_of(text)
    assert "".join(lines) == text
    assert all(line.count("\n") <= 1 and "\n" not in line[:-1] for line in lines)


def test_splices_are_applied_from_the_back():
    assert spliced("abcdef", [Splice(1, 2, "X"), Splice(4, 6, ""), Splice(3, 3, "--")]) == "aXc--d"
    assert spliced("abc", []) == "abc"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("// a", True),
        ("  /* a */ ", True),
        ("/* a */ b", False),
        ("/* a */ /* b */", False),
        ("", False),
        ("b // a", False),
    ],
)
def test_what_a_comment_is(rest, expected):
    assert is_comment(rest) is expected


ENUM = "Enum e {\n  // first\n  a // one\n  b   [note: 'x']\n\n  c\n}\n"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (["a", "b", "c"], ENUM),
        (["a", "b", "c", "d"], ENUM.replace("  c\n", "  c\n  d\n")),
        (["z", "a", "b", "c"], ENUM.replace("  // first\n", "  z\n  // first\n")),
        (["a", "z", "b", "c"], ENUM.replace("// one\n", "// one\n  z\n")),
        (["b", "c"], ENUM.replace("  a // one\n", "")),
        (["a", "x", "c"], ENUM.replace("b   [note: 'x']", "x")),
        (["c"], "Enum e {\n  // first\n\n  c\n}\n"),
        ([], "Enum e {\n  // first\n\n}\n"),
        (["b", "a", "c"], "Enum e {\n  b   [note: 'x']\n  // first\n  a // one\n\n  c\n}\n"),
    ],
)
def test_lines_that_say_the_same_keep_the_authors_text(new, expected):
    assert rewritten(ENUM, new) == expected


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("Enum e { a }", ["a", "b"], "Enum e { a\n  b\n}"),
        ("Enum e { a }", ["b", "a"], "Enum e { b\n  a }"),
        ("Enum e { a }", ["b"], "Enum e { b }"),
        ("Enum e { }", ["a"], "Enum e {\n  a\n}"),
        ("Enum e {\n\ta\n}", ["a", "b"], "Enum e {\n\ta\n\tb\n}"),  # the author's indentation
    ],
)
def test_lines_of_one_line_elements(text, new, expected):
    assert rewritten(text, new) == expected


def column_line(text, name, what):
    chunk = Chunk.of(text)
    (column,) = (c for c in chunk.element.columns if c.name == name)
    return what(chunk, column.span)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Table t {\n  a int\n  b int // x\n}", "b", "Table t {\n  a int\n}"),
        ("Table t { a int\n  b int }", "b", "Table t { a int\n}"),
        ("Table t { a int\n  b int }", "a", "Table t { \n  b int }"),
        ("Table t { a int }", "a", "Table t {  }"),
    ],
)
def test_a_line_is_taken_out_whole_where_it_stands_alone(text, name, expected):
    assert spliced(text, [column_line(text, name, without_line)]) == expected


def test_lines_that_stand_alone():
    text = "Table t { a int\n  b int // x\n  c int }\n"
    assert column_line(text, "a", alone) is None
    start, end = column_line(text, "b", alone)
    assert text[start:end] == "  b int // x\n"
    assert column_line(text, "c", alone) is None


def test_a_block_goes_with_the_empty_line_above_it():
    text = "Table t {\n  a int\n\n  checks {\n    `a > 0`\n  }\n  Note: 'x'\n}"
    chunk = Chunk.of(text)
    assert spliced(text, [without_block(chunk, chunk.element.blocks[0].span)]) == "Table t {\n  a int\n  Note: 'x'\n}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table t {\n  a int\n}\n", "Table t {\n  a int\n  b\n}\n"),
        ("Table t { a int }\n", "Table t { a int\n  b\n}\n"),
        ("Table t { a int} // c\n", "Table t { a int\n  b\n} // c\n"),
    ],
)
def test_new_lines_before_a_brace(text, expected):
    chunk = Chunk.of(text)
    assert spliced(text, [before_brace(chunk, chunk.element.close, ["  b"])]) == expected
