"""Attributes without any value."""

from __future__ import annotations

from tests.advise.tables import Data, entity
from workbench.advise.data.empty import judge
from workbench.model.edits import Drop

ENTITY = entity("customers", "id int32", "fax text?")


def test_a_column_without_any_value_is_reported_and_can_be_dropped():
    (finding,) = Data(customers={"id": [1, 2, 3], "fax": [None] * 3}).findings(judge, ENTITY)
    assert (finding.code, finding.severity, finding.subject.title) == ("DATA-003-all-null", "warning", "customers.fax")
    assert finding.message == "None of 3 rows has a value. Drop it, or find out where its values went."
    assert finding.edits == (Drop(finding.subject),)
    assert finding.confidence < 0.9  # never dropped unasked


def test_one_value_is_enough_and_no_rows_say_nothing():
    assert list(Data(customers={"id": [1, 2], "fax": [None, "x"]}).findings(judge, ENTITY)) == []
    assert list(Data(customers={"id": [], "fax": []}).findings(judge, ENTITY)) == []
