from workbench.formats.dbml import read_dbml
from workbench.model import Cardinality, QualifiedName, parse_type
from workbench.model.nodes import ACTIONS
from workbench.widget.choices import (
    CHILD_CARDINALITIES,
    DELETE_ACTIONS,
    PARENT_CARDINALITIES,
    entity_names,
    type_names,
)


def test_every_type_that_is_offered_can_be_read_and_the_enums_are_among_them():
    model = read_dbml("Enum colour { red }\nTable t { a int }")
    names = type_names(model)
    assert "enum:colour" in names
    assert [str(parse_type(name)) for name in names] == list(names)


def test_the_ends_offer_all_cardinalities_that_a_foreign_key_can_say():
    assert {value for _, value in CHILD_CARDINALITIES} == set(Cardinality)
    assert {value for _, value in PARENT_CARDINALITIES} == {Cardinality.ONE, Cardinality.ZERO_OR_ONE}
    assert [value for _, value in DELETE_ACTIONS] == ["", *ACTIONS]


def test_entities_stand_in_alphabetical_order_whatever_the_case():
    model = read_dbml("Table b { a int }\nTable C { a int }\nTable s.a { a int }")
    assert entity_names(model) == (
        ("b", QualifiedName("b")),
        ("C", QualifiedName("C")),
        ("s.a", QualifiedName("a", "s")),
    )
