"""Inference: whole data sets against what is known to be true of them, and models that people have worked on."""

from __future__ import annotations

import json

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from workbench.errors import CancelledError, UsageError
from workbench.inference import infer
from workbench.model import Subject
from workbench.model.edits import Batch, Change, Rename
from workbench.model.types import family
from workbench.progress import Progress
from workbench.samples import load_truth
from workbench.session import Session
from workbench.sources import open_source


def inferred(data, session=None, **options):
    session = session or Session()
    with open_source(data) as source:
        return session, infer(session, source, **options)


def ends(reference):
    """Both ends of a reference in the names of the truth."""
    return str(reference.child), reference.child_attributes, str(reference.parent), reference.parent_attributes


# -- real data ---------------------------------------------------------------------------------------------------

REAL = ("chinook", "northwind")


@pytest.mark.parametrize("name", REAL)
def test_real_data_against_the_truth(shared_data, name):
    truth = json.loads((shared_data / name / "truth.json").read_text())
    session, inference = inferred(shared_data / name)
    keys = {str(e.name): list(e.primary_key.attributes) for e in session.model.entities if e.primary_key}
    assert {table.strip('"'): key for table, key in keys.items()} == truth["primary_keys"]
    true = {
        (r["table"], tuple(r["columns"]), r["references"], tuple(r["referenced_columns"]))
        for r in truth["foreign_keys"]
    }
    accepted = {tuple(p.strip('"') if isinstance(p, str) else p for p in ends(r)) for r in session.model.references}
    assert accepted == true
    assert [f for f in inference.open.where(code="REF") if ends(f.edits[0].node) not in true] == []


@pytest.mark.parametrize("name", REAL)
def test_types_of_real_data_are_those_of_the_schema(shared_data, name):
    truth = json.loads((shared_data / name / "truth.json").read_text())["declared_types"]
    session, _ = inferred(shared_data / name)
    unlike = set()
    for entity in session.model.entities:
        for attribute in entity.attributes:
            declared, found = truth[entity.source][attribute.column], family(attribute.type)
            # A date without time may be declared timestamp there, and an enum is text with a list.
            alike = {"timestamp": {"timestamp", "date"}, "text": {"text", "enum"}}.get(declared, {declared})
            if found not in alike and found is not None:
                unlike.add((entity.source, attribute.column, declared, found))
    assert unlike == ACCEPTED_TYPES[name]


# What the data show and the schema leaves open, looked at one by one.
ACCEPTED_TYPES: dict[str, set[tuple[str, str, str, str]]] = {
    "chinook": set(),
    "northwind": {
        ("Products", "Discontinued", "text", "boolean"),  # 0 or 1
    },
}


# -- sample data -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def truth(checkout):
    return load_truth(checkout / "sample_data")


@pytest.fixture(scope="module")
def sample(checkout):
    return inferred(checkout / "sample_data")


def attributes(model):
    return {(str(e.name), a.name): a for e in model.entities for a in e.attributes}


def test_sample_types_by_family(sample, truth):
    session, _ = sample
    found = {place: family(a.type) for place, a in attributes(session.model).items()}
    expected = {(t, c): column.family for t, table in truth.tables.items() for c, column in table.columns.items()}
    assert found.keys() == expected.keys()
    unlike = {place: (family_, found[place]) for place, family_ in expected.items() if found[place] != family_}
    # Enums that are open to doubt wait for a decision.
    waiting = {("employees", "job_title"): ("enum", "text")}
    assert {place: pair for place, pair in unlike.items() if pair[0] != "enum"} == {}
    assert unlike.items() <= waiting.items()


def test_sample_null_ability(sample, truth):
    session, _ = sample
    expected = {(t, c) for t, table in truth.tables.items() for c, column in table.columns.items() if column.nullable}
    assert {place for place, a in attributes(session.model).items() if a.nullable} == expected


# The truth names date formats only where they are not ISO 8601 alone.
ISO = {"%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"}


