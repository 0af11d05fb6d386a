"""Tests of lint on circles: each is told once, and those of a text are read, not refused."""

from workbench.advise.lint.circles import circles
from workbench.advise.lint.linter import Linter
from workbench.formats.dbml import read_dbml
from workbench.model import Subject

THREE = "Table a { id int [pk] }\nTable b { id int [pk] }\nTable c { id int [pk] }\n"
ROUND = "Ref: a.id > b.id\nRef: b.id > c.id\nRef: c.id > a.id\n"  # DBML takes no two references between the same ends


def test_a_circle_of_a_text_is_told_once_as_an_error():
    model = read_dbml(THREE + ROUND)
    [found] = circles(model)
    assert (found.code, found.severity) == ("LINT-016-identifying-circle", "error")
    assert found.subject == Subject.parse("reference:a(id)->b(id)")
    assert "a → b → c → a" in found.message
    assert found in tuple(Linter().lint(model))


def test_two_circles_are_two_findings_and_none_is_none():
    more = (THREE + ROUND).translate(str.maketrans({"a": "x", "b": "y", "c": "z"})).replace("Txyle", "Table")
    model = read_dbml(THREE + ROUND + more)
    assert len(list(circles(model))) == 2
    assert list(circles(read_dbml(THREE + "Ref: a.id > b.id"))) == []
