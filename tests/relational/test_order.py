from hypothesis import given
from hypothesis import strategies as st

from tests.prove.rows import attribute, reference
from workbench.model import Entity, Model, QualifiedName
from workbench.relational._order import creation_order


def model(edges, *, nullable=()):
    names = sorted({name for edge in edges for name in edge})
    entities = tuple(
        Entity(
            name=QualifiedName(name),
            attributes=tuple(attribute(other, "int32", nullable=(name, other) in nullable) for other in names),
        )
        for name in names
    )
    return Model(
        entities=entities, references=tuple(reference(child, parent, parent, child) for child, parent in edges)
    )


def order(edges, **options):
    made = model(edges, **options)
    entities, cut = creation_order(made, made.references)
    return "".join(e.name.name for e in entities), [(r.child.name, r.parent.name) for r in cut]


def test_parents_come_first_and_the_rest_in_the_models_order():
    assert order([("a", "d"), ("b", "c"), ("e", "e")]) == ("cbdae", [])


def test_a_cycle_is_cut_once_and_where_a_value_may_be_missing():
    assert order([("a", "b"), ("b", "c"), ("c", "a")])[1] == [("c", "a")]
    assert order([("a", "b"), ("b", "c"), ("c", "a")], nullable={("b", "c")}) == ("bac", [("b", "c")])


def test_what_hangs_on_a_cycle_is_not_cut():
    assert order([("a", "b"), ("b", "c"), ("c", "b")])[1] == [("c", "b")]


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1))
def test_without_the_cut_references_every_parent_comes_first(edges):
    entities, cut = order(sorted(edges))
    assert len(entities) == len(set(entities))
    for child, parent in edges:
        if child != parent and (child, parent) not in cut:
            assert entities.index(parent) < entities.index(child)
