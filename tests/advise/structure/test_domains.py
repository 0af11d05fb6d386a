"""Domains: the same kind of value in several tables, with nothing to refer to."""

from __future__ import annotations

from tests.advise.measured import found, model
from tests.advise.tables import entity
from workbench.advise.structure.domains import judge
from workbench.model import Domain, QualifiedName, Subject
from workbench.model.edits import Add, Change
from workbench.model.types import Char

STORES = entity("stores", "id int64", "country_code char(2)", key="id")
PEOPLE = entity("people", "id int64", "home_country char(2)?", key="id")
LANDS = ["DE", "AT", "CH", "FR", "IT"]


def rows(name, values):
    return {"id": list(range(len(values))), name: values}


def test_countries_of_two_tables_share_a_domain():
    data = {"stores": rows("country_code", LANDS[:4] * 3), "people": rows("home_country", LANDS * 3)}
    (finding,) = found(judge, model(STORES, PEOPLE), **data)
    assert (finding.code, finding.confidence) == ("STR-006-shared-domain", 0.6)
    name = QualifiedName("country")
    assert finding.edits == (
        Add(Domain(name=name, type=Char(2))),
        Change.of(Subject.attribute("stores", "country_code"), domain=name),
        Change.of(Subject.attribute("people", "home_country"), domain=name),
    )
    assert "5 different ones in all" in finding.message
    changed = model(STORES, PEOPLE)
    for edit in finding.edits:
        changed = edit.apply(changed)
    assert found(judge, changed, **data) == []


def test_values_that_do_not_overlap_or_a_table_of_them_are_no_missing_domain():
    data = {"stores": rows("country_code", LANDS * 3), "people": rows("home_country", ["ES", "PT", "PL"] * 5)}
    assert found(judge, model(STORES, PEOPLE), **data) == []
    data["people"] = rows("home_country", LANDS * 3)
    countries = entity("countries", "code char(2)", key="code")
    assert found(judge, model(STORES, PEOPLE, countries), **data, countries={"code": LANDS}) == []
