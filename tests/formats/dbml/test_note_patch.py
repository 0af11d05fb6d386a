"""Note patch: a note of several lines leaves the settings and becomes a line of its own."""

from tests.formats.dbml.changed_lines import patched
from workbench.model import Subject
from workbench.model.edits import Change


def test_a_note_of_several_lines_leaves_the_settings():
    text = "Table t [note: 'Old.'] {\n  a int // hm\n}\n"
    expected = """\
Table t {
  a int // hm

  Note: '''
    One.
    Two.
  '''
}
"""
    assert patched(text, Change.of(Subject.entity("t"), note="One.\nTwo.")) == expected


def test_a_note_that_is_said_twice_goes_twice():
    text = "Table t [note: 'One.', headercolor: #123] { // mine\n  a int // hm\n  Note: 'Two.'\n}\n"
    after = patched(text, Change.of(Subject.entity("t"), note=None))
    assert after == "Table t [headercolor: #123] { // mine\n  a int // hm\n}\n"
