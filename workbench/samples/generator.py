"""Sample data as files: the business, its faults, and the truth about both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.artefact import Artefact, write
from workbench.samples.business import Business, make_business
from workbench.samples.faults import put_faults
from workbench.samples.files import csv_bytes, json_lines_bytes
from workbench.samples.parquet import parquet_bytes
from workbench.samples.schema import DEPENDENCIES, REFERENCES, SUBTYPES, TABLES, ReferenceSchema
from workbench.samples.truth import FILE, EnumTruth, Fault, ReferenceTruth, TableTruth, Truth
from workbench.samples.truth_text import truth_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.samples.rows import Row

SEED = 20240229
_WRITERS = {
    "csv": ("text/csv", csv_bytes),
    "jsonl": ("application/jsonl", json_lines_bytes),
    "parquet": ("application/vnd.apache.parquet", parquet_bytes),
}


def generate(folder: Path | str, seed: int = SEED) -> None:
    """Write the sample data into a folder: one file for each table and ``truth.toml``, about 6 MB.

    The same seed gives the same bytes on every run (those of Parquet files also depend on the version of DuckDB).
    Either all files are written or none; other files of the folder stay.

    Raises
    ------
    WriteError
        When a file cannot be written.
    """
    write(artefacts(seed), folder)


def artefacts(seed: int = SEED) -> list[Artefact]:
    """All files of the sample data as values, the truth last."""
    business, faults = put_faults(make_business(seed), seed)
    files = []
    for name, rows in business.tables().items():
        schema = TABLES[name]
        media_type, to_bytes = _WRITERS[schema.file.rpartition(".")[2]]
        files.append(Artefact(schema.file, media_type, to_bytes(schema, rows)))
    truth = make_truth(business, faults, seed)
    return [*files, Artefact(FILE, "application/toml", truth_text(truth))]


def make_truth(business: Business, faults: Sequence[Fault], seed: int) -> Truth:
    """What is true of a business: the schema, completed with what is counted in its rows."""
    tables = business.tables()
    return Truth(
        seed=seed,
        tables={
            name: TableTruth(
                schema.file,
                len(tables[name]),
                schema.primary_key,
                schema.candidate_keys,
                schema.columns,
                schema.delimiter,
            )
            for name, schema in sorted(TABLES.items())
        },
        references=tuple(_reference(tables, reference) for reference in REFERENCES),
        enums=_enums(tables),
        subtypes=SUBTYPES,
        dependencies=DEPENDENCIES,
        faults=tuple(faults),
    )


def _values(rows: Sequence[Row], columns: Sequence[str]) -> list[tuple[object, ...]]:
    places = [rows[0]._fields.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows]


def _reference(tables: dict[str, Sequence[Row]], reference: ReferenceSchema) -> ReferenceTruth:
    """Both cardinalities as counted: a null makes the parent optional, a parent without child the child."""
    children = _values(tables[reference.table], reference.columns)
    parents = set(_values(tables[reference.references], reference.referenced_columns))
    whole = [key for key in children if None not in key]
    met = parents.intersection(whole)
    least = "1" if met == parents else "0"
    most = "*" if len(set(whole)) < len(whole) else "1"
    return ReferenceTruth(
        reference.table,
        reference.columns,
        reference.references,
        reference.referenced_columns,
        parent="1" if len(whole) == len(children) else "0..1",
        child="1" if least == most else f"{least}..{most}",
        implied=reference.implied,
    )


def _enums(tables: dict[str, Sequence[Row]]) -> tuple[EnumTruth, ...]:
    """Enums with the values that occur in any column of the type."""
    used: dict[str, list[str]] = {}
    values: dict[str, set[str]] = {}
    for table, schema in sorted(TABLES.items()):
        for column, facts in schema.columns.items():
            kind, _, name = facts.type.partition(":")
            if kind == "enum":
                used.setdefault(name, []).append(f"{table}.{column}")
                seen = {str(value) for (value,) in _values(tables[table], [column]) if value is not None}
                values[name] = values.get(name, set()) | seen
    return tuple(EnumTruth(name, tuple(sorted(values[name])), tuple(used[name])) for name in sorted(used))
