"""Magics: cells of a notebook that are written in the language of models.

``%load_ext workbench`` makes ``%%dbml`` known::

    %%dbml shop
    Table orders { id int [pk] }

declares a :class:`~workbench.project.Project` under the name ``shop`` (``model`` when none is given) and shows it.
"""

from __future__ import annotations

import keyword
import sys
from typing import Any

from workbench.errors import UsageError, WorkbenchError
from workbench.formats.dbml import DbmlError, without_sense
from workbench.project import Project
from workbench.widget.excerpt import excerpt

DEFAULT_NAME = "model"


class CellError(WorkbenchError):
    """What is wrong with a cell, shown by notebooks without a traceback: the traceback would be that of Workbench.

    Examples
    --------
    >>> CellError("line 1, column 9: Expected a name.")._render_traceback_()
    ['line 1, column 9: Expected a name.']
    """

    def _render_traceback_(self) -> list[str]:
        """Lines that IPython prints instead of a traceback (its documented hook for exceptions)."""
        return str(self).splitlines()


def dbml(shell: Any, line: str, cell: str) -> Project:
    """Declare a project from a cell, under the name in its first line.

    Parameters
    ----------
    shell
        The IPython shell whose names the project becomes one of.
    line
        What stands behind ``%%dbml``: a name, or nothing.
    cell
        The DBML.

    Raises
    ------
    CellError
        When the name is none, or the cell cannot be read; says line and column, and nothing has changed.
    """
    name = line.strip() or DEFAULT_NAME
    if not name.isidentifier() or keyword.iskeyword(name):
        raise CellError(f"{name!r} is not a name.", hint="Write it as %%dbml shop: letters, digits and underscores.")
    try:
        project = Project.declare(cell)
    except DbmlError as error:
        # IPython counts the lines of a cell from the magic itself on, and so do people who look at it.
        shown = excerpt(cell, error.diagnostics, first_line=2)
        raise CellError(f"{shown}\nNothing was declared; {name!r} is as it was.") from None
    except WorkbenchError as error:
        raise CellError(str(error)) from None
    shell.push({name: project})
    unknown = without_sense(project.session.state.document)
    if unknown:
        sys.stderr.write(f"{excerpt(cell, unknown, first_line=2)}\n{name!r} was declared, and is not finished.\n")
    return project


def load_ipython_extension(shell: Any) -> None:
    """Make ``%%dbml`` known to a shell; IPython calls it for ``%load_ext workbench``.

    Raises
    ------
    UsageError
        When there is no IPython shell to make it known to.
    """
    if shell is None:
        raise UsageError("There is no IPython shell.", hint="Use %load_ext workbench in a notebook.")

    def magic(line: str, cell: str) -> Project:
        """Declare a project from DBML: %%dbml [NAME]."""
        return dbml(shell, line, cell)

    shell.register_magic_function(magic, magic_kind="cell", magic_name="dbml")
