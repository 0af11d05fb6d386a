"""References: names and measured inclusion together; neither alone is taken unasked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Data, entity
from workbench.advise.references import held
from workbench.advise.references._candidates import ORPHAN_SHARE
from workbench.advise.references.inclusion import judge
from workbench.model import Cardinality, Model, Reference, Subject
from workbench.model.edits import Add

CUSTOMERS = {"customer_id": list(range(101, 201))}
CUSTOMER = entity("customers", "customer_id int32", key="customer_id")


def one(findings):
    (finding,) = findings.where(code="REF")
    return finding, finding.edits[0].node


def orders(values, kind="int32", name="customer_id"):
    return {"id": list(range(len(values))), name: values}, entity("orders", "id int32", f"{name} {kind}", key="id")


def test_a_name_and_a_fit_are_a_reference_with_its_cardinality():
    rows, order = orders([101 + i % 50 for i in range(200)])
    finding, reference = one(Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order))
    assert finding.edits == (Add(reference),)
    assert str(finding.subject) == "reference:orders(customer_id)->customers(customer_id)"
    assert (reference.child_cardinality, reference.parent_cardinality) == (Cardinality.ZERO_OR_MORE, Cardinality.ONE)
    assert finding.confidence >= 0.95
    assert finding.message == "Has the name of the key customer_id, and all of its 50 values are keys of customers."
    figures = {figure.name: figure.value for figure in finding.evidence.figures}
    assert {k: figures[k] for k in ("included", "rows", "orphans", "distinct", "childless parents")} == {
        "included": 1.0, "rows": 200, "orphans": 0, "distinct": 50, "childless parents": 50,
    }  # fmt: skip
    assert figures["most children of one parent"] == 4
    assert finding.evidence.sql is None


def test_an_optional_child_and_a_unique_child_have_other_cardinalities():
    rows, order = orders([101, None, *range(102, 150)], kind="int32?")
    _, reference = one(Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order))
    assert reference.parent_cardinality is Cardinality.ZERO_OR_ONE
    business = entity("business_customers", "customer_id int32", key="customer_id")
    rows = {"customer_id": list(range(101, 151))}
    _, reference = one(Data(customers=CUSTOMERS, business_customers=rows).findings(judge, CUSTOMER, business))
    assert (reference.child.name, reference.child_cardinality) == ("business_customers", Cardinality.ZERO_OR_ONE)


def test_orphans_up_to_a_share_are_reported_and_the_reference_stands():
    good = [101 + i % 100 for i in range(990)]
    rows, order = orders([*good, *range(901, 911)])  # 10 of 1000
    found = Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order)
    finding, _ = one(found)
    assert "and 99.00% of its 110 values" in finding.message
    (orphans,) = found.where(code="DATA-002")
    assert orphans.message == ("10 rows of orders name a row of customers that is not there (901, 902, 903, 904, 905).")
    assert orphans.evidence.sql == (
        'SELECT * FROM "orders" WHERE "customer_id" IS NOT NULL AND "customer_id" NOT IN '
        '(SELECT "customer_id" FROM "customers" WHERE "customer_id" IS NOT NULL)'
    )
    # Of a thousand rows in which the share is usual, 60 have no parent, give or take two standard deviations of 7.7.
    too_many = round(1000 * ORPHAN_SHARE) + 16
    rows, order = orders([101 + i % 100 for i in range(1000 - too_many)] + list(range(901, 901 + too_many)))
    assert list(Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order)) == []


def test_small_numbers_are_among_any_keys_that_count_from_one():
    customers = {"customer_id": list(range(1, 101))}
    rows, order = orders([1 + i % 9 for i in range(200)], name="quantity")
    assert list(Data(customers=customers, orders=rows).findings(judge, CUSTOMER, order)) == []


def test_a_fit_without_a_name_is_shown_and_never_sure():
    rows, order = orders([101 + i % 100 for i in range(300)], name="whom")
    finding, _ = one(Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order))
    assert 0.2 < finding.confidence <= 0.85


def test_a_name_without_a_fit_is_nothing():
    rows, order = orders([5000 + i for i in range(100)])
    assert list(Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order)) == []


def test_types_of_other_families_are_not_compared():
    rows, order = orders([str(101 + i % 50) for i in range(200)], kind="text(20)")
    data = Data(customers=CUSTOMERS, orders=rows)
    assert list(data.findings(judge, CUSTOMER, order)) == []
    assert data.asked == []


def test_the_likeliest_of_several_parents_is_taken():
    suppliers = {"supplier_id": list(range(101, 201))}
    rows, order = orders([101 + i % 50 for i in range(200)])
    supplier = entity("suppliers", "supplier_id int32", key="supplier_id")
    data = Data(customers=CUSTOMERS, suppliers=suppliers, orders=rows)
    finding, reference = one(data.findings(judge, CUSTOMER, supplier, order))
    assert reference.parent.name == "customers"
    assert finding.confidence >= 0.95


def test_a_row_may_stand_above_another_of_its_table():
    data = Data(employees={"employee_id": list(range(50)), "reports_to": [None, *[i // 5 for i in range(49)]]})
    found = data.findings(judge, entity("employees", "employee_id int32", "reports_to int32?", key="employee_id"))
    finding, reference = one(found)
    assert (reference.child, reference.parent) == (reference.parent, reference.child)
    assert 0.5 < finding.confidence < 0.97


def test_a_reference_that_the_model_has_is_measured_and_not_proposed():
    rows, order = orders([101, 102, 999])
    reference = Reference(
        child=order.name, child_attributes=("customer_id",), parent=CUSTOMER.name, parent_attributes=("customer_id",)
    )
    model = Model(entities=(CUSTOMER, order), references=(reference,))
    assert list(Data(customers=CUSTOMERS, orders=rows).findings(judge, model=model)) == []
    (finding,) = Data(customers=CUSTOMERS, orders=rows).findings(held.judge, model=model)
    assert (finding.code, finding.subject) == ("DATA-002-orphan", Subject.reference(reference))
    assert finding.message == "1 row of orders names a row of customers that is not there (999)."


def test_values_of_people_are_not_shown():
    rows, order = orders([101 + i % 100 for i in range(300)] + [999])
    hidden = replace(order.attributes[1], personal="tax id")
    order = replace(order, attributes=(order.attributes[0], hidden))
    found = Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order)
    (orphans,) = found.where(code="DATA-002")
    assert "999" not in orphans.message
    assert orphans.evidence.personal


def test_a_table_that_shares_its_parents_key_is_found_by_the_name_of_either():
    parts = {"id": list(range(101, 151))}
    data = Data(customers=CUSTOMERS, business_customers=parts)
    found = data.findings(judge, CUSTOMER, entity("business_customers", "id int32", key="id"))
    finding, _ = one(found)
    assert finding.confidence <= 0.85


@pytest.mark.parametrize("missing", ["customers", "orders"])
def test_without_data_of_one_end_nothing_is_asked(missing):
    rows, order = orders([101, 102])
    tables = {name: values for name, values in {"customers": CUSTOMERS, "orders": rows}.items() if name != missing}
    data = Data(**tables)
    assert list(data.findings(judge, CUSTOMER, order)) == []
    assert data.asked == []


def test_a_child_takes_the_type_of_its_key_unless_orphans_need_not_fit_it():
    rows, order = orders([101 + i % 50 for i in range(200)], kind="int64")
    (finding,) = Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order).where(code="REF")
    change, added = finding.edits
    assert str(change) == "change attribute orders.customer_id: type int32"
    assert isinstance(added, Add)
    rows, order = orders([*(101 + i % 100 for i in range(990)), *range(901, 911)], kind="int64")
    (finding,) = Data(customers=CUSTOMERS, orders=rows).findings(judge, CUSTOMER, order).where(code="REF")
    assert len(finding.edits) == 1


def test_where_nothing_is_measured_the_whole_is_meant_and_not_a_part():
    party = entity("party", "party_id int32", key="party_id")
    firm = entity("firm", "party_id int32", key="party_id")
    lease = entity("lease", "lease_id text", "tenant_party_id text", key="lease_id")
    data = Data(
        party={"party_id": list(range(1, 141))},
        firm={"party_id": list(range(3, 140, 5))},
        lease={"lease_id": [], "tenant_party_id": []},
    )
    found = data.findings(judge, party, firm, lease).where(code="REF-001")
    assert [str(f.edits[-1].node) for f in found] == [
        "firm(party_id) → party(party_id)",
        "lease(tenant_party_id) → party(party_id)",
    ]
    # The part is known as one by a reference that the model has already.
    own = Reference(child=firm.name, child_attributes=("party_id",), parent=party.name, parent_attributes=("party_id",))
    found = data.findings(judge, model=Model(entities=(party, firm, lease), references=(own,))).where(code="REF-001")
    assert [str(f.edits[-1].node) for f in found] == ["lease(tenant_party_id) → party(party_id)"]


def test_what_the_model_says_is_part_of_a_table_is_no_whole_of_it():
    person = entity("person", "person_id int32", key="person_id")
    badge = entity("badge", "person_id int32", key="person_id")
    data = Data(person={"person_id": [1, 2, 3, 4, 5, 6]}, badge={"person_id": [1, 2, 3, 4, 5, 6]})
    own = Reference(
        child=person.name, child_attributes=("person_id",), parent=badge.name, parent_attributes=("person_id",)
    )
    (found,) = data.findings(judge, model=Model(entities=(person, badge))).where(code="REF-001")
    assert str(found.edits[-1].node) == "badge(person_id) → person(person_id)"
    assert not data.findings(judge, model=Model(entities=(person, badge), references=(own,))).where(code="REF-001")


def test_the_key_said_once_more_refers_to_nothing():
    tree = entity("nodes", "id int32", "parent_id int32", key="id")
    numbers = list(range(1, 21))
    assert not Data(nodes={"id": numbers, "parent_id": numbers}).findings(judge, tree).where(code="REF-001")
    above = [None, *(n // 2 for n in range(2, 21))]
    (found,) = Data(nodes={"id": numbers, "parent_id": above}).findings(judge, tree).where(code="REF-001")
    assert str(found.edits[-1].node) == "nodes(parent_id) → nodes(id)"
