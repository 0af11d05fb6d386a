"""Real input: Chinook, from its files to proofs on each engine, and again after every name has changed."""

from __future__ import annotations

import json

import pytest

from workbench import engines
from workbench.inference import infer
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Batch, Rename
from workbench.prove import prove
from workbench.reading import Reading
from workbench.session import Session
from workbench.sources import open_source

ROWS = 15_607  # the sum of the lines of the eleven files, their headers left out
EMBEDDED = ("sqlite", "duckdb", "postgresql")


@pytest.fixture(scope="module")
def chinook(shared_data):
    """The inferred design as it comes: nothing is accepted by hand."""
    folder = shared_data / "chinook"
    truth = json.loads((folder / "truth.json").read_text())
    session = Session()
    with open_source(folder) as source:
        infer(session, source)
        yield session, source, truth


def test_primary_keys_and_references_are_those_of_the_truth(chinook):
    session, _, truth = chinook
    keys = {str(e.name): list(e.primary_key.attributes) for e in session.model.entities}
    assert keys == truth["primary_keys"]
    assert len(session.model.references) == 11


def check(proof):
    assert proof.proven, str(proof)
    assert {name: (proof.counts[name].found, proof.counts[name].expected) for name in ("keys", "references")} == {
        "keys": (11, 11),
        "references": (11, 11),
    }
    assert (proof.rows, proof.rows_in, proof.rows_refused) == (ROWS, ROWS, 0)
    assert (proof.wrong_rows.expected, proof.wrong_rows.found) == (22, 22)
    assert proof.holds


@pytest.mark.parametrize("engine", EMBEDDED)
def test_the_inferred_design_is_proven(chinook, engine):
    session, source, _ = chinook
    check(prove(session.model, engine, Reading(source, session.model)))


def test_the_inferred_design_is_proven_on_a_postgresql_server(chinook, postgresql_url):
    session, source, _ = chinook
    check(prove(session.model, "postgresql", Reading(source, session.model), url=postgresql_url))


def test_the_inferred_design_is_proven_on_a_mariadb_server(chinook, mariadb_url):
    session, source, _ = chinook
    check(prove(session.model, "mariadb", Reading(source, session.model), url=mariadb_url))


def renamed(model):
    """The model with another name for every entity and attribute."""
    edits = []
    for i, entity in enumerate(model.entities):
        edits += [
            Rename(Subject.attribute(entity.name, a.name), f"column {j} of {i}")
            for j, a in enumerate(entity.attributes)
        ]
        edits.append(Rename(Subject.entity(entity.name), f"table_{i}"))
    return Batch(tuple(edits)).apply(model)


@pytest.mark.parametrize("engine", EMBEDDED)
def test_after_every_name_has_changed_the_same_rows_load(chinook, engine):
    session, source, _ = chinook
    model = renamed(session.model)
    assert not {e.name for e in model.entities} & {e.name for e in session.model.entities}
    assert model.entity(QualifiedName("table_0")).source == "Album"
    check(prove(model, engine, Reading(source, model)))


def test_every_engine_is_proven_here():
    assert set(engines.names()) == {*EMBEDDED, "mariadb"}
