"""Stored: what follows from the first scan is what a scan more would find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.facts import Fits
from workbench.model import AttributeBinding, Model, parse_type
from workbench.profile import answer, columns, measure
from workbench.profile._stored import fit
from workbench.sources import csv, open_source

KINDS = ["int16", "int32", "int64", "decimal", "decimal(6,2)", "decimal(8,3)", "decimal(5,1)", "float64", "date",
         "timestamp", "text", "text(4)", "time", "boolean"]  # fmt: skip
BINDINGS = [
    AttributeBinding(), AttributeBinding(null_tokens=("n/a",)), AttributeBinding(null_tokens=("0",)),
    AttributeBinding(thousands_mark=","), AttributeBinding(unit_mark="$"), AttributeBinding(formats=("%Y-%m-%d",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    rows = [
        f"{i},{i * 7919 - 40_000},{'' if i % 5 == 0 else f'{i / 4 - 20:.2f}'},2024-{1 + i % 12:02}-28,"
        f"2024-01-{1 + i % 28:02} 10:00:0{i % 10},"
        for i in range(300)
    ]
    (folder / "t.csv").write_text("\n".join(["id,far,amount,day,at,none", *rows]) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv, "NARROW_BYTES", 0)
        patch.setattr(columns, "COUNTED_ROWS", 0)  # as for tables that are too large to be counted here
        with open_source(folder) as source:
            yield source, measure(source)


@pytest.mark.parametrize("name", ["id", "far", "amount", "day", "at"])
def test_what_follows_is_what_a_scan_finds(held, name):
    source, facts = held
    stored = dict(source.table("t").stored)[name]
    answered = 0
    for kind in KINDS:
        for binding in BINDINGS:
            question = Fits("t", name, parse_type(kind), binding)
            found = fit(question, facts.column("t", name), stored)
            if found is not None:
                answered += 1
                assert found == answer(source, Model(), [question])[question], (kind, binding)
    assert answered >= 2  # as it stands, and with a token that no such column holds


def test_the_answer_is_taken_without_a_scan(held, monkeypatch):
    source, facts = held
    question = Fits("t", "far", parse_type("int32"))
    column = facts.column("t", "far")
    known = replace(facts, tables={"t": replace(facts.tables["t"], columns=(replace(column, values=()),))})
    (found,) = answer(source, Model(), [question], facts=known).values()
    assert (found.values, found.minimum, found.maximum) == (300, "-40000", str(299 * 7919 - 40_000))
