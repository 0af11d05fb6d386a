"""Tests of the text while somebody types in it."""

from tests.widget.conftest import TEXT
from workbench.model import Subject
from workbench.model.edits import Rename


def test_what_can_be_read_is_the_model_and_what_cannot_is_told_with_its_place(page, session):
    at = TEXT.index("  state text")
    assert page.do("text.put", splice=[at, at, "  total decimal(10,2)\n"])["splice"] is None
    assert str(session.model.attribute("orders", "total").type) == "decimal(10,2)"
    answer = page.attempt("text.put", splice=[0, 0, "Table t { x }\n"])
    assert (answer["kind"], answer["places"][0][0]) == ("DbmlError", 1)
    [wrong, *_] = page.ask("text.diagnose", splice=[0, 0, "Table t { x }\n"])
    assert (wrong["message"], wrong["from"], wrong["to"], wrong["severity"]) == (
        "The column 'x' has no type.", 10, 11, "error",
    )  # fmt: skip
    assert session.revision == 1


def test_a_rename_keeps_its_data_and_the_page_is_told_what_that_adds(page, session):
    at = TEXT.index("state text")
    answer = page.do("text.put", splice=[at, at + 5, "status"])
    assert answer["splice"][2] == " [wb_source: 'state']"
    assert "status text [wb_source: 'state']" in session.text


def test_what_changed_elsewhere_is_told_as_one_change(page, session):
    whole = page.ask("text.whole")
    assert whole == {"text": TEXT, "revision": 0}
    session.apply(Rename(Subject.entity("orders"), "sales"))
    told = page.ask("text.since", revision=0)
    start, end, insert = told["splice"]
    assert (TEXT[:start] + insert + TEXT[end:], told["revision"]) == (session.text, 1)
    assert page.ask("text.since", revision=1)["splice"] is None
    assert page.ask("text.since", revision=-5) == {"text": session.text, "revision": 1}  # not known any more


def test_completion_hover_and_definition_count_as_browsers_do(page, session):
    session.set_text("// \U0001f600\nTable t { id int }\nRef: t.id > t.id")
    position = len(session.text) + 1  # the picture counts twice
    found = page.ask("text.complete", position=position)
    assert [(c["label"], c["from"], c["to"]) for c in found] == [("id", position - 2, position)]
    name = session.text.index("t {") + 1
    assert page.ask("text.hover", position=name).startswith("Table t (1 column)")
    assert page.ask("text.definition", position=position - 4) == [name, name + 1]


def test_ends_of_lines_stay_the_file_s_own(page, session):
    session.set_text("Table a {\r\n  id int\r\n}\r\n")
    assert page.ask("text.whole")["text"] == "Table a {\n  id int\n}\n"
    page.do("text.put", splice=[18, 18, "\n  b int"])
    assert session.text == "Table a {\r\n  id int\r\n  b int\r\n}\r\n"
