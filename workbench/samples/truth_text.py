"""A truth as TOML text: stable, sorted, one fact a line."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.samples.truth import Truth

_HEAD = """\
# What is true of the files beside this one: types, keys, references, enums, subtypes, dependencies, and every fault
# that was put in on purpose. Written by the generator with the data; every count is counted, none is typed.
# A column's family is its type without the size. "" among null_tokens is the empty field.
# References marked implied hold because others do: proposing them is no mistake, leaving them out is none either.
"""


def truth_text(truth: Truth) -> str:
    """TOML that `load_truth` reads back as an equal truth.

    Tables are sorted by name, their columns stay in the order of the file.
    """
    lines = [_HEAD, f"seed = {truth.seed}"]
    for name, table in sorted(truth.tables.items()):
        lines += ["", f"[tables.{name}]", *_members(table, without=("columns",))]
        for column, facts in table.columns.items():
            lines += ["", f"[tables.{name}.columns.{column}]", *_members(facts)]
    for kind in ("references", "enums", "subtypes", "dependencies", "faults"):
        for one in getattr(truth, kind):
            lines += ["", f"[[{kind}]]", *_members(one)]
    return "\n".join(lines) + "\n"


def _members(node: Any, without: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{field.name} = {_value(value)}"
        for field in fields(node)
        if field.name not in without and (value := getattr(node, field.name)) != field.default
    ]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    # A JSON string is a TOML basic string too, DEL excepted, which no value here holds.
    return json.dumps(value, ensure_ascii=False)
