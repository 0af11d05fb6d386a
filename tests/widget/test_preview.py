from workbench.findings import Finding
from workbench.model import Attribute, QualifiedName, Subject
from workbench.model.edits import Add, Rename
from workbench.widget.preview import preview


def finding(*edits, code="X-001-x"):
    return Finding(code, "advice", Subject.entity("orders"), "Do it.", edits=edits)


def test_the_changed_lines_are_those_that_accepting_changes(session):
    shown = preview(session.state, [finding(Rename(Subject.attribute("orders", "state"), "status"))])
    assert [line for line in shown.lines if line[0] in "+-"] == [
        "-  state text",
        "+  status text [wb_source: 'state']",
    ]
    assert shown.edits == ("rename attribute orders.state to status",)
    session.accept(shown.fitting)
    assert "  status text [wb_source: 'state']" in session.text.splitlines()


def test_what_contradicts_an_earlier_one_is_left_out_with_its_reason(session):
    email = Add(Attribute(name="email"), within=QualifiedName("customers"))
    shown = preview(session.state, [finding(email), finding(email, code="X-002-y"), finding()])
    assert [f.code for f in shown.fitting] == ["X-001-x"]
    ((clashing, reason),) = shown.clashing
    assert clashing.code == "X-002-y"
    assert "customers.email" in reason
