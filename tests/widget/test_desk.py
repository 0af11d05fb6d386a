"""Tests of the desk: what a page sends is taken as what it is, or refused by its name."""

import pytest

from workbench.errors import InvalidNameError, TextError, UsageError
from workbench.model import QualifiedName
from workbench.session import Session
from workbench.widget.desk import Desk, given, name_of, names_of, needed


def test_values_are_taken_as_what_they_are():
    assert given({"n": 3}, "n", float) == 3
    assert given({"n": None}, "n", str, "none") == "none"
    assert name_of({"name": 'sales."order lines"'}, "name") == QualifiedName("order lines", "sales")
    assert names_of({"names": ["a", "s.b"]}, "names") == [QualifiedName("a"), QualifiedName("b", "s")]


@pytest.mark.parametrize(
    ("values", "kind", "message"),
    [({}, str, "lacks 'x'"), ({"x": 5}, str, "'x' is 5, not str"), ({"x": True}, int, "'x' is True, not int")],
)
def test_what_is_missing_or_of_another_kind_is_named(values, kind, message):
    with pytest.raises(TextError, match=message):
        given(values, "x", kind)


def test_what_is_no_name_is_refused():
    with pytest.raises(TextError, match="3 parts"):
        name_of({"name": "a.b.c"}, "name")
    with pytest.raises((TextError, InvalidNameError)):
        name_of({"name": "a\x00b"}, "name")
    with pytest.raises(TextError, match="not a list of names"):
        names_of({"names": [1]}, "names")


def test_a_service_that_is_not_there_says_how_to_get_it():
    with pytest.raises(UsageError, match=r"nothing here to save to\. Open the editor with project\.edit"):
        needed(None, "save to")


def test_only_the_last_texts_are_remembered():
    session = Session.of_text("Table t { a int }")
    desk = Desk(session)
    for number in range(30):
        session.set_text(f"Table t {{ a int }} // {number}")
        desk.remember(session.state)
    assert list(desk.texts) == list(range(11, 31))
    assert desk.texts[30].endswith("// 29")
