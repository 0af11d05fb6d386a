"""Transition: what changes between two models, and which elements it concerns."""

from tests.formats.dbml.conftest import SHOP
from workbench.formats.dbml import Document, syntax
from workbench.formats.dbml.names import Names
from workbench.formats.dbml.transition import Transition, apart
from workbench.model import Cardinality, QualifiedName, Subject
from workbench.model.diff import renames_of
from workbench.model.edits import Change, Drop, Rename


def transition(edit, text=SHOP):
    document = Document.of(text)
    after = edit.apply(document.model)
    return document, Transition(document, document.model, after, Names(renames_of(edit)))


def concerned(edit, text=SHOP):
    document, found = transition(edit, text)
    chunks = [chunk for chunk in document.chunks if found.concerns(chunk)]
    return [f"{type(c.element).__name__} {'.'.join(c.element.name)}".strip() for c in chunks]


def test_nodes_apart_are_told_by_identity():
    a, b, c = [1], [1], [2]
    assert apart((a, c), (a, b)) == ([c], [b])
    same = (a, b)
    assert apart(same, same) == ([], [])


def test_an_edit_concerns_few_elements():
    # The metadata of columns are of no kind that is read; all elements that may use an alias are looked at.
    assert concerned(Change.of(Subject.attribute("notes", "line"), note="x")) == ["Pairs shop", "Table notes"]
    assert "Table items" not in concerned(Rename(Subject.attribute("customers", "mail"), "m"))
    assert concerned(Change.of(Subject.model(), note="x")) == ["Pairs shop"]
    assert concerned(Change.of(Subject.named("area", "sales"), note="x")) == ["Pairs shop", "Group sales", "Other"]


def test_a_reference_concerns_both_of_its_ends():
    found = concerned(Drop(Subject.parse("items(order_id)->orders(id)")))
    assert {"Table items", "Table orders", "Ref orders_items"} <= set(found)
    assert "Table notes" not in found


def test_a_text_becomes_strict_only_when_plain_operators_cannot_say_the_model():
    subject = Subject.parse("items(order_id)->orders(id)")
    _, plain = transition(Change.of(subject, on_delete="restrict"))
    assert (plain.was_strict, plain.strict) == (False, False)
    document, strict = transition(Change.of(subject, child_cardinality=Cardinality.ONE_OR_MORE))
    assert (strict.was_strict, strict.strict) == (False, True)
    assert all(strict.concerns(c) for c in document.chunks if isinstance(c.element, syntax.Ref))


def test_tables_are_called_as_the_author_called_them():
    customers = QualifiedName("customers")
    _, found = transition(Rename(Subject.entity("customers"), "people"))
    assert found.spelled_before(("C",), customers) == "C"
    assert found.spelled(("C",), QualifiedName("people")) == "C"
    assert found.spelled(("customers",), QualifiedName("people")) == "people"
    assert found.spelled(("public", "orders"), QualifiedName("orders")) == "public.orders"
    _, found = transition(Change.of(Subject.entity("customers"), alias=None))
    assert found.lost_aliases == {("C",)}
    assert found.spelled(("C",), customers) == "customers"


def test_references_that_lost_their_place_are_wanted_again():
    _, found = transition(Change.of(Subject.model(), note="x"))
    assert found.unsaid_references() == []
    (reference,) = (r for r in found.after.references if r.name == "orders_items")
    found.lost.add(reference.ends)
    assert found.unsaid_references() == [reference]
    found.said.add(("reference", reference.ends))
    assert found.unsaid_references() == []
