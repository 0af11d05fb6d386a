"""Edits at 1,000 tables: the model, its text, and what lint says again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from benchmarks._measure import Measurement, cpu_s
from benchmarks._models import large
from workbench.advise.lint.linter import Linter
from workbench.formats.dbml import Document, patch
from workbench.model import Attribute, Model, QualifiedName, Subject
from workbench.model.diff import diff
from workbench.model.edits import Add, Drop, Edit, Rename

TABLES = 1_000
GOAL_EDIT_MS, GOAL_PATCH_MS, GOAL_LINT_MS = 5.0, 20.0, 50.0


def run() -> Iterator[Measurement]:
    """Measure single edits on a model of 1,000 tables, 20 columns each, and 1,500 references."""
    document = Document.from_model(large(TABLES))
    model = document.model
    owner = QualifiedName("table_500")
    single: dict[str, Edit] = {
        "rename an attribute": Rename(Subject.attribute(owner, "column_7"), "amount"),
        "rename the most referenced key": Rename(Subject.attribute(_busiest(model), "id"), "number"),
        "rename an entity": Rename(Subject.entity(owner), "orders"),
        "add an attribute": Add(Attribute(name="extra"), owner),
        "drop a reference": Drop(Subject.reference(model.references[700])),
        "drop an entity": Drop(Subject.entity(owner)),
    }
    for what, edit in single.items():
        yield Measurement("edit", what, 1e3 * _edit_s(edit, model), "CPU ms", GOAL_EDIT_MS, _SIZE)
    for what, edit in single.items():
        yield Measurement("text patch", what, 1e3 * _patch_s(edit, document, model), "CPU ms", GOAL_PATCH_MS, _SIZE)
    for what, edit in single.items():
        yield Measurement("lint again", what, 1e3 * _lint_s(edit, model), "CPU ms", GOAL_LINT_MS, _SIZE)
    yield Measurement("lint", "the whole model", 1e3 * cpu_s(lambda: Linter().lint(model)), "CPU ms", remark=_SIZE)
    after = single["rename an attribute"].apply(model)
    yield Measurement("diff", "rename an attribute", 1e3 * cpu_s(lambda: diff(model, after)), "CPU ms", remark=_SIZE)


_SIZE = f"{TABLES:,} tables, 20 columns each, {TABLES * 3 // 2:,} references"


def _edit_s(edit: Edit, model: Model) -> float:
    """CPU seconds of one edit, on a model in which nothing has been looked up yet, as it is after each edit."""
    return min(cpu_s(partial(edit.apply, replace(model)), repeat=1) for _ in range(9))


def _patch_s(edit: Edit, document: Document, model: Model) -> float:
    """CPU seconds to write one edit into the text, which is a new one after each edit."""
    renames = [(edit.subject, edit.renamed)] if isinstance(edit, Rename) else []

    def once() -> float:
        before, text = replace(model), Document(document.chunks)
        after = edit.apply(before)
        return cpu_s(lambda: patch(text, before, after, renames).text, repeat=1)

    return min(once() for _ in range(9))


def _lint_s(edit: Edit, model: Model) -> float:
    """CPU seconds to lint a model again after one edit."""

    def once() -> float:
        linter = Linter()
        linter.lint(model)
        after = edit.apply(model)
        return cpu_s(lambda: linter.lint(after), repeat=1)

    return min(once() for _ in range(5))


def _busiest(model: Model) -> QualifiedName:
    return max((entity.name for entity in model.entities), key=lambda name: len(model.references_to(name)))
