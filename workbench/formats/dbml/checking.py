"""Checking: whether the official parser would accept a file, with all that it takes from others."""

from __future__ import annotations

from collections.abc import Callable

from workbench.formats.dbml.diagnostics import DbmlError
from workbench.formats.dbml.grammar.modules import Modules
from workbench.formats.dbml.parser import diagnostics_of


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
