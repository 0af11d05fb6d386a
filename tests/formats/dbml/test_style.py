"""Style: one way of writing, which changes nothing that a text says and nothing that is in it already."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.formats.dbml.conftest import SHOP
from tests.formats.dbml.grammar.oracle import oracle, plain
from tests.strategies import models
from workbench.formats.dbml import DbmlError, write_dbml
from workbench.formats.dbml.style import each_difference, formatted

RIGHT = sorted((Path(__file__).parent / "grammar" / "files" / "right").glob("*.dbml"))


@given(models())
def test_what_this_package_writes_is_in_style(model):
    text = write_dbml(model)
    assert formatted(text) == text


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_the_official_parser_understands_the_same_and_a_second_time_changes_nothing(path):
    text = path.read_bytes().decode("utf-8")
    styled = formatted(text)
    assert plain(oracle().ask(styled)[1]) == plain(oracle().ask(text)[1])
    assert formatted(styled) == styled


def test_comments_texts_and_order_stay():
    def words(text):
        return "".join(text.split())

    assert words(formatted(SHOP)) == words(SHOP)
    assert formatted(SHOP.replace("\n", "\r\n")) == formatted(SHOP).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("written", "styled"),
    [
        ("TABLE a{id int [ PK ,note :'x' ]}", "Table a {\n  id int [PK, note: 'x']\n}\n"),
        ("Table a{\n\n\n  x int\n\n\n\n  y int\n\n}", "Table a {\n  x int\n\n  y int\n}\n"),
        ("Table a{x int}\n// b\nTable b{x int}", "Table a {\n  x int\n}\n\n// b\nTable b {\n  x int\n}\n"),
        ("Ref:a.x>b.y\nRef : a.x<>b.z", "Ref: a.x > b.y\nRef: a.x <> b.z\n"),
        ("Table a {\n x decimal( 10 , 2 ) [default:- 1]\n}", "Table a {\n  x decimal(10,2) [default: -1]\n}\n"),
        ("Table a {\n x int [\n pk,\n note: 'x'\n ]\n}", "Table a {\n  x int [\n    pk,\n    note: 'x'\n  ]\n}\n"),
        ("Table a {\n ~ p\n x int//key\n}", "Table a {\n  ~p\n  x int //key\n}\n"),
    ],
)
def test_the_style(written, styled):
    assert formatted(written) == styled


def test_what_cannot_be_read_is_not_touched():
    with pytest.raises(DbmlError, match="The column 'x' has no type"):
        formatted("Table a { x }")


def test_lines_that_differ():
    assert list(each_difference("a\nb\nc\n", "a\nB\nc\nd\n")) == [2, 4]