def test_sample_readings(sample, truth):
    session, _ = sample
    found = attributes(session.model)
    for table, one in truth.tables.items():
        for name, column in one.columns.items():
            binding, place = found[table, name].binding, f"{table}.{name}"
            # The empty field is null without being named.
            tokens = {token for token in column.null_tokens if token}
            if family(found[table, name].type) is not None and column.nullable:
                assert set(binding.null_tokens) - {""} == tokens, place
            assert (binding.decimal_mark or "") == (column.decimal_mark or ""), place
            assert (binding.thousands_mark or "") == (column.thousands_mark or ""), place
            assert set(binding.formats) - ISO == set(column.date_formats) - ISO, place
            if column.family == "boolean":
                assert (binding.true_words, binding.false_words) == (column.true_words, column.false_words), place


def test_sample_keys(sample, truth):
    session, inference = sample
    keys = {str(e.name): e.primary_key.attributes for e in session.model.entities if e.primary_key}
    assert keys == {table: one.primary_key for table, one in truth.tables.items() if one.primary_key}
    proposed = {(f.subject.name.name, f.subject.attributes) for f in inference.open.where(code="KEY-002")}
    proposed |= {(str(e.name), k.attributes) for e in session.model.entities for k in e.keys}
    single = {(t, key) for t, one in truth.tables.items() for key in one.candidate_keys if len(key) == 1}
    assert single <= proposed


def test_sample_references(sample, truth):
    session, _ = sample
    found = {ends(r) for r in session.model.references}
    true = {(r.table, r.columns, r.references, r.referenced_columns): r for r in truth.references}
    assert found <= true.keys()
    single = {place for place, r in true.items() if not r.implied and len(r.columns) == 1}
    assert single <= found
    for reference in session.model.references:
        told = true[ends(reference)]
        assert reference.parent_cardinality.value == told.parent, reference


def test_sample_personal_data(sample, truth):
    session, _ = sample
    found = {place: a.personal.replace(" ", "_") for place, a in attributes(session.model).items() if a.personal}
    expected = {
        (t, c): col.personal for t, one in truth.tables.items() for c, col in one.columns.items() if col.personal
    }
    missed = {place for place in expected if place not in found}
    # A city alone names nobody.
    assert missed == {("addresses", "city"), ("sales_export", "customer_city")}
    assert {place: found[place] for place in expected.keys() - missed} == {
        place: kind for place, kind in expected.items() if place not in missed
    }
    assert found.keys() - expected.keys() == {("customers", "fax")}  # by its name: it holds no value at all


def test_sample_enums(sample, truth):
    session, inference = sample
    lists = {name: tuple(value.name for value in enum.values) for name, enum in session.model.enums_by_name.items()}  # noqa: PD011 - no array
    taken = {
        f"{table}.{name}": lists[a.type.enum]
        for (table, name), a in attributes(session.model).items()
        if family(a.type) == "enum"
    }
    true = {place: tuple(sorted(enum.values)) for enum in truth.enums for place in enum.used_by}
    assert taken.items() <= true.items()
    waiting = {f.subject.title for f in inference.open.where(code="ENUM")}
    assert true.keys() - taken.keys() <= waiting


CODES = {
    "orphan": ("DATA-002-orphan", "orphans"),
    "duplicate_key": ("DATA-001-duplicate-key", "surplus"),
    "all_null": ("DATA-003-all-null", "rows"),
    "order": ("DATA-004-order", "violations"),
    "misfit": ("TYPE-002-misfit", "misfits"),
}


def test_sample_faults_are_found_exactly(sample, truth):
    _, inference = sample
    kinds = {code: (kind, figure) for kind, (code, figure) in CODES.items()}
    found = set()
    for finding in inference.open:
        if finding.code in kinds:
            kind, figure = kinds[finding.code]
            figures = {f.name: f.value for f in finding.evidence.figures}
            columns = finding.subject.attributes or tuple(finding.subject.label.split(" <= "))
            found.add((kind, finding.subject.name.name, columns, figures[figure]))
    assert found == {(f.kind, f.table, f.columns, f.count) for f in truth.faults}


