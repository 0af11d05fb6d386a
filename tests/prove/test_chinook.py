"""The real data of Chinook and Northwind with the keys and references that are known to be right."""

import json

import pytest

from workbench.model import Attribute, AttributeBinding, Entity, Key, Model, QualifiedName, Reference
from workbench.model.types import Text
from workbench.prove import prove
from workbench.reading import Reading
from workbench.sources import open_source


def known_model(name, source, truth):
    keyed = {(table, column) for table, columns in truth["primary_keys"].items() for column in columns}
    binding = AttributeBinding(null_tokens=("NULL",))
    entities = tuple(
        Entity(
            name=QualifiedName(table.name),
            attributes=tuple(
                Attribute(name=column, type=Text(), nullable=(table.name, column) not in keyed, binding=binding)
                for column, _ in table.columns
            ),
            primary_key=Key(attributes=tuple(truth["primary_keys"][table.name])),
        )
        for table in source
    )
    references = tuple(
        Reference(
            child=QualifiedName(link["table"]),
            child_attributes=tuple(link["columns"]),
            parent=QualifiedName(link["references"]),
            parent_attributes=tuple(link["referenced_columns"]),
        )
        for link in truth["foreign_keys"]
    )
    return Model(name=name, entities=entities, references=references)


@pytest.mark.parametrize("place", ["duckdb", "postgresql", "sqlite", pytest.param("mariadb", marks=pytest.mark.server)])
@pytest.mark.parametrize(("name", "rows"), [("chinook", 15_607), ("northwind", 3_310)])
def test_real_data_are_proven(name, rows, place, shared_data, request):
    url = request.getfixturevalue("mariadb_url") if place == "mariadb" else None
    truth = json.loads((shared_data / name / "truth.json").read_text("utf-8"))
    with open_source(shared_data / name) as source:
        model = known_model(name, source, truth)
        proof = prove(model, place, Reading(source, model), url=url)
    assert (proof.status, proof.reason, proof.holds) == ("proven", "", True)
    keys, references = len(truth["primary_keys"]), len(truth["foreign_keys"])
    assert (proof.counts["keys"].found, proof.counts["references"].found) == (keys, references)
    assert (proof.rows, proof.rows_in, proof.rows_refused) == (rows, rows, 0)
    assert (proof.wrong_rows.expected, proof.wrong_rows_refused) == (keys + references, keys + references)
