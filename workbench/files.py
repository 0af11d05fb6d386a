"""Files: a project on the disk: ``NAME.dbml``, the model as text, and ``NAME.workbench.json``, layout and decisions.

Both belong in version control. The JSON file is sorted and has one line per item, so that two people's work merges.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import replace
from pathlib import Path
from posixpath import normpath

from workbench import sidecar
from workbench.artefact import Artefact, write
from workbench.carrying import Position
from workbench.decisions import Decisions
from workbench.errors import SourceError, TextError, UsageError, WorkbenchError
from workbench.formats.dbml import DbmlError, Document, Files, resolved
from workbench.model.names import QualifiedName
from workbench.session import Session
from workbench.state import State

SUFFIX = ".workbench.json"


def open_project(path: Path | str, *, carry: bool = False) -> Session:
    """Open a project's files.

    Parameters
    ----------
    path
        The ``.dbml`` file; the JSON file beside it is read where it is there.
    carry
        Whether what was renamed in the file since Workbench wrote or opened it last keeps its data, its place and
        what was decided about it.

    Raises
    ------
    SourceError
        When the file cannot be read.
    DbmlError
        When the text cannot be understood; says the line.
    TextError
        When the JSON file cannot be understood.
    """
    path = Path(path)
    text = read_text(path)
    if path.suffix == ".json" and text.lstrip().startswith("{"):
        hint = f"Make a .dbml file of it first: workbench import {path} -o {path.stem}.dbml."
        raise UsageError("This is JSON, not DBML.", place=str(path), hint=hint)
    document = Document.of(text, files=around(path))
    try:
        model = document.model
    except DbmlError as error:
        raise DbmlError(list(error.diagnostics), str(path)) from None
    layout, decisions = _beside(path)
    state = State(model=model, document=document, layout=layout, decisions=decisions)
    return _carried(state, path) if carry else Session(state, home=path)


def reopen_project(session: Session, path: Path | str) -> State:
    """Take in what others have written to a project's files since, as one step that undo takes back.

    Raises
    ------
    SourceError, DbmlError, TextError
        As :func:`open_project`; the session is as it was.
    """
    path = Path(path)
    text = read_text(path)
    layout, decisions = _beside(path)
    with session.batch(f"read {path.name} again"):
        if text != session.text or session.state.document.uses:
            try:
                session.set_text(text)
            except DbmlError as error:
                raise DbmlError(list(error.diagnostics), str(path)) from None
        state = session.state
        known = {name: at for name, at in layout.items() if name in state.model.entities_by_name}
        theirs = Decisions([*state.decisions.values(), *decisions.values()])
        session.resume(replace(state, layout={**state.layout, **known}, decisions=theirs))
    session.saved(path, text)
    return session.state


def _carried(state: State, path: Path) -> Session:
    """Session on a file that may have been changed by another program since it was last seen."""
    last = _last_text(path)
    if last is None:
        _remember(path, state.text)
    if last is None or last == state.text:
        return Session(state, home=path)
    try:
        document = Document.of(last, files=around(path))
        before = replace(state, model=document.model, document=document)
    except DbmlError:  # what it took from other files may be gone
        return Session(state, home=path)
    now = Session(before).set_text(state.text)
    if not now.unsure:
        _remember(path, state.text)
    session = Session(state, home=path)
    followed = now.label.partition("; ")[2]
    if (now.text, now.layout, dict(now.decisions)) != (state.text, state.layout, dict(state.decisions)) or now.unsure:
        session.resume(replace(now, label=f"follow {path.name}{f': {followed}' if followed else ''}"))
    return session


def _remembered(path: Path) -> Path:
    return path.parent / ".workbench" / path.name


def _last_text(path: Path) -> str | None:
    """Text of a file as Workbench wrote or read it last; None where that is not known."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return _remembered(path).read_bytes().decode("utf-8")
    return None


def _remember(path: Path, text: str) -> None:
    """Keep a text, to see later what was renamed in it; that this fails harms nobody."""
    file = _remembered(path)
    if os.environ.get("WORKBENCH_CACHE", "").lower() == "off":
        return
    with contextlib.suppress(OSError):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        ignored = file.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="ascii")
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(text.encode("utf-8"))
        part.replace(file)


