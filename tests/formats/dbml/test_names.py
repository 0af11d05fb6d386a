"""Names: what things are called after some renames."""

from workbench.formats.dbml.names import Names
from workbench.model import QualifiedName, Subject

A, B, C = map(QualifiedName, "abc")


def names(*pairs):
    return Names([(Subject.parse(old), Subject.parse(new)) for old, new in pairs])


def test_what_was_not_renamed_keeps_its_name():
    assert names().entity(A) == A
    assert names(("entity:b", "entity:c")).entity(A) == A
    assert dict(names().attributes(A)) == {}


def test_each_kind_has_names_of_its_own():
    renamed = names(("entity:a", "entity:b"), ("enum:a", "enum:c"), ("area:a", "area:s.a"))
    assert (renamed.entity(A), renamed.enum(A), renamed.area(A)) == (B, C, QualifiedName("a", "s"))


def test_attributes_are_looked_up_by_the_old_name_of_their_entity():
    renamed = names(("entity:a", "entity:b"), ("attribute:a.x", "attribute:b.y"), ("attribute:c.x", "attribute:c.z"))
    assert dict(renamed.attributes(A)) == {"x": "y"}
    assert dict(renamed.attributes(B)) == {}
    assert renamed.ends((A, ("x", "w"), C, ("x",))) == (B, ("y", "w"), C, ("z",))
