"""Magics: cells of a notebook that are written in the language of models.

``%load_ext workbench`` makes ``%%dbml``, ``%%ddl`` and ``%ddl`` known::

    %%dbml shop
    Table orders { id int [pk] }

declares a :class:`~workbench.project.Project` under the name ``shop`` (``model`` when none is given) and shows it;
``%%ddl shop`` does the same with a script of SQL, and ``%ddl postgresql`` shows the SQL of what was declared.
"""

from __future__ import annotations

import keyword
import sys
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from workbench import declaring, engines, matcher
from workbench.errors import UnknownNameError, UsageError, WorkbenchError
from workbench.excerpt import excerpt
from workbench.formats.dbml import DbmlError, without_sense
from workbench.project import Project
from workbench.session import Session

if TYPE_CHECKING:
    from workbench.display import Text

DEFAULT_NAME = "model"
# IPython counts the lines of a cell from the magic itself on, and so do people who look at it.
_FIRST_LINE: Final = 2
# Name of the project that a magic declared last, for each shell.
_LAST: Final[WeakKeyDictionary[Any, str]] = WeakKeyDictionary()


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
    """Declare a project from a cell of DBML, under the name in its first line.

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
    name = _checked(line.strip() or DEFAULT_NAME, "%%dbml shop")
    try:
        project = Project.declare(cell)
    except DbmlError as error:
        raise _not_declared(cell, error, name) from None
    except WorkbenchError as error:
        raise CellError(str(error)) from None
    _push(shell, name, project)
    unknown = without_sense(project.session.state.document)
    if unknown:
        sys.stderr.write(
            f"{excerpt(cell, unknown, first_line=_FIRST_LINE)}\n{name!r} was declared, and is not finished.\n"
        )
    return project


def declare_ddl(shell: Any, line: str, cell: str) -> Project:
    """Declare a project from a cell of SQL, which is run on an empty database and read back.

    Parameters
    ----------
    shell
        The IPython shell whose names the project becomes one of.
    line
        What stands behind ``%%ddl``: a name, an engine, both or nothing.
    cell
        The script.

    Raises
    ------
    CellError
        When the name is none, there is no such engine, or a statement fails; says line and column, and nothing has
        changed.
    """
    name, engine = _told(line, "%%ddl shop postgresql")
    name = _checked(name or DEFAULT_NAME, "%%ddl shop")
    try:
        found = declaring.declare(cell, engine or declaring.DEFAULT_ENGINE)
    except declaring.DdlError as error:
        raise _not_declared(cell, error, name) from None
    except WorkbenchError as error:
        raise CellError(str(error)) from None
    project = Project(session=Session.of_model(found.model))
    _push(shell, name, project)
    if found.left_out:
        sys.stderr.write(
            f"{excerpt(cell, found.left_out, first_line=_FIRST_LINE)}\n{name!r} was declared without that.\n"
        )
    return project


def show_ddl(shell: Any, line: str) -> Text:
    """The SQL of a project for an engine.

    Parameters
    ----------
    shell
        The IPython shell whose names the project is one of.
    line
        What stands behind ``%ddl``: an engine, and a name; without one the project ``model`` is meant, or else the one
        that a magic declared last.

    Raises
    ------
    CellError
        When there is no such engine or no such project.
    """
    name, engine = _told(line, "%ddl postgresql shop", engine_first=True)
    try:
        if engine is None:
            raise UsageError("%ddl shows the SQL for an engine.", hint=f"Name one of them: {_listed()}.")
        shown: Text = _project(shell, name).ddl(engine)  # type: ignore[assignment]  # a path only where one is given
    except WorkbenchError as error:
        raise CellError(str(error)) from None
    return shown


def load_ipython_extension(shell: Any) -> None:
    """Make the magics known to a shell, with completion; IPython calls it for ``%load_ext workbench``.

    Raises
    ------
    UsageError
        When there is no IPython shell to make them known to.
    """
    if shell is None:
        raise UsageError("There is no IPython shell.", hint="Use %load_ext workbench in a notebook.")

    def dbml_cell(line: str, cell: str) -> Project:
        """Declare a project from DBML: %%dbml [NAME]."""
        return dbml(shell, line, cell)

    def ddl_cell(line: str, cell: str) -> Project:
        """Declare a project from SQL: %%ddl [NAME] [ENGINE]; the engine is postgresql when none is named."""
        return declare_ddl(shell, line, cell)

    def ddl_line(line: str) -> Text:
        """Show the SQL of a project: %ddl ENGINE [NAME]."""
        return show_ddl(shell, line)

    shell.register_magic_function(dbml_cell, magic_kind="cell", magic_name="dbml")
    shell.register_magic_function(ddl_cell, magic_kind="cell", magic_name="ddl")
    shell.register_magic_function(ddl_line, magic_kind="line", magic_name="ddl")
    matcher.add(shell)


def _told(line: str, example: str, *, engine_first: bool = False) -> tuple[str | None, str | None]:
    """Name and engine of a magic's line; in either order where only one of them can be the engine."""
    words = line.split()
    if len(words) > 2:
        raise CellError(f"{line.strip()!r} is more than a name and an engine.", hint=f"Write it as {example}.")
    if len(words) == 1:
        return (None, words[0]) if engine_first or _like_an_engine(words[0]) else (words[0], None)
    if not words:
        return None, None
    first, second = words
    swapped = _like_an_engine(second if engine_first else first) and not _like_an_engine(
        first if engine_first else second
    )
    return (second, first) if engine_first != swapped else (first, second)


def _like_an_engine(word: str) -> bool:
    """Whether a word is an engine's, or what people call one: ``postgres``, ``mysql``, ``postgresql@15``."""
    schemes = {scheme for name in engines.names() for scheme in (name, *engines.load(name).url_schemes)}
    return "@" in word or word in schemes


def _listed() -> str:
    return ", ".join(engines.names())


def _checked(name: str, example: str) -> str:
    if not name.isidentifier() or keyword.iskeyword(name):
        raise CellError(f"{name!r} is not a name.", hint=f"Write it as {example}: letters, digits and underscores.")
    return name


def _push(shell: Any, name: str, project: Project) -> None:
    shell.push({name: project})
    _LAST[shell] = name


def _project(shell: Any, name: str | None) -> Project:
    known = matcher.projects(shell)
    if name is None:
        name = next((name for name in (DEFAULT_NAME, _LAST.get(shell)) if name in known), None)
        if name is None:
            raise UsageError("No project was declared yet.", hint="Declare one with %%dbml or %%ddl, or name it.")
    if name not in known:
        raise UnknownNameError("project", name, known)
    return known[name]


def _not_declared(cell: str, error: DbmlError | declaring.DdlError, name: str) -> CellError:
    shown = excerpt(cell, error.diagnostics, first_line=_FIRST_LINE)
    return CellError(f"{shown}\nNothing was declared; {name!r} is as it was.")
