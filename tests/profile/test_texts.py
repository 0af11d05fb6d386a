"""Texts: what is told from kept values is what a scan of the table tells, for every way of reading."""

from __future__ import annotations

import csv
import random

import pytest

from workbench.facts import Facts, Fits, Included, Unique, Values
from workbench.model import Attribute, Entity, Model, QualifiedName, parse_type
from workbench.model.bindings import AttributeBinding, EntityBinding
from workbench.profile import answer, measure
from workbench.profile.answers import _Answers
from workbench.sources import open_source

# What people write in columns of many kinds, with what does not fit among it.
WRITTEN = [
    "1", "2", "02", "10", "9", "-3", "+4", " 5 ", "1.5", "1.50", "1,5", "1.234,5", "1,234.5", "0", "-0", "-0.0", "0.0",
    "1e3", "NaN", "inf", "9999999999", "99999999999999999999", "NA", "-", "Y", "N", "y", "true", "FALSE", "2024-01-31",
    "2024-02-30", "31.01.2024", "2024-01-31 10:00:00", "2024-01-31T10:00:00+02:00", "10:00", "10:00:00", "ä", "Ä", "z",
    "a", "é", "日本", "'quoted'", 'a "b"', "a,b", "x" * 30, "{}", "123e4567-e89b-12d3-a456-426614174000",
    "7.50 €", "123E4567-E89B-12D3-A456-426614174000",
]  # fmt: skip
TYPES = [
    "int16", "int32", "int64", "decimal", "decimal(6,2)", "float64", "boolean", "date", "timestamp", "timestamptz",
    "time", "uuid", "text", "text(5)", "char(1)", "json",
]  # fmt: skip
BINDINGS = [
    AttributeBinding(),
    AttributeBinding(null_tokens=("NA", "-")),
    AttributeBinding(decimal_mark=",", thousands_mark="."),
    AttributeBinding(thousands_mark=","),
    AttributeBinding(unit_mark="€"),
    AttributeBinding(formats=("%d.%m.%Y", "%Y-%m-%d")),
    AttributeBinding(true_words=("Y", "y"), false_words=("N",)),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    draw = random.Random(5)
    for table in ("one", "two"):
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "few", "all", "none", "number"])
            for row in range(120):
                number = str(draw.choice([0, 1, 2, 3.5, -7, "", 1000]))
                few = draw.choice(WRITTEN[:6])
                rows.writerow([row, few, WRITTEN[row % len(WRITTEN)] if row % 7 else "", "", number])
    with open_source(folder) as opened:
        yield opened


@pytest.mark.parametrize("kind", TYPES)
def test_a_reading_of_kept_values_is_what_a_scan_finds(source, kind):
    columns = [("one", "few"), ("one", "all"), ("two", "none"), ("two", "number")]
    asked = [Fits(*column, parse_type(kind), binding) for column in columns for binding in BINDINGS]
    kept = answer(source, Model(), asked, facts=measure(source))
    scanned = answer(source, Model(), asked)
    assert kept == scanned
    assert any(fact.values > fact.misfits for fact in kept.values())
    assert any(fact.misfits for fact in kept.values()) or kind == "text"


@pytest.mark.parametrize("kind", TYPES)
def test_questions_about_single_columns_are_answered_as_by_scans(source, kind):
    entities = tuple(
        Entity(
            name=QualifiedName(f"e_{table}"),
            attributes=tuple(
                Attribute(name=f"a{i}", type=parse_type(kind), binding=AttributeBinding(column=c, null_tokens=("NA",)))
                for i, c in enumerate(["id", "few", "all", "none", "number"])
            ),
            binding=EntityBinding(source=table),
        )
        for table in ("one", "two")
    )
    model = Model(entities=entities)
    names = [f"a{i}" for i in range(5)]
    asked = [Unique("e_one", (name,)) for name in names]
    asked += [Included("e_one", (a,), "e_two", (b,)) for a in names for b in names]
    if kind.startswith(("text", "char")):
        asked += [Values("e_two", name, limit) for name in names for limit in (3, 50)]
    assert answer(source, model, asked, facts=measure(source)) == answer(source, model, asked)


def test_no_table_is_scanned_for_what_is_known(source, monkeypatch):
    facts = measure(source)
    scans = []
    monkeypatch.setattr(_Answers, "row", lambda self, sql: scans.append(sql))
    answer(source, Model(), [Fits("one", "all", parse_type("int64"))], facts=facts)
    assert scans == []


def test_a_column_of_which_some_values_were_not_kept_is_scanned(source, monkeypatch):
    monkeypatch.setattr("workbench.profile.columns.SAMPLE_VALUES", 10)
    facts = measure(source)
    assert len(facts.column("one", "all").values) == 10
    asked = [Fits("one", "all", parse_type("int64"))]
    assert answer(source, Model(), asked, facts=facts) == answer(source, Model(), asked, facts=Facts())
