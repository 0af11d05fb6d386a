"""Checking: what is wrong with a text, to a reader of this package and to the official parser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.formats.dbml.diagnostics import DbmlError, Diagnostic
from workbench.formats.dbml.document import Document
from workbench.formats.dbml.grammar.modules import Modules
from workbench.formats.dbml.imports import Files
from workbench.formats.dbml.parser import diagnostics_of


def diagnose(text: str, files: Files | None = None) -> list[Diagnostic]:
    r"""All that is wrong with a text, in order.

    Parameters
    ----------
    text
        The text.
    files
        Where it stands, for what it takes from other files; without it that is not looked at.

    Returns
    -------
    list of Diagnostic
        Names that stand for nothing are warnings: a design in the making has them, other programs refuse them.

    Examples
    --------
    >>> [(str(d), d.severity) for d in diagnose("Table a { id int }\nRef: a.id > b.id")]
    [("2:13: There is no table 'b'.", 'warning')]
    """
    document = Document.of(text, files=files)
    if document.diagnostics:
        return list(document.diagnostics)
    found: list[Diagnostic] = []
    try:
        document.model  # noqa: B018 - reading it tells what is wrong
    except DbmlError as error:
        found += error.diagnostics
    known = {(d.line, d.column) for d in found}
    found += (d for d in without_sense(document) if (d.line, d.column) not in known)
    return sorted(found, key=lambda d: (d.line, d.column))


def without_sense(document: Document) -> list[Diagnostic]:
    """Warnings for names in a text that stand for nothing, where it can be read."""
    files = document.files
    if document.diagnostics or (document.uses and files is None):
        return []
    around = files or Files("", lambda _: None)
    modules = Modules(around.path, lambda path: document.text if path == around.path else around.read(path))
    entry = modules.entry
    found = [] if modules.faults else entry.wrong
    return [replace(d, severity="warning") for d in diagnostics_of(document.text, found)]


def check_files(path: str, read: Callable[[str], str | None]) -> None:
    """Refuse a file that DBML 10 has no sense for, or that takes what is not there.

    Parameters
    ----------
    path
        Path of the file, with slashes.
    read
        Text of a path; None where there is no such file.

    Raises
    ------
    DbmlError
        With all that is wrong with the first file that has something wrong.

    Examples
    --------
    >>> files = {"/shop.dbml": "use { table a } from './b'", "/b.dbml": "Table b { id int }"}
    >>> check_files("/shop.dbml", files.get)
    Traceback (most recent call last):
    workbench.formats.dbml.diagnostics.DbmlError: /shop.dbml:1:13: There is no table 'a' in the file './b'.
    """
    modules = Modules(path, read)
    for module in modules.modules.values():
        if module.wrong:
            raise DbmlError(list(diagnostics_of(module.tokens.text, module.wrong)), module.path)
