"""Subtypes: who shares whose key, what tells them, and what is a part and no kind."""

from __future__ import annotations

from tests.advise.measured import found, listed, model, reference
from tests.advise.tables import entity
from workbench.advise.structure.subtypes import judge
from workbench.model import Generalisation, QualifiedName
from workbench.model.edits import Add

PARTIES = entity("parties", "id int64", "kind text", "city text?", key="id")
PERSONS = entity("persons", "party_id int64", "born text", key="party_id")
FIRMS = entity("firms", "party_id int64", "vat text", key="party_id")
TO_PARTIES = [reference("persons", "party_id", "parties", "id"), reference("firms", "party_id", "parties", "id")]
MODEL = model(PARTIES, PERSONS, FIRMS, references=TO_PARTIES)
Q = QualifiedName


def parties(kinds):
    return {"id": list(range(len(kinds))), "kind": kinds, "city": ["X", "Y"] * (len(kinds) // 2)}


def child(ids, name):
    return {"party_id": list(ids), name: [f"{name}{i}" for i in ids]}


KINDS = ["p"] * 30 + ["f"] * 10


def test_two_disjoint_kinds_that_an_attribute_tells():
    data = {"parties": parties(KINDS), "persons": child(range(30), "born"), "firms": child(range(30, 40), "vat")}
    (finding,) = found(judge, MODEL, **data)
    assert (finding.code, finding.severity, finding.confidence) == ("STR-001-subtypes", "advice", 0.85)
    node = Generalisation(
        parent=Q("parties"), children=(Q("persons"), Q("firms")), disjoint=True, total=True, discriminator="kind"
    )
    assert finding.edits == (Add(node),)
    assert finding.message == (
        "persons and firms are subtypes of parties: 30 and 10 of 40 rows; kind is p for persons and f for firms. "
        "No row is of more than one. Every row is of one."
    )
    assert found(judge, finding.edits[0].apply(MODEL), **data) == []


def test_rows_against_the_discriminator_are_faults():
    kinds = ["p"] * 400 + ["f"] * 40
    kinds[7] = "f"
    data = {"parties": parties(kinds), "persons": child(range(400), "born"), "firms": child(range(400, 440), "vat")}
    # One of 400 persons is a fault; one of 40 firms too many would be more than that.
    one = model(PARTIES, PERSONS, references=TO_PARTIES[:1])
    fault, finding = found(judge, one, parties=data["parties"], persons=data["persons"])
    assert (fault.code, fault.severity) == ("DATA-010-subtype", "warning")
    assert listed(fault, parties=data["parties"], persons=data["persons"]) == [(7, "f", "Y", True)]
    assert finding.edits[0].node.discriminator == "kind"


def test_kinds_that_overlap_are_said_to():
    customers = entity("customers", "id int64", key="id")
    business = entity("business_customers", "id int64", key="id")
    online = entity("online_customers", "id int64", key="id")
    ends = [reference(name, "id", "customers") for name in ("business_customers", "online_customers")]
    both = model(customers, business, online, references=ends)
    (finding,) = found(
        judge,
        both,
        customers={"id": list(range(30))},
        business_customers={"id": list(range(20))},
        online_customers={"id": list(range(15, 25))},
    )
    node = finding.edits[0].node
    assert (node.disjoint, node.total, node.discriminator, finding.confidence) == (False, False, None, 0.65)
    assert "5 rows are of more than one. 5 are of none." in finding.message


def test_a_part_is_no_kind():
    users = entity("users", "id int64", "name text", key="id")
    settings = entity("user_settings", "user_id int64", "theme text", key="user_id")
    one = model(users, settings, references=[reference("user_settings", "user_id", "users", "id")])
    rows = {"id": list(range(40)), "name": [f"n{i}" for i in range(40)]}
    part = {"user_id": list(range(30)), "theme": ["dark"] * 30}
    (finding,) = found(judge, one, users=rows, user_settings=part)
    assert (finding.code, finding.edits) == ("STR-002-optional-part", ())
    assert finding.message == "Has one row, or none, for each row of users: 30 of 40 have one."
    whole = {"user_id": list(range(40)), "theme": ["dark"] * 40}
    (finding,) = found(judge, one, users=rows, user_settings=whole)
    assert finding.code == "STR-003-one-to-one"


def test_few_rows_agree_by_accident():
    data = {"parties": parties(["p"] * 4 + ["f"] * 4), "persons": child(range(4), "born")}
    one = model(PARTIES, PERSONS, references=TO_PARTIES[:1])
    assert [f.code for f in found(judge, one, **data)] == ["STR-002-optional-part"]
