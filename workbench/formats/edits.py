"""Edits: the verbs of a change as plain data and back, as the front end of the notebook and other programs say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.errors import TextError
from workbench.formats.codec import decode, decode_field, encode
from workbench.model.edits import Add, Batch, Change, Drop, Edit, Move, Rename, Replace, SetPrimaryKey
from workbench.model.model import CLASSES, KIND_OF, PART_CLASSES, Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Key
from workbench.model.subjects import Subject

Data = dict[str, Any]
_CLASSES: dict[Any, type[Any]] = {**CLASSES, **PART_CLASSES, "model": Model}


def encode_edit(edit: Edit) -> Data:
    """Turn an edit into plain data.

    Examples
    --------
    >>> encode_edit(Rename(Subject.attribute("t", "a"), "b"))
    {'do': 'rename', 'subject': 'attribute:t.a', 'to': 'b'}
    """
    match edit:
        case Add(node, within, position):
            said = {"do": "add", "kind": KIND_OF[type(node)], "node": encode(node)}
            return said | _given(within=None if within is None else str(within), position=position)
        case Drop(subject):
            return {"do": "drop", "subject": str(subject)}
        case Replace(subject, node):
            return {"do": "replace", "subject": str(subject), "node": encode(node)}
        case Change(subject, values):
            return {"do": "change", "subject": str(subject), "values": {name: encode(v) for name, v in values}}
        case Rename(subject, to):
            return {"do": "rename", "subject": str(subject), "to": to}
        case Move(subject, position):
            return {"do": "move", "subject": str(subject), "position": position}
        case SetPrimaryKey(entity, key):
            return {"do": "primary key", "entity": str(entity), "key": None if key is None else encode(key)}
        case Batch(edits, label):
            return {"do": "batch", "edits": [encode_edit(inner) for inner in edits]} | _given(label=label)
        case _:
            raise TextError(f"A {type(edit).__name__} has no form as data.")


def decode_edit(data: object) -> Edit:
    """Turn plain data back into an edit.

    Raises
    ------
    TextError
        When something is missing, unknown or of the wrong kind; names it.

    Examples
    --------
    >>> decode_edit({"do": "change", "subject": "attribute:t.a", "values": {"type": "int", "nullable": False}})
    Change(subject=Subject('attribute:t.a'), values=(('type', Simple(name='int32')), ('nullable', False)))
    """
    if not isinstance(data, Mapping):
        raise TextError(f"An edit is an object, not {data!r}.")
    verb = data.get("do")
    if not isinstance(verb, str) or verb not in _READERS:
        raise TextError(f"There is no edit {verb!r}. Known: {', '.join(_READERS)}.")
    fields, reader = _READERS[verb]
    if unknown := set(data) - fields - {"do"}:
        raise TextError(f"There is no field {min(map(str, unknown))!r} in {verb!r}.")
    try:
        return reader(data)
    except KeyError as error:
        raise TextError(f"{verb!r} needs the field {error.args[0]!r}.") from None


def _given(**values: Any) -> Data:
    return {name: value for name, value in values.items() if value is not None}


def _text(data: Mapping[str, Any], name: str) -> str:
    if not isinstance(data[name], str):
        raise TextError(f"Expected a text, found {data[name]!r}.", place=name)
    return str(data[name])


def _place(data: Mapping[str, Any]) -> int | None:
    position = data.get("position")
    if position is not None and (not isinstance(position, int) or isinstance(position, bool) or position < 0):
        raise TextError(f"Expected a place from 0 on, found {position!r}.", place="position")
    return position


def _subject(data: Mapping[str, Any]) -> Subject:
    return Subject.parse(_text(data, "subject"))


def _class_of(kind: str) -> type[Any]:
    if kind not in _CLASSES:
        raise TextError(f"There is no kind {kind!r}. Known: {', '.join(_CLASSES)}.")
    return _CLASSES[kind]


def _add(data: Mapping[str, Any]) -> Edit:
    node = decode(_class_of(_text(data, "kind")), data["node"], "node")
    within = QualifiedName.of(_text(data, "within")) if data.get("within") is not None else None
    return Add(node, within, _place(data))


def _replace(data: Mapping[str, Any]) -> Edit:
    subject = _subject(data)
    return Replace(subject, decode(_class_of(subject.kind), data["node"], "node"))


def _change(data: Mapping[str, Any]) -> Edit:
    subject, values = _subject(data), data["values"]
    if not isinstance(values, Mapping):
        raise TextError(f"Expected an object, found {values!r}.", place="values")
    cls = _class_of(subject.kind)
    return Change(subject, tuple((name, decode_field(cls, name, value)) for name, value in values.items()))


def _move(data: Mapping[str, Any]) -> Edit:
    position = _place(data)
    if position is None:
        raise KeyError("position")
    return Move(_subject(data), position)


def _primary_key(data: Mapping[str, Any]) -> Edit:
    key = None if data["key"] is None else decode(Key, data["key"], "key")
    return SetPrimaryKey(QualifiedName.of(_text(data, "entity")), key)


def _batch(data: Mapping[str, Any]) -> Edit:
    edits = data["edits"]
    if not isinstance(edits, list | tuple):
        raise TextError(f"Expected a list, found {edits!r}.", place="edits")
    label = _text(data, "label") if data.get("label") is not None else None
    return Batch(tuple(map(decode_edit, edits)), label)


_READERS: dict[str, tuple[set[str], Callable[[Mapping[str, Any]], Edit]]] = {
    "add": ({"kind", "node", "within", "position"}, _add),
    "drop": ({"subject"}, lambda data: Drop(_subject(data))),
    "replace": ({"subject", "node"}, _replace),
    "change": ({"subject", "values"}, _change),
    "rename": ({"subject", "to"}, lambda data: Rename(_subject(data), _text(data, "to"))),
    "move": ({"subject", "position"}, _move),
    "primary key": ({"entity", "key"}, _primary_key),
    "batch": ({"edits", "label"}, _batch),
}