def test_the_select_of_each_finding_lists_as_many_rows_as_it_says(sample, checkout):
    _, inference = sample
    listed = 0
    with open_source(checkout / "sample_data") as source:
        for finding in inference.open:
            if finding.evidence.sql is None or finding.code == "DATA-003-all-null":
                continue
            figures = {f.name: f.value for f in finding.evidence.figures}
            rows = len(source.cursor().execute(finding.evidence.sql).fetchall())
            if finding.code == "DATA-001-duplicate-key":  # the row that is repeated is listed too
                assert rows == 2 * figures["surplus"]
            elif finding.code == "DATA-009-duplicate-row":
                assert rows == figures["listed"]
            else:
                assert rows == next(
                    figures[n] for n in ("orphans", "misfits", "violations", "read as nothing") if n in figures
                )
            listed += 1
    assert listed >= 6


# -- the same from frames ----------------------------------------------------------------------------------------

CUSTOMERS = {"customer_id": list(range(101, 161)), "name": [f"Customer {i}" for i in range(60)]}
ORDERS = {
    "order_id": list(range(9001, 9301)),
    "customer_id": [101 + i % 60 for i in range(300)],
    "total": [i + 0.25 for i in range(300)],
    "note": [None if i % 2 else "fragile goods" for i in range(300)],
}


def shape(model):
    return {
        str(e.name): (e.primary_key.attributes, [(a.name, family(a.type), a.nullable) for a in e.attributes])
        for e in model.entities
    }, {ends(r) for r in model.references}


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "Arrow"])
def test_frames_give_the_model_that_their_files_give(tmp_path, make):
    frames = {"customers": CUSTOMERS, "orders": ORDERS}
    for name, columns in frames.items():
        pd.DataFrame(columns).to_csv(tmp_path / f"{name}.csv", index=False)
    entities, references = shape(inferred(tmp_path)[0].model)
    typed, same = shape(inferred({name: make(columns) for name, columns in frames.items()})[0].model)
    assert references == same == {("orders", ("customer_id",), "customers", ("customer_id",))}
    # A frame says float where a file shows decimals.
    assert typed["orders"][1][2] == ("total", "float", False)
    assert entities["orders"][1][2] == ("total", "decimal", False)
    typed["orders"][1][2] = entities["orders"][1][2]
    assert typed == entities


# -- again and again ---------------------------------------------------------------------------------------------


@pytest.fixture
def shop(tmp_path):
    for name, columns in {"customers": CUSTOMERS, "orders": ORDERS}.items():
        pd.DataFrame(columns).to_csv(tmp_path / f"{name}.csv", index=False)
    return tmp_path


def test_two_runs_say_the_same(shop, checkout):
    (first, one), (second, two) = inferred(shop), inferred(shop)
    assert first.text == second.text
    assert one.open.rows() == two.open.rows()
    assert one.accepted.rows() == two.accepted.rows()
    assert one.facts == two.facts


def test_a_model_that_people_have_worked_on_is_not_changed_unasked(shop):
    text = inferred(shop)[0].text
    edited = "// Ours.\n" + text.replace("  total ", "  amount ").replace("customer_id int32", "customer_id  int32", 1)
    session, inference = inferred(shop, Session.of_text(edited), accept_above=None)
    assert session.text == edited
    assert not session.dirty
    assert session.undo_label is None
    # The column that lost its attribute, and the attribute that lost its column.
    assert {f.subject.title: f.severity for f in inference.open.where(code="DAT-004")} == {"orders.amount": "warning"}
    assert "orders.total" in {f.subject.title for f in inference.open.where(code="DAT-002")}
    assert list(inference.accepted) == []


def test_a_model_whose_columns_are_all_gone_is_told_so(shop):
    model = inferred(shop)[0].text
    for name in (*CUSTOMERS, *ORDERS):
        model = model.replace(name, f"{name}_gone")
    session, inference = inferred(shop, Session.of_text(model), accept_above=None)
    assert session.text == model
    assert len(inference.open.where(code="DAT-004")) == len(CUSTOMERS) + len(ORDERS)
    assert len(inference.open.where(code="DAT-002")) == len(CUSTOMERS) + len(ORDERS)


