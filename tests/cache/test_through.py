"""Through: an answer's name holds all that it was read through, and nothing else."""

from __future__ import annotations

import pytest

from workbench.cache._through import Through
from workbench.facts import Breaking, Fits, Included, Ordered, Unique, Values
from workbench.model import parse_type
from workbench.session import Session

TEXT = """Table a {
  id int [pk]
  b_id int
  word text
}
Table b {
  id int [pk]
}
"""
TABLES = {"a": "held-a", "b": "held-b"}
FITS = Fits("a", "word", parse_type("date"))
REFERS = Included("a", ("b_id",), "b", ("id",))
WORDS = Values("a", "word")


def name(question, text=TEXT, tables=TABLES, whole="whole"):
    return Through(Session.of_text(text).model, tables, whole).name(question)


def test_an_answer_rests_on_its_tables():
    assert name(FITS)[1] == ("held-a",)
    assert name(REFERS)[1] == ("held-a", "held-b")
    assert name(Included("a", ("id",), "a", ("b_id",)))[1] == ("held-a",)
    assert name(Ordered("a", "id", "b_id"))[1] == ("held-a",)


@pytest.mark.parametrize("question", [FITS, REFERS, WORDS])
def test_another_content_is_another_name(question):
    assert name(question, tables={**TABLES, "a": "other"})[0] != name(question)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("word text", "word text(20)"),
        ("word text", "word text [wb_null: 'n/a']"),
        ("word text", "word text [wb_source: 'b_id']"),
        ("Table a {", "Table a [wb_source: 'b'] {"),
    ],
)
def test_another_reading_is_another_name_for_what_is_read_so_alone(old, new):
    edited = TEXT.replace(old, new)
    assert name(WORDS, edited) != name(WORDS)
    assert name(FITS, edited) == name(FITS)  # it says itself how it is read
    assert name(Unique("b", ("id",)), edited) == name(Unique("b", ("id",)))


def test_an_edit_elsewhere_keeps_the_name():
    edited = TEXT.replace("word text", "word text(20)").replace("id int [pk]\n}", "id int [pk, note: 'n']\n}")
    assert name(REFERS, edited) == name(REFERS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("word text", "word text [wb_expression: '(SELECT max(id) FROM b)']"),
        ("Table a {", "Table a [wb_select: 'SELECT * FROM b'] {"),
    ],
)
def test_sql_of_peoples_own_rests_on_the_whole_source(old, new):
    edited = TEXT.replace(old, new)
    assert name(WORDS, edited)[1] == ("whole",)
    assert name(WORDS, edited, whole="other")[0] != name(WORDS, edited)[0]


def test_conditions_rest_on_everything():
    question = Breaking("a", ("id > 0",))
    assert name(question)[1] == ("whole",)
    for old in ("b_id int", "Table b {\n  id int"):
        assert name(question, TEXT.replace(old, old.replace("int", "text"))) != name(question)


@pytest.mark.parametrize("question", [Values("c", "id"), Values("a", "gone"), Fits("c", "id", parse_type("date"))])
def test_what_is_about_nothing_known_has_no_name(question):
    assert name(question) is None
