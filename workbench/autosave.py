"""Autosave: what was not saved, kept beside the project, and offered again when a kernel was killed.

A state is written a moment after it has changed, whole and in one step, below ``.workbench/unsaved/``. Work that is
found there when an editor opens waits until somebody takes it or throws it away; what is done meanwhile is kept beside.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench import sidecar
from workbench.errors import WorkbenchError
from workbench.files import around
from workbench.formats.dbml import Document
from workbench.session import Session
from workbench.state import State

_WAIT_S = 0.4
_VERSION = 1


@dataclass(frozen=True)
class Kept:
    """Work that was kept.

    Parameters
    ----------
    when
        Time of the last change, ISO 8601 in UTC.
    text
        The text as it was.
    extra
        Layout and decisions, as the file beside a project holds them.
    layout
        Where the diagram showed entities that nobody had put anywhere, too.
    """

    when: str
    text: str
    extra: dict[str, Any]
    layout: dict[str, Any] = field(default_factory=dict)


class Autosave:
    """Keeps the states of a session.

    Parameters
    ----------
    session
        Whose states.
    path
        The session's file; its work is kept beside it. None for a design without one: below the working folder.
    wait
        Seconds after a change until it is written; what comes meanwhile is written with it.

    Attributes
    ----------
    fault
        Why nothing can be kept; empty while all is well.
    """

    def __init__(
        self,
        session: Session,
        path: Path | None = None,
        *,
        wait: float = _WAIT_S,
        told: Callable[[], object] | None = None,
    ) -> None:
        self.session = session
        self.fault = ""
        self._wait = wait
        self.told = told or (lambda: None)
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        folder = (path.parent if path is not None else Path()) / ".workbench" / "unsaved"
        name = path.name if path is not None else _name_of(session.text)
        self._file, self._found = folder / f"{name}.json", folder / f"{name}.found.json"
        self._path = path
        with contextlib.suppress(OSError):
            if self._file.exists():
                self._file.replace(self._found)
        self._stop = session.observe(lambda _before, _after: self._changed())

    # -- what was found -----------------------------------------------------------------------------------------

    @property
    def found(self) -> Kept | None:
        """Work of an earlier time that the session does not say; None where there is none, or it cannot be read."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            data = json.loads(self._found.read_text(encoding="utf-8"))
            extra, layout = dict(data["extra"]), dict(data.get("layout", {}))
            kept = Kept(str(data["when"]), str(data["text"]), extra, layout)
            now = self.session.text, _extra(self.session.state)
            if data.get("version") == _VERSION and (kept.text, kept.extra) != now:
                return kept
        return None

    def restore(self) -> State:
        """Put the work that was found in place, as one step that undo takes back.

        Raises
        ------
        WorkbenchError
            When there is none, or it cannot be read; it stays where it is then.
        """
        kept = self.found
        if kept is None:
            raise WorkbenchError("There is no unsaved work to bring back.")
        files = self.session.state.document.files or around(self._path or Path("design.dbml"))
        document = Document.of(kept.text, files=files)
        with self.session.locked():
            state = replace(
                self.session.state,
                model=document.model,
                document=document,
                layout=sidecar.layout_of({"layout": {**kept.layout, **kept.extra.get("layout", {})}}),
                decisions=sidecar.decisions_of(kept.extra),
                label="bring back unsaved work",
            )
            made = self.session.resume(state)
        self.forget_found()
        return made

    def forget_found(self) -> None:
        """Throw away the work that was found."""
        with contextlib.suppress(OSError):
            self._found.unlink(missing_ok=True)

    # -- keeping ------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write the present state now; :attr:`fault` tells why that fails, and the next change tries again."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            before, state, settled = self.fault, self.session.state, self.session.settled
            try:
                if self.session.dirty:
                    self._write(state, settled)
                else:
                    self._file.unlink(missing_ok=True)
                self.fault = ""
            except OSError as error:
                self.fault = f"Unsaved work cannot be kept in {self._file.parent}: {error.strerror or error}."
        if self.fault != before:
            self.told()

    def close(self) -> None:
        """Stop keeping; what waits is written first."""
        self._stop()
        if self._timer is not None:
            self.keep()

    def _changed(self) -> None:
        if self._wait <= 0:
            self.keep()
            return
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(self._wait, self._due)
                self._timer.daemon = True
                self._timer.start()

    def _due(self) -> None:
        self.keep()

    def _write(self, state: State, settled: State) -> None:
        folder = self._file.parent
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # only the owner's: a design may say much
            folder.parent.chmod(0o700)
            ignored = folder.parent / ".gitignore"
            if not ignored.exists():
                ignored.write_text("*\n", encoding="ascii")
        data = {
            "version": _VERSION,
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "text": state.text,
            "extra": _extra(state),
            "layout": _extra(settled)["layout"],
        }
        part = self._file.with_name(f".{self._file.name}.part")
        try:
            with part.open("w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def _extra(state: State) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sidecar.text(state))
    return data


def _name_of(text: str) -> str:
    """Name for a design without a file: the notebook's, and what the design began with."""
    notebook = Path(os.environ.get("JPY_SESSION_NAME", "design")).stem
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{notebook}-{digest}"
