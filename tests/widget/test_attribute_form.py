import pytest

from tests.widget.conftest import TEXT
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Rename


@pytest.fixture
def form(editor):
    editor.attributes.entity.value = QualifiedName("orders")
    return editor.attributes


def test_attributes_are_added_one_after_the_other(form, session):
    form.name.value, form.type.value, form.required.value = "total", "numeric(12, 2)", True
    form.submit()
    assert form.picked is None
    assert form.name.value == ""
    assert form.message.text == "Done: add attribute orders.total."
    form.name.value = "remark"
    form.submit()
    added = session.model.entity("orders").attributes[-2:]
    assert [(a.name, str(a.type), a.nullable) for a in added] == [
        ("total", "decimal(12,2)", False),
        ("remark", "text", True),
    ]


def test_an_attribute_is_renamed_retyped_and_required_in_one_step(form, session):
    form.pick(Subject.attribute("orders", "customer_id"))
    assert (form.type.value, form.required.value, form.key.value) == ("int64", False, False)
    form.name.value, form.type.value, form.required.value, form.note.value = "client_id", "int32", True, "who"
    form.submit()
    attribute = session.model.attribute("orders", "client_id")
    assert (str(attribute.type), attribute.nullable, attribute.note) == ("int32", False, "who")
    assert "// who ordered" in session.text
    assert str(session.model.references[0]) == "orders(client_id) → customers(id)"
    assert form.picked == Subject.attribute("orders", "client_id")
    assert session.undo_label == "change attribute orders.client_id"
    session.undo()
    assert session.text == TEXT


def test_the_primary_key_grows_and_shrinks_and_requires_its_attributes(form, session):
    form.pick(Subject.attribute("orders", "state"))
    form.key.value = True
    assert (form.required.value, form.required.disabled) == (True, True)
    form.submit()
    assert session.model.entity("orders").primary_key.attributes == ("id", "state")
    assert not session.model.attribute("orders", "state").nullable
    for name in ("state", "id"):
        form.pick(Subject.attribute("orders", name))
        form.key.value = False
        form.submit()
    assert session.model.entity("orders").primary_key is None


def test_a_new_attribute_can_be_part_of_the_key(form, session):
    form.name.value, form.key.value = "line", True
    form.submit()
    assert session.model.entity("orders").primary_key.attributes == ("id", "line")


def test_dropping_an_attribute_takes_its_reference_along(form, session):
    form.pick(Subject.attribute("orders", "customer_id"))
    form.drop()
    assert session.model.references == ()
    assert form.message.text == "Done: drop attribute orders.customer_id, with 1 reference."


def test_attributes_move_up_and_down_within_their_entity(form, session):
    assert form.up_button.disabled  # nothing is chosen
    form.pick(Subject.attribute("orders", "state"))
    form.up_button.click()
    assert [a.name for a in session.model.entity("orders").attributes] == ["id", "state", "customer_id"]
    assert form.picked == Subject.attribute("orders", "state")
    form.down_button.click()
    assert form.down_button.disabled  # is last
    form.move(1)
    assert session.revision == 2
    assert [a.name for a in session.model.entity("orders").attributes] == ["id", "customer_id", "state"]


@pytest.mark.parametrize(
    ("name", "kind", "error"),
    [
        ("", "int", "The attribute has no name."),
        ("x", "intt", "There is no type 'intt'. Did you mean 'int'?"),
        ("x", "decimal(99,1)", "precision is 1 to 65 digits"),
        ("state", "int", "orders.state"),
    ],
)
def test_what_cannot_be_is_told_and_stays_in_the_form(form, session, name, kind, error):
    form.name.value, form.type.value = name, kind
    form.submit()
    assert error in form.message.text
    assert (form.name.value, form.type.value, session.revision) == (name, kind, 0)


def test_the_menus_follow_a_renamed_entity_and_the_chosen_one(form, editor, session):
    form.pick(Subject.attribute("orders", "state"))
    session.apply(Rename(Subject.entity("orders"), "zz"))
    assert (form.entity.value, form.picked) == (QualifiedName("zz"), Subject.attribute("zz", "state"))
    editor.controller.select(Subject.entity("customers"))
    assert form.entity.value == QualifiedName("customers")
    assert [label for label, _ in form.picker.options] == ["+ new attribute", "id · int64 · key", "name · text"]


def test_a_new_attribute_that_somebody_types_goes_along_to_another_entity(form):
    form.name.value = "email"
    form.entity.value = QualifiedName("customers")
    assert form.name.value == "email"


def test_without_entities_the_form_says_what_comes_first(form, session):
    session.set_text("")
    form.name.value = "x"
    form.submit()
    assert form.message.text == "There is no entity to hold attributes. Add an entity first."
