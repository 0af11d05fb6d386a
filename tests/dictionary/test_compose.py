import pytest

from workbench.dictionary._compose import Anchors, compose
from workbench.dictionary._pages import Link
from workbench.model import Entity, Model, QualifiedName, Reference


@pytest.fixture
def dictionary(shop, facts, findings):
    return compose(shop, facts=facts, findings=findings)


def entity(dictionary, name):
    return next(page for page in dictionary.entities if page.name == name)


def attribute(dictionary, table, name):
    return next(page for page in entity(dictionary, table).attributes if page.name == name)


def test_the_figures_are_counted_by_hand(dictionary):
    assert dict(dictionary.figures) == {
        "tables": "3",
        "columns": "9",
        "references": "3",
        "rows": "1,200",
        "described": "17 %",  # one table and one column of 12
        "personal column": "1",
        "findings": "2",
    }


def test_chapters_are_the_areas_and_the_rest_comes_last(dictionary):
    assert [(area.name, [e.name for e in area.entities]) for area in dictionary.areas] == [
        ("Sales", ["web.orders"]),
        ("Other tables", ["customers", "business"]),
    ]


def test_without_areas_there_is_one_nameless_chapter():
    dictionary = compose(Model(entities=(Entity(name=QualifiedName("a")), Entity(name=QualifiedName("b")))))
    assert [(area.name, len(area.entities)) for area in dictionary.areas] == [(None, 2)]


def test_a_reference_is_seen_from_both_ends(dictionary):
    (customer, contact) = entity(dictionary, "web.orders").references
    assert customer.parent == Link("customers", "table-customers")
    assert (customer.parents_per_child, customer.children_per_parent) == ("at most one parent", "one or more children")
    assert customer.rules == ("on delete set null", "not enforced")
    assert not customer.identifying
    assert [r.child.text for r in entity(dictionary, "customers").referenced_by] == [
        "web.orders",
        "web.orders",
        "business",
    ]
    assert entity(dictionary, "business").references[0].identifying
    assert contact.parent_attributes == ("email",)


def test_an_attribute_says_what_it_is_part_of_and_where_it_points(dictionary):
    assert attribute(dictionary, "customers", "email").marks == ("UK",)
    assert attribute(dictionary, "business", "id").marks == ("PK", "FK")
    assert attribute(dictionary, "web.orders", "customer").parents == (
        Link("customers.id", "column-customers_id", "table-customers"),
    )
    assert attribute(dictionary, "customers", "tier").type == Link("tier", "enum-tier")
    assert attribute(dictionary, "web.orders", "total").remarks == ("in EUR", "domain money")


def test_personal_values_are_masked_also_where_a_reference_repeats_them(dictionary, facts, shop):
    assert attribute(dictionary, "customers", "email").measures.masked
    assert attribute(dictionary, "web.orders", "contact").measures.masked
    assert not attribute(dictionary, "customers", "tier").measures.masked
    assert dictionary.masked
    assert "ada@example.org" not in repr(dictionary)

    shown = compose(shop, facts=facts, show_personal=True)
    assert not shown.masked
    assert "ada@example.org" in repr(shown)


def test_text_among_the_figures_of_a_finding_is_masked_with_its_subject(dictionary):
    assert dictionary.findings[0].evidence == "measured: rows 2 rows"
    assert dictionary.findings[0].subject == Link("customers.email", "column-customers_email", "table-customers")
    assert [f.code for f in entity(dictionary, "customers").findings] == ["REF-001-orphans"]


def test_a_source_is_a_file_name_and_never_a_path_or_a_url(dictionary):
    assert entity(dictionary, "customers").source == "Kunden.csv"
    assert entity(dictionary, "web.orders").source == "orders"
    assert "someone" not in repr(dictionary)


def test_subtypes_are_told_on_both_sides(dictionary):
    assert "".join(part.text for part in entity(dictionary, "customers").kinships[0]) == (
        "Subtypes: business (disjoint, partial)"
    )
    assert "".join(part.text for part in entity(dictionary, "business").kinships[0]) == (
        "Subtype of customers (disjoint, partial)"
    )


def test_a_dangling_reference_has_no_link():
    a, gone = QualifiedName("a"), QualifiedName("gone")
    reference = Reference(child=a, child_attributes=("x",), parent=gone, parent_attributes=("id",))
    dictionary = compose(Model(entities=(Entity(name=a),), references=(reference,)))
    assert entity(dictionary, "a").references[0].parent == Link("gone")


def test_anchors_of_different_things_differ():
    anchors = Anchors()
    given = [anchors.of("table", name) for name in ("a b", "a_b", "A-B", "a b-2", "<>", "日本", "💥")]
    assert len(set(given)) == len(given)


def test_the_same_model_gives_the_same_dictionary(shop, facts, findings):
    assert compose(shop, facts=facts, findings=findings) == compose(shop, facts=facts, findings=findings)
