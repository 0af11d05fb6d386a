"""What is true of a data set, faults included: the values of ``truth.toml`` and the way to read them.

A truth is what a discovery is measured against: types, keys, references, enums, subtypes, dependencies and every fault
that was put in on purpose.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from workbench.errors import SourceError, UnknownNameError

FILE = "truth.toml"
FAMILIES = ("boolean", "date", "decimal", "enum", "float", "integer", "json", "text", "timestamp")
FAULT_KINDS = ("all_null", "duplicate_key", "misfit", "order", "orphan")
T = TypeVar("T")


@dataclass(frozen=True)
class ColumnTruth:
    """What a column means and how its values are written.

    Parameters
    ----------
    type
        Logical type: ``int32``, ``decimal(10,2)``, ``char(4)``, ``enum:carrier``, …
    family
        The type without its size; one of `FAMILIES`.
    nullable
        Whether a value may be missing.
    personal
        Class of personal data (``email``, ``name``, …), or None.
    null_tokens
        Texts of the file that stand for a missing value; ``""`` is the empty field. Empty for files that know nulls.
    date_formats
        ``strftime`` patterns that occur, where they are not ISO 8601 alone.
    decimal_mark, thousands_mark
        Where they are not the point and nothing.
    true_words, false_words
        Texts of the file that stand for true and false.
    """

    type: str
    family: str
    nullable: bool
    personal: str | None = None
    null_tokens: tuple[str, ...] = ()
    date_formats: tuple[str, ...] = ()
    decimal_mark: str | None = None
    thousands_mark: str | None = None
    true_words: tuple[str, ...] = ()
    false_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableTruth:
    """A table and the file it stands in; `rows` counts data rows as they are, faults included.

    `candidate_keys` are the others beside the primary key that hold by meaning; further column combinations may happen
    to be unique. Keys hold once the rows of `Truth.faults` are set aside.
    """

    file: str
    rows: int
    primary_key: tuple[str, ...]
    candidate_keys: tuple[tuple[str, ...], ...]
    columns: dict[str, ColumnTruth]
    delimiter: str | None = None


@dataclass(frozen=True)
class ReferenceTruth:
    """A reference, with how many parents a child has and how many children a parent has.

    `implied` marks one that holds because others do (a part of a composite reference, a name that was copied along with
    its key): to propose it is no mistake, and to leave it out is none either.
    """

    table: str
    columns: tuple[str, ...]
    references: str
    referenced_columns: tuple[str, ...]
    parent: str
    child: str
    implied: bool = False


@dataclass(frozen=True)
class EnumTruth:
    """A closed list of values and the columns (``table.column``) that take them."""

    name: str
    values: tuple[str, ...]
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class SubtypeTruth:
    """A table that holds more about those rows of its parent whose `discriminator` equals `value`.

    `disjoint`: no row belongs to two subtypes. `total`: every row of the parent belongs to one.
    """

    parent: str
    child: str
    discriminator: str
    value: str
    disjoint: bool
    total: bool


@dataclass(frozen=True)
class DependencyTruth:
    """A functional dependency: rows that agree in `determinant` agree in each column of `dependent`."""

    table: str
    determinant: tuple[str, ...]
    dependent: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Something wrong that was put in on purpose.

    Parameters
    ----------
    kind
        ``orphan``: values without a parent row. ``duplicate_key``: rows beyond one for each key. ``misfit``: values
        that cannot be read as the column's type. ``all_null``: a column without any value. ``order``: the first
        column comes after the second although it should not.
    table, columns
        Where.
    references
        For orphans, the table where the parent is missing.
    count
        Rows concerned; for duplicates the surplus ones only; for `all_null` all rows of the file.
    rows
        Primary key values, as text, of each row concerned, in the order of the file; none for `all_null`.
    values
        The wrong values beside `rows`, as text, for orphans and misfits.
    """

    kind: str
    table: str
    columns: tuple[str, ...]
    count: int
    rows: tuple[tuple[str, ...], ...] = ()
    values: tuple[str, ...] = ()
    references: str | None = None


@dataclass(frozen=True)
class Truth:
    """All that is true of a data set made from a seed."""

    seed: int
    tables: dict[str, TableTruth]
    references: tuple[ReferenceTruth, ...]
    enums: tuple[EnumTruth, ...]
    subtypes: tuple[SubtypeTruth, ...]
    dependencies: tuple[DependencyTruth, ...]
    faults: tuple[Fault, ...]

    def table(self, name: str) -> TableTruth:
        """The table of this name.

        Raises
        ------
        UnknownNameError
            When there is none.
        """
        if name not in self.tables:
            raise UnknownNameError("table", name, self.tables, place=FILE)
        return self.tables[name]

    def faults_of(self, kind: str, table: str | None = None) -> tuple[Fault, ...]:
        """Faults of a kind, of one table or of all."""
        return tuple(one for one in self.faults if one.kind == kind and table in (None, one.table))


def load_truth(folder: Path | str) -> Truth:
    """Read ``truth.toml`` of a folder of sample data.

    Raises
    ------
    SourceError
        When the file is missing, is not TOML, or does not hold what a truth holds; names the place and the next step.
    """
    path = Path(folder) / FILE
    hint = "Make the sample data anew with workbench.samples.generate(FOLDER)."
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceError(f"There is no {FILE} here.", place=str(folder), hint=hint) from error
    except OSError as error:
        raise SourceError(f"Cannot be read: {error.strerror}.", place=str(path), hint=hint) from error
    except ValueError as error:  # not UTF-8, or not TOML
        raise SourceError(f"Is not TOML: {error}.", place=str(path), hint=hint) from error
    try:
        return _truth(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        reason = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
        raise SourceError(f"Does not hold a truth: {reason}.", place=str(path), hint=hint) from error


def _truth(data: dict[str, Any]) -> Truth:
    return Truth(
        seed=data["seed"],
        tables={name: _table(values) for name, values in data["tables"].items()},
        references=_all(ReferenceTruth, data, "references"),
        enums=_all(EnumTruth, data, "enums"),
        subtypes=_all(SubtypeTruth, data, "subtypes"),
        dependencies=_all(DependencyTruth, data, "dependencies"),
        faults=_all(Fault, data, "faults"),
    )


def _table(data: dict[str, Any]) -> TableTruth:
    columns = {name: _one(ColumnTruth, values) for name, values in data["columns"].items()}
    return _one(TableTruth, {**data, "columns": columns})


def _all(kind: type[T], data: dict[str, Any], name: str) -> tuple[T, ...]:
    return tuple(_one(kind, values) for values in data[name])


def _one(kind: type[T], data: dict[str, Any]) -> T:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # all kinds here are dataclasses
    unknown = sorted(set(data) - known)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {unknown[0]!r}")
    return kind(**{name: _frozen(value) for name, value in data.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
