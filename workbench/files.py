"""Files: a project on the disk: ``NAME.dbml``, the model as text, and ``NAME.workbench.json``, layout and decisions.

Both belong in version control. The JSON file is sorted and has one line per item, so that two people's work merges.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from posixpath import normpath
from typing import Any

from workbench.artefact import Artefact, write
from workbench.decisions import Decision, Decisions
from workbench.errors import SourceError, TextError, UsageError, WorkbenchError
from workbench.formats.dbml import DbmlError, Document, Files, resolved
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject
from workbench.session import Session, State

SUFFIX = ".workbench.json"
_VERSION = 1


def open_project(path: Path | str) -> Session:
    """Open a project's files.

    Parameters
    ----------
    path
        The ``.dbml`` file; the JSON file beside it is read where it is there.

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
    document = Document.of(read_text(path), files=around(path))
    try:
        model = document.model
    except DbmlError as error:
        raise DbmlError(list(error.diagnostics), str(path)) from None
    layout, decisions = _sidecar(path)
    return Session(State(model=model, document=document, layout=layout, decisions=decisions))


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
    state = session.state
    found = [Artefact(name, "text/vnd.dbml", state.text)]
    if state.layout or state.decisions:
        found.append(Artefact(name.removesuffix(".dbml") + SUFFIX, "application/json", _json(state)))
    return found


def save_project(session: Session, path: Path | str) -> list[Path]:
    """Write a project's files, all or none.

    Raises
    ------
    WriteError
        When a file cannot be written; what stood there still stands.
    UsageError
        When what the text takes from other files is not beside the new place.
    """
    path = Path(path)
    _check_uses(session.state.document, path)
    found = artefacts(session, path.name)
    beside = path.name.removesuffix(".dbml") + SUFFIX
    if len(found) == 1 and (path.parent / beside).exists():  # what stands there is of a former state
        found.append(Artefact(beside, "application/json", _json(session.state)))
    written = write(found, path.parent)
    session.saved()
    return written


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


def _json(state: State) -> str:
    layout = [
        f"    {json.dumps(str(name), ensure_ascii=False)}: [{x:g}, {y:g}]"
        for name, (x, y) in sorted(state.layout.items(), key=lambda item: str(item[0]))
    ]
    decisions = [
        f"    {json.dumps(_decision(d), ensure_ascii=False, sort_keys=True)}"
        for d in sorted(state.decisions.values(), key=lambda d: (d.code, str(d.subject)))
    ]
    return (
        f'{{\n  "version": {_VERSION},\n  "layout": {{\n' + ",\n".join(layout) + ("\n" if layout else "")
        + '  },\n  "decisions": [\n' + ",\n".join(decisions) + ("\n" if decisions else "") + "  ]\n}\n"
    )  # fmt: skip


def _decision(decision: Decision) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": decision.code,
        "subject": str(decision.subject),
        "verdict": decision.verdict,
        "severity": decision.severity,
    }
    if decision.reason:
        data["reason"] = decision.reason
    if decision.confidence is not None:
        data["confidence"] = decision.confidence
    return data


def _sidecar(path: Path) -> tuple[dict[QualifiedName, tuple[float, float]], Decisions]:
    beside = path.with_name(path.name.removesuffix(".dbml") + SUFFIX)
    if not beside.exists():
        return {}, Decisions()
    try:
        data = json.loads(read_text(beside))
        return _layout(data.get("layout", {})), Decisions(_read_decision(item) for item in data.get("decisions", []))
    except (ValueError, KeyError, TypeError, AttributeError, WorkbenchError) as error:
        raise TextError(
            f"The file cannot be understood: {error}",
            place=str(beside),
            hint="Mend it, or take it away to start without.",
        ) from error


def _layout(data: Mapping[str, Any]) -> dict[QualifiedName, tuple[float, float]]:
    return {QualifiedName.of(name): (float(x), float(y)) for name, (x, y) in data.items()}


def _read_decision(data: Mapping[str, Any]) -> Decision:
    if data["verdict"] not in ("accepted", "rejected"):
        raise TextError(f"{data['verdict']!r} is no verdict.")
    return Decision(
        data["code"],
        Subject.parse(data["subject"]),
        data["verdict"],
        data.get("reason", ""),
        data.get("confidence"),
        data.get("severity", "advice"),
    )
