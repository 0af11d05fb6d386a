"""Every error that Workbench raises on purpose, as one tree.

::

    WorkbenchError
    ├── UsageError            the call itself is wrong
    │   └── UnknownNameError  a name that is not among the known ones
    ├── InvalidNameError      a name that no engine could hold (NUL, control characters, empty)
    ├── SourceError           data that cannot be read
    │   └── MemoryLimitError  a limit of memory that is none, or too small for the data
    ├── TextError             a text (DBML, a type, a URL) that cannot be understood
    ├── ModelError            an edit or a model that contradicts itself
    │   └── StaleRevisionError  a message made on an older revision
    ├── ConnectError          a database that cannot be reached
    ├── EngineError           an engine refused what it was asked to do
    ├── MissingExtraError     an optional package is not installed
    ├── WriteError            an artefact could not be written
    └── CancelledError        the person stopped the work

The text of an error names the thing, the place and the next step; the command line prints it as one line and
exits with status 2, notebooks show it without a traceback.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class WorkbenchError(Exception):
    """Root of the tree: a problem that a person can do something about.

    Parameters
    ----------
    message
        What is wrong, naming the thing.
    place
        Where: a file, ``file:line:column``, a table or a column.
    hint
        What to do next, as a sentence.

    Examples
    --------
    >>> print(WorkbenchError("There is no table 'x'.", place="shop.dbml:3:1", hint="Did you mean 'y'?"))
    shop.dbml:3:1: There is no table 'x'. Did you mean 'y'?
    """

    def __init__(self, message: str, *, place: str | None = None, hint: str | None = None) -> None:
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors come out of other processes as they were, whatever their constructors ask for."""
        return _again, (type(self), self.args, self.__dict__)

    @property
    def further(self) -> tuple[str, ...]:
        """Further problems of the same kind, each with its place; a command line lists them below the first."""
        return ()

    def __str__(self) -> str:
        """One line: place, message, hint; what looks like a password in a URL is left out, whoever quoted it."""
        text = f"{self.place}: {self.message}" if self.place else self.message
        return without_passwords(f"{text} {self.hint}" if self.hint else text)


def _again(kind: type[WorkbenchError], args: tuple[Any, ...], fields: dict[str, Any]) -> WorkbenchError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error


# USER:PASSWORD@HOST, also where the text is no URL because something is missing or too much.
_PASSWORD = re.compile(r"(?<=[\w.+%-]):(?!//)[^\s'\"]*@")


def without_passwords(text: str) -> str:
    """Text with stars for what stands between a colon and an at sign, as a password does in a URL.

    Examples
    --------
    >>> without_passwords("no such host: postgresql://bob:secret@db/shop")
    'no such host: postgresql://bob:***@db/shop'
    """
    return _PASSWORD.sub(":***@", text)


class UsageError(WorkbenchError):
    """The call itself is wrong: an option, an argument, a combination."""


class UnknownNameError(UsageError):
    """A name that is not among the known ones; suggests the nearest.

    Parameters
    ----------
    kind
        What was looked for, as a person says it: ``"engine"``.
    name
        What was given.
    known
        All names that would have done.

    Examples
    --------
    >>> print(UnknownNameError("engine", "postgres", ["sqlite", "postgresql"]))
    There is no engine 'postgres'. Did you mean 'postgresql'? Known: postgresql, sqlite.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], *, place: str | None = None) -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(sorted(known))
        super().__init__(f"There is no {kind} {name!r}.", place=place, hint=_suggestion(name, self.known))


def _suggestion(name: str, known: tuple[str, ...]) -> str:
    """Nearest name and a list that stays short enough to read."""
    folded = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    shown = ", ".join(known[:12]) + (f" and {len(known) - 12} more" if len(known) > 12 else "")
    listing = f"Known: {shown}." if known else "None is known."
    return f"Did you mean {folded[near[0]]!r}? {listing}" if near else listing


class InvalidNameError(WorkbenchError):
    """A name that no engine could hold: empty, or with NUL or control characters."""


class SourceError(WorkbenchError):
    """Data that cannot be read: a path, a file, a frame."""


class MemoryLimitError(SourceError):
    """A limit of memory that is no amount of memory, or less than the data need."""


class TextError(WorkbenchError):
    """A text that cannot be understood: DBML, a type, a URL."""


class ModelError(WorkbenchError):
    """An edit that cannot be applied, or a model that contradicts itself."""


class StaleRevisionError(ModelError):
    """A message from a front end was made on an older revision than the session's."""


class ConnectError(WorkbenchError):
    """A database that cannot be reached; the text never holds a password."""


class EngineError(WorkbenchError):
    """An engine refused what it was asked to do, in its own words."""


class MissingExtraError(WorkbenchError):
    """An optional package is not installed.

    Examples
    --------
    >>> print(MissingExtraError("The embedded PostgreSQL", "postgresql"))
    The embedded PostgreSQL is not installed. Install data-modeling-workbench[postgresql].
    """

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{what} is not installed.", hint=f"Install data-modeling-workbench[{extra}].")


class WriteError(WorkbenchError):
    """An artefact could not be written; what stood there before still stands."""


class CancelledError(WorkbenchError):
    """The person stopped the work; nothing was kept half-done."""


def interrupted(error: BaseException) -> bool:
    """Whether an error only says that Ctrl-C was pressed: drivers and DuckDB have words of their own for it.

    Examples
    --------
    >>> interrupted(RuntimeError("INTERRUPT Error: Interrupted!")), interrupted(RuntimeError("Query interrupted"))
    (True, True)
    >>> interrupted(ValueError("The pump was interrupted."))
    False
    """
    return type(error).__name__ == "InterruptException" or str(error).startswith(
        ("INTERRUPT Error", "Query interrupted")
    )
