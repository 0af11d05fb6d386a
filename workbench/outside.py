"""Outside: what another program has written to the file of a session since it was read, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbench.errors import ModelError, SourceError, UsageError
from workbench.files import around, read_text, reopen_project
from workbench.formats.dbml import DbmlError, Document
from workbench.model.diff import diff
from workbench.model.edits import Batch
from workbench.session import Session
from workbench.state import State

Situation = Literal["same", "changed", "conflict", "unreadable", "gone"]


@dataclass(frozen=True)
class Outside:
    """How a file stands to a session.

    Parameters
    ----------
    situation
        ``same``; ``changed`` by another program, while nothing here waits to be saved; ``conflict``, where both have
        changed; ``unreadable`` as DBML, or not to be read at all; ``gone``.
    text
        What stands in the file; empty where it cannot be read.
    message
        Why it cannot be read.
    """

    situation: Situation
    text: str = ""
    message: str = ""


def look(session: Session, path: Path) -> Outside:
    """Look at a session's file.

    Examples
    --------
    >>> look(Session.of_text("Table t { a int }"), Path("nowhere.dbml")).situation
    'gone'
    """
    if not path.exists():
        return Outside("gone")
    try:
        text = read_text(path)
    except SourceError as error:
        return Outside("unreadable", message=str(error))
    if text in (session.saved_text, session.text):
        return Outside("same", text)
    try:
        _ = Document.of(text, files=around(path)).model
    except DbmlError as error:
        return Outside("unreadable", text, str(DbmlError(list(error.diagnostics), path.name)))
    return Outside("conflict" if session.dirty else "changed", text)


def differences(before: str, after: str, *, context: int = 1) -> tuple[str, ...]:
    r"""Lines that differ: ``-`` before, ``+`` after, ``@`` where pieces are left out.

    Examples
    --------
    >>> differences("a\nb\n", "a\nc\n")
    (' a', '-b', '+c')
    """
    lines: Iterable[str] = difflib.unified_diff(before.splitlines(), after.splitlines(), n=context, lineterm="")
    # The two lines of the file names say nothing here, and the line numbers little; nor do blank lines.
    shown = [line for line in list(lines)[2:] if line.strip() not in ("+", "-")]
    shown = shown[1:] if shown and shown[0].startswith("@@") else shown
    return tuple("@" if line.startswith("@@") else line for line in shown)


def merge(session: Session, path: Path) -> State:
    """Make here what was changed in the file, and keep what was changed here; undo takes it back.

    Raises
    ------
    ModelError
        When both have changed the same thing; the session is as it was.
    SourceError, DbmlError
        When the file cannot be read.
    """
    theirs = Document.of(read_text(path), files=around(path))
    base = Document.of(session.saved_text, files=around(path))
    edits = diff(base.model, theirs.model).edits
    mine = diff(base.model, session.model).edits
    clash = {str(_about(edit)) for edit in edits} & {str(_about(edit)) for edit in mine} - {"None"}
    if clash:
        raise ModelError(
            f"Both have changed {', '.join(sorted(clash)[:3])}.",
            hint="Take one of the two; undo brings the other back.",
        )
    with session.locked():
        if edits:
            session.apply(Batch(tuple(edits)), label=f"merge {path.name}", by_hand=False)
        keep_mine(session, path)
        return session.state


def _about(edit: object) -> object:
    return getattr(edit, "subject", None)


def keep_mine(session: Session, path: Path) -> None:
    """Take note of what stands in the file, so that the next save may write over it."""
    session.seen(path, read_text(path))


def take_theirs(session: Session, path: Path) -> State:
    """Put what stands in the file in place of what is here; undo brings that back.

    Raises
    ------
    SourceError, DbmlError, TextError
        When the file cannot be read; the session is as it was.
    UsageError
        When there is no such file any more.
    """
    if not path.exists():
        raise UsageError(f"There is no file {str(path)!r} any more.", hint="Save to write it again.")
    return reopen_project(session, path)
