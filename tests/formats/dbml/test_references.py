"""References: operators to cardinalities at both ends, and back."""

import itertools

import pytest

from workbench.formats.dbml import Document, read_dbml
from workbench.formats.dbml.references import is_loose, operator, reference_slugs, reference_text, references_of, turned
from workbench.model import Attribute, Cardinality, Entity, QualifiedName, Reference

# DBML 10, as the official parser resolves it: operator → (left end, right end).
STRICT = {
    ">": ("1..*", "1"),
    ">?": ("1..*", "0..1"),
    "?>": ("0..*", "1"),
    "?>?": ("0..*", "0..1"),
    "-": ("1", "1"),
    "-?": ("1", "0..1"),
    "?-": ("0..1", "1"),
    "?-?": ("0..1", "0..1"),
    "<": ("1", "1..*"),
    "?<": ("0..1", "1..*"),
    "<?": ("1", "0..*"),
    "?<?": ("0..1", "0..*"),
    "<>": ("1..*", "1..*"),
    "?<>": ("0..*", "1..*"),
    "<>?": ("1..*", "0..*"),
    "?<>?": ("0..*", "0..*"),
}


def model(operator_, *, strict, nullable=True):
    project = "Project { wb_dbml: '10' }\n" if strict else ""
    null = "" if nullable else " [not null]"
    return read_dbml(f"{project}Table l {{ x int{null} }}\nTable r {{ y int{null} }}\nRef: l.x {operator_} r.y")


@pytest.mark.parametrize("symbol", STRICT)
def test_a_strict_operator_says_minimum_and_maximum_at_both_ends(symbol):
    (found,) = model(symbol, strict=True).references
    left, right = STRICT[symbol]
    ends = {str(found.child): found.child_cardinality.value, str(found.parent): found.parent_cardinality.value}
    assert ends == {"l": left, "r": right}
    # The many are the children; one to one and many to many, the left end is.
    assert str(found.child) == ("r" if symbol.strip("?") == "<" else "l")
    assert model(symbol, strict=False).references == (found,) or "?" not in symbol


@pytest.mark.parametrize("nullable", [True, False])
@pytest.mark.parametrize("symbol", [">", "<", "-", "<>"])
def test_a_plain_operator_in_an_older_text_claims_nothing_but_what_the_columns_say(symbol, nullable):
    (found,) = model(symbol, strict=False, nullable=nullable).references
    assert found.child_cardinality.minimum == 0
    assert found.child_cardinality.many is (symbol != "-")
    expected = "0..*" if symbol == "<>" else "0..1" if nullable else "1"
    assert found.parent_cardinality.value == expected


@pytest.mark.parametrize(
    ("child", "parent"), [p for p in itertools.product(Cardinality, repeat=2) if p[0].many or not p[1].many]
)
def test_what_is_written_is_read_as_the_same(child, parent):
    reference = Reference(
        child=QualifiedName("l"), child_attributes=("x",), parent=QualifiedName("r"), parent_attributes=("y",),
        child_cardinality=child, parent_cardinality=parent,
    )  # fmt: skip
    symbol = operator(reference)
    assert STRICT[symbol] == (child.value, parent.value)
    assert model(symbol, strict=True).references == (reference,)
    assert model(turned(symbol), strict=True).references[0].ends in (
        reference.ends,
        reference.ends[2:] + reference.ends[:2],
    )
    assert turned(turned(symbol)) == symbol


def test_settings_of_a_reference():
    (found,) = read_dbml(
        "Table a { x int\n y int }\nTable b { x int\n y int }\n"
        "Ref fk: a.(x, y) > b.(y, x) [delete: Set Null, update: no action, color: #123, inactive]"
    ).references
    assert (found.name, found.child_attributes, found.parent_attributes) == ("fk", ("x", "y"), ("y", "x"))
    assert (found.on_delete, found.on_update, found.color, found.enforced) == ("set null", "no action", "#123", False)
    assert reference_text(found, strict=False) == (
        "Ref fk: a.(x, y) > b.(y, x) [delete: set null, update: no action, color: #123, inactive]"
    )


def test_references_are_found_in_every_element_that_may_say_one():
    document = Document.of(
        "TablePartial p { o int [ref: > b.x] }\nTable a { ~p\n y int [ref: > b.x, ref: - b.y] }\n"
        "Table b { x int\n y int }\nRef { a.y < b.x }\nRef: a.o <> b.y\n"
    )
    found = [str(r) for element in document.elements for r, *_ in references_of(element, document.scope)]
    assert found == ["a(o) → b(x)", "a(y) → b(x)", "a(y) → b(y)", "b(x) → a(y)", "a(o) → b(y)"]


def test_words_for_references_do_not_depend_on_their_order():
    def reference(name, parent):
        return Reference(
            child=QualifiedName("a"),
            child_attributes=("x",),
            parent=QualifiedName(parent),
            parent_attributes=("y",),
            name=name,
        )

    several = [reference("by date", "b"), reference("by-date", "c"), reference(None, "d"), reference("other", "e")]
    words = dict(zip(several, reference_slugs(several), strict=True))
    assert len(set(words.values())) == 4
    assert (words[several[2]], words[several[3]]) == ("x_d", "other")
    for order in itertools.permutations(several):
        assert dict(zip(order, reference_slugs(order), strict=True)) == words


@pytest.mark.parametrize(
    ("child", "parent", "nullable", "loose"),
    [("0..*", "1", False, True), ("0..*", "0..1", True, True), ("0..*", "1", True, False), ("1..*", "1", False, False)],
)
def test_whether_a_plain_operator_says_a_reference(child, parent, nullable, loose):
    entity = Entity(name=QualifiedName("a"), attributes=(Attribute(name="x", nullable=nullable),))
    reference = Reference(
        child=entity.name, child_attributes=("x",), parent=QualifiedName("b"), parent_attributes=("y",),
        child_cardinality=Cardinality(child), parent_cardinality=Cardinality(parent),
    )  # fmt: skip
    assert is_loose(reference, entity) is loose
