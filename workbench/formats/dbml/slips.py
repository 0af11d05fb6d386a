"""Slips: settings that are misspelt, which DBML would take for settings of somebody's own."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.dbml import syntax

_KNOWN: Final = {
    "column": (
        "pk", "primary key", "null", "not null", "unique", "increment", "default", "check", "note", "ref", "dep",
        "wb_domain", "wb_unit", "wb_personal", "wb_generated", "wb_generated_stored", "wb_source", "wb_expression",
        "wb_decimal", "wb_thousands", "wb_unit_mark", "wb_null", "wb_formats", "wb_true", "wb_false", "wb_properties",
    ),
    "table": ("headercolor", "note", "wb_source", "wb_select", "wb_partitioning", "wb_properties"),
    "index": ("pk", "primary key", "unique", "name", "type", "note"),
    "reference": ("delete", "update", "color", "inactive", "name"),
    "group": ("color", "note", "wb_schema", "wb_properties"),
}  # fmt: skip
_ALIKE = 0.75  # of difflib's ratio: `defualt` and `default` have 0.86, `flag` and `pk` nothing


def complain_of(settings: syntax.Settings, place: str, complain: Callable[[str, syntax.Span], None]) -> None:
    """Complain of each setting that cannot be one of somebody's own and is none of DBML's either.

    Own settings have a text as their value; all names with the prefix ``wb_`` are ours.

    Parameters
    ----------
    place
        What the settings are of: ``column``, ``table``, ``index``, ``reference`` or ``group``.
    """
    known = _KNOWN[place]
    for setting in settings.items:
        if setting.name in known:
            continue
        ours = setting.name.startswith("wb_")
        if not ours and setting.value is not None and setting.value.kind == "string":
            continue
        meant = _meant(setting.name, place)
        if ours or meant:
            hint = f"Did you mean {meant!r}?" if meant else f"Known: {', '.join(k for k in known if k[:3] == 'wb_')}."
            complain(f"There is no setting {setting.name!r}. {hint}", setting.span)


@lru_cache(maxsize=1024)
def _meant(name: str, place: str) -> str | None:
    # Slips are made inside words: `accent color` is a setting of somebody's own.
    alike = [known for known in _KNOWN[place] if known.count(" ") == name.count(" ")]
    near = difflib.get_close_matches(name.lower(), alike, n=1, cutoff=_ALIKE)
    return near[0] if near else None
