r"""Sheet: the attributes of an entity as rows of a spreadsheet, both ways.

A row is an attribute; the heading says what its cells are: name, type, key, required, unique, default, comment and the
like, in the words that people use (``Column``, ``Data type``, ``PK``, ``Not null``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import UnknownNameError, UsageError
from workbench.formats.codec import decode, encode
from workbench.model.diff import diff
from workbench.model.edits import Batch, Edit
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Default, Entity, Key
from workbench.model.types import EnumOf

if TYPE_CHECKING:
    import pandas as pd

FIELDS: Final = ("name", "type", "key", "required", "unique", "identity", "default", "comment", "personal", "unit")
_WORDS: Final = {
    "name": ("column", "column name", "attribute", "field"),
    "type": ("data type", "datatype"),
    "key": ("pk", "primary key"),
    "required": ("not null", "nn"),
    "unique": ("u",),
    "identity": ("auto increment",),
    "comment": ("note", "description"),
}
_FIELD_BY_WORD: Final = {word: field for field in FIELDS for word in (field, *_WORDS.get(field, ()))}
_YES: Final = frozenset("yes y true t 1 x ✓ ✔ pk pri unique".split()) | {"not null"}
_NO: Final = frozenset(["", "no", "n", "false", "f", "0", "-", "null", "nullable"])
_ROWS: Final = "Give a data frame, mappings such as {'name': 'id', 'type': 'int'}, or what a spreadsheet has copied."
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_CALL: Final = re.compile(
    r"[a-z_][\w.]*\(.*\)|current_(date|time|timestamp|user)|localtime(stamp)?", re.IGNORECASE | re.DOTALL
)


def sheet(model: Model, name: QualifiedName) -> list[dict[str, str]]:
    """Attributes of an entity as rows of text, by :data:`FIELDS`; raises :class:`UnknownNameError`.

    Examples
    --------
    >>> key = Key(attributes=("id",))
    >>> model = Model(entities=(Entity(name=QualifiedName("a"), attributes=(Attribute(name="id"),), primary_key=key),))
    >>> {field: cell for field, cell in sheet(model, QualifiedName("a"))[0].items() if cell}
    {'name': 'id', 'type': 'text', 'key': 'yes', 'required': 'yes'}
    """
    entity = model.entity(name)
    primary = entity.primary_key.attributes if entity.primary_key else ()
    alone = {key.attributes[0] for key in entity.keys if len(key.attributes) == 1}
    return [
        {
            "name": attribute.name,
            "type": encode(attribute).get("type", str(attribute.type)),
            "key": _yes(attribute.name in primary),
            "required": _yes(not attribute.nullable),
            "unique": _yes(attribute.name in alone),
            "identity": _yes(attribute.identity),
            "default": _written(attribute.default),
            "comment": attribute.note or "",
            "personal": attribute.personal or "",
            "unit": attribute.unit or "",
        }
        for attribute in entity.attributes
    ]


def filled(model: Model, name: QualifiedName, rows: str | pd.DataFrame | Iterable[Mapping[str, Any]]) -> Edit:
    r"""Put rows into an entity, which is made if it is not there.

    Parameters
    ----------
    name
        The entity.
    rows
        Text that a spreadsheet has copied (tabs between cells, lines between rows), a data frame, or mappings. Each
        names a heading as people write it, whatever the case. Without a heading, the first two cells are name and type.
        A row with the name of an attribute changes what its other cells say of it, others add one.

    Raises
    ------
    UsageError
        When a heading is not known, or a row has no name, or a name occurs twice; names it.
    TextError
        When a cell does not fit; names the attribute and the field.

    Examples
    --------
    >>> edit = filled(Model(), QualifiedName("member"), "name\ttype\tPK\nid\tint\tx\nborn\tdate\t")
    >>> [str(a.type) for a in edit.apply(Model()).entity("member").attributes]
    ['int32', 'date']
    """
    given = [_checked(row, number) for number, row in enumerate(_read(rows), 1)]
    if not given:
        raise UsageError("There are no rows.", hint="Give a heading and a row for each column.")
    names = [row["name"] for row in given]
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None:
        raise UsageError(f"Two rows have the name {twice!r}.", hint="Give each column a row of its own.")
    known = name in model.entities_by_name
    entity = model.entity(name) if known else Entity(name=name)
    for row in given:
        entity = _with(entity, row)
    others = tuple(entity if other.name == name else other for other in model.entities)
    after = replace(model, entities=others if known else (*model.entities, entity))
    return Batch(tuple(diff(model, after).edits), f"fill {name} with {len(given)} rows")


def _read(rows: str | pd.DataFrame | Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Rows as fields and texts; what a row says nothing of is left out."""
    if isinstance(rows, str):
        table = [row for row in csv.reader(io.StringIO(rows.strip("\r\n"), newline=""), delimiter="\t") if any(row)]
        if not table:
            return []
        first = [cell.strip().casefold() for cell in table[0]]
        if "name" in (_FIELD_BY_WORD.get(cell) for cell in first):
            head, table = table[0], table[1:]
        elif len(first) <= 2 and not re.search("[,;]", table[0][0]):
            head = ["name", "type"]
        elif len(first) == 1:
            raise UsageError(
                f"There is no tab in {rows.splitlines()[0]!r}.",
                hint="Copy the cells from a spreadsheet, or give a data frame.",
            )
        else:
            raise UsageError("The rows have no heading.", hint=f"Begin with one: {', '.join(FIELDS)}.")
        return [{_field(word): cell.strip() for word, cell in zip(head, row, strict=False)} for row in table]
    given: object = rows
    if given is None or isinstance(given, bytes) or not (hasattr(given, "to_dict") or isinstance(given, Iterable)):
        raise UsageError(f"A {type(given).__name__} holds no rows.", hint=_ROWS)
    found: Iterable[Mapping[Any, Any]] = rows if not hasattr(rows, "to_dict") else _records(rows)
    listed = list(found)
    for row in listed:
        if not isinstance(row, Mapping):
            raise UsageError(f"{row!r} is no row.", hint=_ROWS)
    return [{_field(word): _cell(value) for word, value in row.items() if not _missing(value)} for row in listed]


