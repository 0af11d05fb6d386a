"""Steps: what goes along with an edit or another text, without a session."""

from workbench.formats.dbml import Document
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Drop, Rename
from workbench.state import State
from workbench.steps import edited, read_anew

TEXT = "// Ours.\nTable a {\n  id int [pk]\n}\nTable customers {\n  town text\n  founded date\n  people int\n}\n"
PLACES = {QualifiedName("a"): (1.0, 2.0), QualifiedName("customers"): (3.0, 4.0)}


def begun():
    document = Document.of(TEXT)
    return State(model=document.model, document=document, layout=PLACES)


def test_a_rename_takes_the_place_along_and_says_where_the_data_are():
    after = edited(begun(), Rename(Subject.entity("a"), "c"))
    assert after.layout == {QualifiedName("c"): (1.0, 2.0), QualifiedName("customers"): (3.0, 4.0)}
    assert after.text == TEXT.replace("Table a {", "Table c [wb_source: 'a'] {")
    assert after.label == "rename entity a to c"
    assert edited(begun(), Rename(Subject.entity("a"), "c"), is_new=lambda _subject: True).text == TEXT.replace(
        "Table a", "Table c"
    )


def test_what_is_dropped_leaves_its_place():
    after = edited(begun(), Drop(Subject.entity("customers")), "without them")
    assert (dict(after.layout), after.label) == ({QualifiedName("a"): (1.0, 2.0)}, "without them")


def test_what_is_renamed_in_a_text_keeps_its_place_and_its_data():
    text = TEXT.replace("Table customers {", "Table customer {")
    after = read_anew(begun(), Document.of(text), "edit the text")
    assert after.layout[QualifiedName("customer")] == (3.0, 4.0)
    assert after.text == text.replace("Table customer {", "Table customer [wb_source: 'customers'] {")
    assert after.label.startswith("edit the text; customers is customer now")
    assert read_anew(begun(), Document.of(text), "edit the text", is_new=lambda _subject: True).text == text
