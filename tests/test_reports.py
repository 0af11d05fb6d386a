"""Reports: results as data in the source's names, and as text that people read in a terminal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from workbench.facts import ColumnFacts, Facts, TableFacts
from workbench.findings import Finding, Findings
from workbench.inference import Inference, infer
from workbench.model import Subject
from workbench.model.edits import Batch, Drop, Rename
from workbench.reports import facts_data, facts_text, findings_text, inference_data, inference_text, text_table
from workbench.session import Session
from workbench.sources import open_source


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    (folder / "Customers.csv").write_text(
        "CustomerID,Email\n" + "".join(f"{i},ann{i}@example.org\n" for i in range(101, 161))
    )
    (folder / "Order Lines.csv").write_text(
        "OrderID,LineNo,CustomerID\n" + "".join(f"{i // 3},{i % 3},{101 + i % 60}\n" for i in range(180)) + "60,0,999\n"
    )
    with open_source(folder) as source:
        session = Session()
        inference = infer(session, source)
        yield session, inference, source


def test_the_data_of_an_inference(shop):
    session, inference, _ = shop
    data = inference_data(inference, session.model)
    assert json.loads(json.dumps(data)) == data
    assert list(data) == ["tables", "references", "accepted", "findings", "elapsed_s"]
    assert data["tables"]["Customers"] == {
        "rows": 60,
        "columns": {
            "CustomerID": {"type": "int32", "nullable": False, "attribute": "CustomerID", "personal": None},
            "Email": {"type": "text(30)", "nullable": False, "attribute": "Email", "personal": "email"},
        },
        "primary_key": ["CustomerID"],
        "grain": "customer",
        "candidate_keys": [["CustomerID"], ["Email"]],
    }
    assert data["tables"]["Order Lines"]["primary_key"] == ["OrderID", "LineNo"]
    (reference,) = data["references"]
    assert (reference["table"], reference["columns"]) == ("Order Lines", ["CustomerID"])
    assert (reference["references"], reference["referenced_columns"]) == ("Customers", ["CustomerID"])
    assert reference["cardinality"] == {"parent": "1", "child": "0..*"}
    assert reference["accepted"] is True
    assert reference["evidence"]["figures"]["orphans"] == 1
    assert reference["confidence"] > 0.9
    assert "DATA-002-orphan" in {finding["code"] for finding in data["findings"]}


def test_names_in_the_data_are_the_sources_own_after_renames(shop):
    session, _, source = shop
    renamed = Session.of_model(
        Batch(
            (
                Rename(Subject.attribute("Customers", "CustomerID"), "id"),
                Rename(Subject.entity("Customers"), "clients"),
            )
        ).apply(session.model)
    )
    data = inference_data(infer(renamed, source, accept_above=None), renamed.model)
    assert data["tables"]["Customers"]["primary_key"] == ["CustomerID"]
    assert data["tables"]["Customers"]["columns"]["CustomerID"]["attribute"] == "id"
    (reference,) = data["references"]
    assert (reference["references"], reference["referenced_columns"]) == ("Customers", ["CustomerID"])
    assert reference["accepted"] is True


def test_a_reference_that_waits_is_listed_as_not_accepted(shop):
    session, _, source = shop
    without = Session.of_model(session.model)
    without.apply(*(Drop(Subject.reference(reference)) for reference in session.model.references))
    (reference,) = inference_data(infer(without, source, accept_above=None), without.model)["references"]
    assert reference["accepted"] is False


def test_the_text_of_an_inference(shop):
    session, inference, _ = shop
    lines = inference_text(inference, session.model).splitlines()
    assert lines[:3] == [
        "table                              rows  columns  primary key      one row per",
        '"Order Lines"                       181        3  OrderID, LineNo  order id and line number',
        "Customers                            60        2  CustomerID       customer",
    ]
    (sure,) = (f.confidence for f in inference.accepted if f.code.startswith("REF"))
    reference = '"Order Lines"(CustomerID) → Customers(CustomerID)'
    assert lines[4:6] == ["reference".ljust(72) + " sure", f"{reference:<72} {sure:.2f}"]
    counted = "accepted: 2 tables, 2 keys, 1 reference, 5 types, 1 column of personal data, 1 index"
    assert counted in lines
    assert "1 warning" in lines
    text = '1 row of "Order Lines" names a row of Customers that is not there (999). [DATA-002-orphan]'
    assert f"  {reference}: {text}" in lines


def test_what_was_accepted_is_told_where_the_model_does_not_show_it(shop):
    session, inference, _ = shop
    enums = [
        Finding("ENUM-001-closed-list", "advice", Subject.attribute("t", f"a{n}"), "Make it an enum.", confidence=0.95)
        for n in range(25)
    ]
    personal = Finding("PII-001-personal", "advice", Subject.attribute("t", "mail"), "Is personal.", confidence=0.95)
    lines = inference_text(replace(inference, accepted=Findings([*enums, personal])), session.model).splitlines()
    start = lines.index("accepted: 25 enums, 1 column of personal data")
    assert lines[start + 1 : start + 3] == [
        "  personal data, masked where values are shown: t.mail",
        "  t.a0: Make it an enum. (0.95) [ENUM-001-closed-list]",
    ]
    assert lines[start + 22] == "  … and 5 more; --format json lists them all"


def finding(n, severity="advice", confidence=None):
    return Finding(f"X-{n:03}-x", severity, Subject.attribute("t", "a"), "Do it.", confidence=confidence)


def test_findings_as_text_by_severity():
    assert findings_text(Findings()) == "No findings."
    found = Findings([finding(1, confidence=0.5), finding(2, "error"), finding(3, "warning"), finding(4, "warning")])
    assert findings_text(found).splitlines() == [
        "1 error",
        "  t.a: Do it. [X-002-x]",
        "2 warnings",
        "  t.a: Do it. [X-003-x]",
        "  t.a: Do it. [X-004-x]",
        "1 advice",
        "  t.a: Do it. (0.50) [X-001-x]",
    ]


def test_a_long_list_of_findings_is_cut_and_says_so():
    lines = findings_text(Findings(finding(n) for n in range(5)), most=3).splitlines()
    assert lines[0] == "5 advice"
    assert lines[-1] == "  … and 2 more; --format json lists them all"
    assert len(lines) == 5


def test_facts_as_data_and_text_hide_what_is_personal(shop):
    _, inference, _ = shop
    hidden = frozenset({("Customers", "Email")})
    data = facts_data(inference.facts, hidden)
    column = data["tables"]["Customers"]["columns"]["Email"]
    assert (column["minimum"], column["maximum"], column["frequent"]) == ("(masked)", "(masked)", [])
    assert (column["nulls"], column["distinct"], column["distinct_exact"]) == (0, 60, True)
    assert "@example.org" not in json.dumps(data)
    text = facts_text(inference.facts, hidden)
    assert "@example.org" not in text
    assert "Customers: 60 rows, 2 columns\n" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "ann101@example.org" in facts_text(inference.facts)
    assert facts_data(inference.facts)["tables"]["Customers"]["columns"]["CustomerID"]["frequent"][0] == {
        "value": "101",
        "count": 1,
    }


def test_the_text_of_a_profile_says_what_a_row_is_and_what_it_refers_to(shop):
    session, inference, _ = shop
    lines = facts_text(inference.facts, frozenset(), session.model).splitlines()
    assert "Customers: 60 rows, 2 columns. One row per customer." in lines
    at = lines.index("Order Lines: 181 rows, 3 columns. One row per order id and line number.")
    assert lines[at + 4] == "  CustomerID → Customers(CustomerID)"


def test_a_column_without_values_is_empty_and_long_values_are_cut(tmp_path):
    (tmp_path / "t.csv").write_text("id,fax,text\n" + "".join(f"{i},,{'word ' * 20}{i}\n" for i in range(30)))
    with open_source(tmp_path) as source:
        session = Session()
        inference = infer(session, source)
    hidden = frozenset({("t", "fax")})
    fax, text = facts_text(inference.facts, hidden, session.model).splitlines()[2:4]
    assert fax.endswith("all missing     0 distinct  empty")
    assert text.endswith("word word word word word wo… to word word word word word wo…")


@pytest.mark.parametrize(
    ("nulls", "said"), [(0, "none"), (1, "<0.1 %"), (5_000, "50.0 %"), (9_999, ">99.9 %"), (10_000, "all")]
)
def test_few_missing_values_are_not_called_none(nulls, said):
    column = ColumnFacts(table="t", column="a", position=0, raw_type="INTEGER", rows=10_000, nulls=nulls, distinct=1)
    text = facts_text(Facts({"t": TableFacts(table="t", origin="t.csv", rows=10_000, columns=(column,))}))
    assert f" {said} missing " in text


def test_references_are_listed_by_child_and_column():
    session = Session.of_text(
        "Table b {\n  id int [pk]\n  y int\n  x int\n}\nTable a {\n  id int [pk]\n  b int\n}\n"
        "Ref: a.b > b.id\nRef: b.x > a.id\nRef: b.y > a.id\n"
    )
    data = inference_data(Inference(Facts(), Findings(), Findings(), 0.0), session.model)
    assert [(r["table"], r["columns"]) for r in data["references"]] == [("b", ["y"]), ("b", ["x"]), ("a", ["b"])]


def test_columns_of_a_table_are_as_wide_as_they_need():
    assert text_table(["a", "bcd"], [["xyz", 1], ["", 22]]).splitlines() == ["a    bcd", "xyz  1", "     22"]
    assert text_table(["a"], []) == "a"