def _records(frame: Any) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = (frame.reset_index() if frame.index.name else frame).to_dict("records")
    return records


def _missing(value: Any) -> bool:
    return value is None or value != value  # noqa: PLR0124  NaN and NaT


def _cell(value: Any) -> str:
    return _yes(value) or "no" if isinstance(value, bool) or type(value).__name__ == "bool" else str(value).strip()


def _field(word: object) -> str:
    field = _FIELD_BY_WORD.get(str(word).strip().casefold())
    if field is None:
        raise UnknownNameError("heading", str(word), FIELDS)
    return field


def _checked(row: Mapping[str, str], number: int) -> Mapping[str, str]:
    if not row.get("name"):
        raise UsageError(f"Row {number} has no name.", hint="Give each column a name.")
    return row


def _with(entity: Entity, row: Mapping[str, str]) -> Entity:
    """Entity with what a row says of one of its attributes."""
    name = row["name"]
    old = entity.attribute(name)
    values: dict[str, Any] = {"name": name} if old is None else encode(old)
    if row.get("type"):
        values["type"] = row["type"]
    if "required" in row:
        values["nullable"] = not _means_yes(row, "required")
    if "identity" in row:
        values["identity"] = _means_yes(row, "identity")
    for field, cell in (("note", "comment"), ("personal", "personal"), ("unit", "unit")):
        if cell in row:
            values[field] = row[cell] or None
    place = f"{entity.name}.{name}"
    attribute = decode(Attribute, {key: value for key, value in values.items() if value is not None}, place=place)
    if "default" in row:
        attribute = replace(attribute, default=_default(row["default"], attribute))
    if old is None:
        entity = replace(entity, attributes=(*entity.attributes, attribute))
    else:
        entity = replace(entity, attributes=tuple(attribute if a is old else a for a in entity.attributes))
    return _with_keys(entity, name, row)


def _with_keys(entity: Entity, name: str, row: Mapping[str, str]) -> Entity:
    if "key" in row:
        members = set(entity.primary_key.attributes if entity.primary_key else ())
        members = members | {name} if _means_yes(row, "key") else members - {name}
        if members != set(entity.primary_key.attributes if entity.primary_key else ()):
            order = tuple(a.name for a in entity.attributes if a.name in members)
            key = replace(entity.primary_key or Key(attributes=order), attributes=order) if order else None
            entity = replace(entity, primary_key=key)
    if "unique" in row:
        others = tuple(key for key in entity.keys if key.attributes != (name,))
        has = len(others) < len(entity.keys)
        if has != _means_yes(row, "unique"):
            entity = replace(entity, keys=others if has else (*others, Key(attributes=(name,))))
    return entity


def _yes(value: object) -> str:
    return "yes" if value else ""


def _means_yes(row: Mapping[str, str], field: str) -> bool:
    word = row[field].strip().casefold()
    if word not in _YES and word not in _NO:
        raise UsageError(
            f"{row['name']}: {field} is {row[field]!r}, neither yes nor no.", hint="Write yes or no, or x and nothing."
        )
    return word in _YES


def _default(text: str, attribute: Attribute) -> Default | None:
    """What people mean by a default: numbers, true and false, null, `expressions` and calls are what they look like."""
    if text == "":
        return None
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"`":
        return Default(text[1:-1], "expression" if text[0] == "`" else "text")
    if _NUMBER.fullmatch(text):
        return Default(text, "number")
    if text.casefold() in {"true", "false"}:
        return Default(text.casefold(), "boolean")
    if text.casefold() == "null":
        return Default("null", "null")
    if _CALL.fullmatch(text):
        return Default(text, "expression")
    return Default(text, "enum" if isinstance(attribute.type, EnumOf) else "text")


def _written(default: Default | None) -> str:
    """A default as people write it; :func:`_default` reads it as the same."""
    if default is None:
        return ""
    if default.kind == "expression":
        return default.value if _CALL.fullmatch(default.value) else f"`{default.value}`"
    if default.kind == "text":
        return f"'{default.value}'"
    return default.value
