"""JSON: a model as data, for other programs; its JSON Schema is ``schemas/model.schema.json``.

The data carry the version of their form. A field that is added leaves the version as it is, since what is left out has
its default; anything else makes a new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from workbench.errors import InvalidNameError, TextError
from workbench.formats.codec import decode, encode
from workbench.model.model import TUPLES, Model, parts_of, subject_of
from workbench.model.subjects import Subject
from workbench.naming import check_name

VERSION = 1


def write_json(model: Model) -> str:
    """Write a model as JSON; what has its default is left out.

    Examples
    --------
    >>> print(write_json(Model(name="shop")))
    {
      "version": 1,
      "name": "shop"
    }
    <BLANKLINE>
    """
    return json.dumps({"version": VERSION, **encode(model)}, indent=2, ensure_ascii=False) + "\n"


def read_json(text: str, name: str | None = None) -> Model:
    """Read a model from JSON; :func:`write_json` writes what this reads.

    Parameters
    ----------
    text
        The JSON; data without a version are taken for version 1.
    name
        How errors call it: the file's name.

    Raises
    ------
    TextError
        When it is no JSON, of another version, or no model; names the line or the field.

    Examples
    --------
    >>> read_json('{"entities": [{"name": "a"}, {"name": "a"}]}', "shop.json")
    Traceback (most recent call last):
    workbench.errors.TextError: shop.json: The entity a is there twice. Give one of them another name.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = f"{name or 'JSON'}:{error.lineno}:{error.colno}"
        raise TextError(f"The file is not JSON: {error.msg}.", place=place) from None
    except (RecursionError, ValueError) as error:
        said = str(error) if isinstance(error, ValueError) else "It is nested too deeply."
        raise TextError(f"The file is not JSON that can be read. {said}", place=name) from None
    if isinstance(data, dict):
        version = data.pop("version", VERSION)
        if version != VERSION or isinstance(version, bool):
            hint = "Get a newer Workbench." if isinstance(version, int) and version > VERSION else f"Known: {VERSION}."
            raise TextError(f"The model is of version {version!r} of its JSON. {hint}", place=name)
    try:
        model = decode(Model, data)
        _check(model)
    except TextError as error:
        place = ": ".join(part for part in (name, error.place) if part)
        raise TextError(error.message, place=place or None, hint=error.hint) from None
    return model


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"The field {key!r} is there twice in one object.")
        found[key] = value
    return found


def _check(model: Model) -> None:
    """Refuse what no text could say: two nodes with one address, and names that no engine could hold."""
    for nodes in TUPLES.values():
        _check_each(subject_of(node) for node in getattr(model, nodes))
    for entity in model.entities:
        _check_each(subject_of(part, entity) for part in parts_of(entity))
        _check_name(entity.name.name, f"entity {entity.name}")
        for attribute in entity.attributes:
            _check_name(attribute.name, f"attribute {attribute.name!r} of {entity.name}")


def _check_each(subjects: Iterable[Subject]) -> None:
    seen = set()
    for subject in subjects:
        if str(subject) in seen:
            said = f"The {subject.kind} {subject.title} is there twice."
            raise TextError(said, hint="Give one of them another name.")
        seen.add(str(subject))


def _check_name(name: str, place: str) -> None:
    try:
        check_name(name)
    except InvalidNameError as error:
        raise TextError(str(error), place=place) from None