def test_only_what_is_sure_enough_is_accepted_and_the_rest_of_the_text_stays(shop):
    session = Session.of_text("// Ours.\nTable customers {\n  customer_id int [pk]   // theirs\n}\n")
    session, inference = inferred(shop, session, accept_above=0.9)
    assert "// Ours.\nTable customers {\n  customer_id int [pk]   // theirs\n" in session.text
    assert session.model.has_entity("orders")
    assert all(f.confidence >= 0.9 for f in inference.accepted)
    assert {ends(r) for r in session.model.references} == {("orders", ("customer_id",), "customers", ("customer_id",))}
    session.undo()
    assert session.text == "// Ours.\nTable customers {\n  customer_id int [pk]   // theirs\n}\n"


def renamed(model):
    edits = []
    for i, entity in enumerate(model.entities):
        edits += [
            Rename(Subject.attribute(entity.name, a.name), f"column {j} of {i}")
            for j, a in enumerate(entity.attributes)
        ]
        edits.append(Rename(Subject.entity(entity.name), f"table_{i}"))
    return Batch(tuple(edits))


def test_after_every_name_has_changed_nothing_new_is_proposed_and_nothing_lost(shop):
    session, before = inferred(shop)
    session.apply(renamed(session.model))
    text = session.text
    session, after = inferred(shop, session, accept_above=None)
    assert session.text == text
    news = {f.code for f in after.open} - {f.code for f in before.open}
    assert news <= {"LINT-010-unlike-name"}
    assert not after.open.where(code="DAT")
    assert not after.open.where(code="TYPE")
    assert not after.open.where(code="REF")
    assert not after.open.where(code="KEY-001")


def test_a_rejected_finding_stays_away_until_its_evidence_changes(shop):
    session, inference = inferred(shop)
    (finding,) = inference.open.where(code="KEY-002", subject="customers")
    session.reject(finding, "names may repeat")
    _, again = inferred(shop, session, accept_above=None)
    assert not again.open.where(code="KEY-002", subject="customers")
    few = {name: values[:10] for name, values in CUSTOMERS.items()}
    pd.DataFrame(few).to_csv(shop / "customers.csv", index=False)
    _, again = inferred(shop, session, accept_above=None)
    (finding,) = again.open.where(code="KEY-002", subject="customers")
    assert finding.message.endswith("Rejected before; confidence was 0.60 and is 0.40 now.")


@pytest.mark.parametrize("above", [7, -0.1, "high", True])
def test_what_is_no_confidence_is_refused(shop, above):
    with pytest.raises(UsageError, match="is no confidence"):
        inferred(shop, accept_above=above)


def test_what_a_person_took_back_is_not_accepted_again(shop):
    session, _ = inferred(shop)
    session.apply(Change.of(Subject.attribute("orders", "total"), note="net"))
    text = session.text
    session, inference = inferred(shop, session, accept_above=0.9)
    assert (session.text, list(inference.accepted)) == (text, [])


class Stopping(Progress):
    """Stops at the n-th thing that is begun."""

    def __init__(self, after):
        super().__init__()
        self.left = after

    def check(self, title):
        self.left -= 1
        if self.left < 0:
            self.cancel()
        super().check(title)


class Interrupting(Stopping):
    """Ctrl-C at the n-th thing that is begun."""

    def check(self, title):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize(("progress", "error"), [(Stopping, CancelledError), (Interrupting, KeyboardInterrupt)])
@pytest.mark.parametrize("after", [0, 2, 4, 6, 8])
def test_a_stopped_run_leaves_the_session_as_it_was(shop, progress, error, after):
    session = Session.of_text("// Ours.\n")
    with open_source(shop) as source, pytest.raises(error):
        infer(session, source, progress=progress(after))
    assert (session.text, session.undo_label, dict(session.state.decisions)) == ("// Ours.\n", None, {})


def test_a_run_is_one_step_of_the_history(shop):
    session, _ = inferred(shop)
    assert session.undo_label == f"infer from {shop}"
    assert session.undo().text == ""