def around(path: Path) -> Files:
    """Where a text stands, for what it takes from the files around it."""
    return Files(normpath(path.as_posix()), lambda other: read_text(Path(other)) if Path(other).is_file() else None)


def read_text(path: Path) -> str:
    """Text of a file, line ends as they are; raises :class:`SourceError` that names it."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"The file is not UTF-8 (byte {error.start}).", place=str(path), hint="Save it as UTF-8."
        ) from error


def read_bytes(path: Path) -> bytes:
    """Bytes of a file; raises :class:`SourceError` that names it."""
    try:
        if path.is_char_device() or path.is_block_device():  # /dev/zero has no end
            raise SourceError("This is a device, not a file.", place=str(path), hint="Name a file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"There is no file {str(path)!r}.", hint="Look at the path.") from None
    except OSError as error:
        raise SourceError(
            f"The file cannot be read: {error.strerror or error}.", place=str(path), hint="Look at the path."
        ) from error


def artefacts(session: Session, name: str) -> list[Artefact]:
    """Files of a project as artefacts: the text, and the JSON where there is anything to say in it."""
    if not name.endswith(".dbml"):
        raise UsageError(f"{name!r} is not the name of a DBML file.", hint="Give it the ending .dbml.")
    state = session.settled
    found = [Artefact(name, "text/vnd.dbml", state.text)]
    if state.layout or state.decisions:
        found.append(Artefact(name.removesuffix(".dbml") + SUFFIX, "application/json", sidecar.text(state)))
    return found


def save_project(session: Session, path: Path | str) -> list[Path]:
    """Write a project's files, all or none.

    Raises
    ------
    WriteError
        When a file cannot be written; what stood there still stands.
    UsageError
        When another program has changed the file since it was read, or when what the text takes from other files is
        not beside the new place.
    """
    path = Path(path)
    _check_theirs(session, path)
    _check_uses(session.state.document, path)
    found = artefacts(session, path.name)
    beside = path.name.removesuffix(".dbml") + SUFFIX
    if len(found) == 1 and (path.parent / beside).exists():  # what stands there is of a former state
        found.append(Artefact(beside, "application/json", sidecar.text(session.settled)))
    written = write(found, path.parent)
    asked_of = session.home
    session.saved(path, session.text)
    if session.perhaps_renamed and asked_of is not None and (last := _last_text(asked_of)) is not None:
        _remember(path, last)
    if not session.perhaps_renamed:  # else they are asked about again
        _remember(path, session.text)
    return written


def _check_theirs(session: Session, path: Path) -> None:
    """Refuse to write over what another program has written to the session's file since."""
    if session.home is None or not path.is_file() or session.home.absolute() != path.absolute():
        return
    if read_bytes(path) not in (session.saved_text.encode("utf-8"), session.text.encode("utf-8")):
        raise UsageError(
            f"{path} was changed by another program since it was read; nothing was written.",
            hint="In Python, reload() takes those changes in; or save under another name.",
        )


def _check_uses(document: Document, path: Path) -> None:
    """Refuse to put a text where it cannot be read."""
    files = document.files
    for use in document.uses:
        here = resolved(use, path.as_posix())
        if files is not None and resolved(use, files.path) != here and not Path(here).is_file():
            hint = (
                f"Put it beside {files.path}, or make one file of all: workbench import {files.path} --flat -o {path}"
            )
            raise UsageError(f"The text takes names from {use!r}, and there is no file {here!r}.", hint=hint)


def _beside(path: Path) -> tuple[dict[QualifiedName, Position], Decisions]:
    """Layout and decisions that stand beside a text."""
    beside = path.with_name(path.name.removesuffix(".dbml") + SUFFIX)
    if not beside.exists():
        return {}, Decisions()
    try:
        data = json.loads(read_text(beside))
        return sidecar.layout_of(data), sidecar.decisions_of(data)
    except (ValueError, KeyError, TypeError, AttributeError, WorkbenchError) as error:
        raise TextError(
            f"The file cannot be understood: {error}",
            place=str(beside),
            hint="Mend it, or take it away to start without.",
        ) from error
