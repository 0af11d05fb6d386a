"""Checking: whether the official parser would accept a file, with all that it takes from others."""

from __future__ import annotations

from collections.abc import Callable

from workbench.formats.dbml.diagnostics import DbmlError, Diagnostic
from workbench.formats.dbml.grammar.modules import Modules
from workbench.formats.dbml.places import place


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
            found = []
            for message, start, end in sorted(module.wrong, key=lambda item: item[1]):
                at = place(module.tokens.text, start)
                found.append(Diagnostic(message, at.line, at.column, max(1, end - start)))
            raise DbmlError(list(dict.fromkeys(found)), module.path)
