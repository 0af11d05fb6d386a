"""Empty: which attributes never have a value, or always the same."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Drop
from workbench.model.model import Model
from workbench.model.subjects import Subject
from workbench.naming import sql_quote


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Report attributes without any value."""
    for entity in model.entities:
        for attribute in entity.attributes:
            column = facts.column(entity.source, attribute.column)
            if column is None or not column.rows or column.nulls < column.rows:
                continue
            yield Finding(
                "DATA-003-all-null",
                "warning",
                Subject.attribute(entity.name, attribute.name),
                f"None of {column.rows:,} rows has a value. Drop it, or find out where its values went.",
                Evidence(
                    figures=(Figure("rows", column.rows, "rows"), Figure("nulls", column.nulls, "rows")),
                    sql=f"SELECT count(*) FROM {sql_quote(entity.source)} WHERE {sql_quote(attribute.column)} IS NULL",
                ),
                (Drop(Subject.attribute(entity.name, attribute.name)),),
                0.5,
            )
