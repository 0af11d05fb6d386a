"""Tests of circles: which references keep every first row out."""

import pytest

from workbench.errors import ModelError
from workbench.formats.dbml import read_dbml
from workbench.model import QualifiedName, Reference
from workbench.model.circles import circle_through, is_identifying
from workbench.model.edits import Add

THREE = "Table a { id int [pk] }\nTable b { id int [pk]\n a_id int }\nTable c { id int [pk] }\n"


def reference(child, column, parent, target="id", **fields):
    return Reference(
        child=QualifiedName(child),
        child_attributes=(column,),
        parent=QualifiedName(parent),
        parent_attributes=(target,),
        **fields,
    )


def test_a_reference_is_identifying_when_the_primary_key_holds_it():
    model = read_dbml(THREE)
    assert is_identifying(model, reference("b", "id", "a"))
    assert not is_identifying(model, reference("b", "a_id", "a"))
    assert not is_identifying(model, reference("nothing", "id", "a"))


def test_a_circle_of_three_is_found_and_named_in_order():
    model = read_dbml(THREE + "Ref: a.id > b.id\nRef: b.id > c.id\n")
    assert circle_through(model, reference("c", "id", "a")) == tuple(map(QualifiedName, "abc"))
    with pytest.raises(ModelError, match="c → a → b → c: none of these could have a first row"):
        Add(reference("c", "id", "a")).apply(model)


@pytest.mark.parametrize(
    "closing",
    [
        reference("b", "a_id", "a"),  # not in the key: a row of b can come first, without a parent
        reference("b", "id", "a", deferrable=True),  # looked at when both rows are there
        reference("a", "id", "a", target="id"),  # a row may be its own parent
    ],
)
def test_what_leaves_a_way_for_a_first_row_is_no_circle(closing):
    assert circle_through(read_dbml(THREE + "Ref: a.id > b.id\n"), closing) == ()


def test_a_branch_that_leads_nowhere_is_left():
    model = read_dbml(THREE + "Ref: a.id > c.id\nRef: a.id > b.id\n")
    assert circle_through(model, reference("b", "id", "a")) == (QualifiedName("a"), QualifiedName("b"))
