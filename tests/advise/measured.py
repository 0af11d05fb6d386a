"""Tables that are measured by DuckDB: for advisors whose questions hold SQL."""

from __future__ import annotations

import pandas as pd

from workbench.advise import settle
from workbench.model import Model, QualifiedName, Reference
from workbench.profile import answer, measure
from workbench.sources import open_source

Q = QualifiedName.of


def reference(child, names, parent, key=None):
    """Reference between two entities; attributes in one text, the parent's called alike where they are left out."""
    return Reference(
        child=Q(child),
        child_attributes=tuple(names.split()),
        parent=Q(parent),
        parent_attributes=tuple((key or names).split()),
    )


def found(judge, model, asked=None, /, **tables):
    """What an advisor says in the end of tables, each given as columns of values; what it asks goes into a list."""

    def answering(questions):
        if asked is not None:
            asked.append(list(questions))
        return answer(source, model, questions)

    with open_source({name: pd.DataFrame(columns) for name, columns in tables.items()}) as source:
        findings, _ = settle([judge], measure(source), model, answering)
    return list(findings)


def listed(finding, **tables):
    """Rows that the SELECT of a finding gives."""
    with open_source({name: pd.DataFrame(columns) for name, columns in tables.items()}) as source:
        return source.cursor().execute(finding.evidence.sql).fetchall()


def model(*entities, references=()):
    """A model of these."""
    return Model(entities=entities, references=tuple(references))
