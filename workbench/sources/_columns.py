"""Columns: names that a table can have, made of those that a file gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.naming import clean_name, shown


def column_names(names: Sequence[str], report: Callable[[str], None]) -> list[str]:
    """Make names of columns usable: no control characters, none empty, none twice; says what it changed."""
    result: list[str] = []
    taken: dict[str, str] = {}
    for place, name in enumerate(names):
        clean = clean_name(name) or f"column_{place + 1}"
        unique, number = clean, 2
        while unique.casefold() in taken:
            unique = f"{clean}_{number}"
            number += 1
        before = taken.get(clean.casefold())
        taken[unique.casefold()] = unique
        if unique != name:
            why = "has no name" if not name.strip() else f"is named {shown(name)}"
            if clean == name and before is not None:
                why += (
                    " as one before it"
                    if before == clean
                    else f" beside {shown(before)}, which differs in capitals only,"
                )
            report(f"Column {place + 1} {why} and is read as {shown(unique)}. Rename it in the file.")
        result.append(unique)
    return result
