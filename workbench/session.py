"""Session: the one mutable object; it holds a model with its text, layout and decisions, and their history.

Every change makes a new :class:`State`; undo puts the former one back whole, text included, so that any number of
edits and as many undos leave the text byte for byte as it was. Front ends may call from other threads (JupyterLab
runs their messages beside the cells): one lock guards the state, and a message says on which revision it was made.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from workbench.carrying import Position, carried_decisions, carried_layout, still_asked
from workbench.decisions import Decision
from workbench.errors import ModelError, StaleRevisionError
from workbench.findings import Finding
from workbench.formats.dbml import Document, Files, patch
from workbench.model.diff import diff
from workbench.model.edits import Add, Batch, Edit, Rename, flatten
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.state import Arranged, State
from workbench.steps import TOLD, edited, read_anew

Observer = Callable[[State, State], None]


class Session:
    """A model in the making.

    Parameters
    ----------
    state
        Where to begin.
    saved
        What stands on the disk; `state` otherwise.
    home
        The file that it was read from.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity
    >>> from workbench.model.edits import Add, Rename
    >>> session = Session.of_text("Table t { a int }  // mine")
    >>> session.apply(Rename(Subject.attribute("t", "a"), "b")).text
    "Table t { b int [wb_source: 'a'] }  // mine"
    >>> session.undo().text
    'Table t { a int }  // mine'
    """

    def __init__(self, state: State | None = None, *, saved: State | None = None, home: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._state = state or State()
        self._past: list[State] = []
        self._future: list[State] = []
        self._observers: list[Observer] = []
        self._saved = saved or self._state
        self.home = home
        self.saved_text = self._saved.text
        self._batches = 0
        # Whether there may be data at all; and what hands have made since, under whose names there are none yet.
        self.bound = True
        self._made: set[Subject] = set()
        # Where a diagram shows entities that nobody has put anywhere; it stays when the work is opened again.
        self.shown: Callable[[], Mapping[QualifiedName, Position]] = dict

    @classmethod
    def of_text(cls, text: str, files: Files | None = None, **fields: object) -> Session:
        """Begin with a text; raises :class:`~workbench.formats.dbml.DbmlError` when it cannot be read.

        Parameters
        ----------
        text
            The text.
        files
            Where it stands, for what it takes from other files.
        fields
            Further fields of the :class:`State`.
        """
        document = Document.of(text, files=files)
        return cls(State(model=document.model, document=document, **fields))  # type: ignore[arg-type]  # fields of State

    @classmethod
    def of_model(cls, model: Model) -> Session:
        """Begin with a model that was never text."""
        return cls(State(model=model, document=Document.from_model(model)))

    # -- reading ------------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The present state; a value that never changes."""
        return self._state

    @property
    def model(self) -> Model:
        """The present model."""
        return self._state.model

    @property
    def text(self) -> str:
        """The present model as DBML."""
        return self._state.text

    @property
    def revision(self) -> int:
        """Number of the present state."""
        return self._state.revision

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        saved, now = self._saved, self._state
        return (saved.text, saved.layout, dict(saved.decisions)) != (now.text, now.layout, dict(now.decisions))

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self._state.label or "change" if self._past else None

    @property
    def redo_label(self) -> str | None:
        """What redo would bring back, or None."""
        return self._future[-1].label or "change" if self._future else None

    @property
    def settled(self) -> State:
        """The present state, with the places where a diagram shows entities that nobody has put anywhere."""
        state = self._state
        seen = {name: at for name, at in self.shown().items() if name in state.model.entities_by_name}
        layout = {**seen, **state.layout}
        return state if layout == state.layout else replace(state, layout=layout)

    # -- changing -----------------------------------------------------------------------------------------------

    def apply(self, *edits: Edit, label: str | None = None, revision: int | None = None, by_hand: bool = True) -> State:
        """Make one or more edits as one step; what changes nothing is none.

        Parameters
        ----------
        edits
            All of them happen, or none.
        label
            What undo calls the step; the edits' own words otherwise.
        revision
            Revision that the edits were made on; None means the present one.
        by_hand
            Whether what is added comes from a person: no data can stand under its name, and a rename leaves none.

        Raises
        ------
        ModelError, UnknownNameError, InvalidNameError
            When an edit cannot be done; nothing has changed then.
        StaleRevisionError
            When the model has changed since `revision`.
        """
        if not edits:
            return self._state
        edit = edits[0] if len(edits) == 1 else Batch(edits, label)
        with self._lock:
            self._check(revision)
            after = edited(self._state, edit, label, is_new=self._is_new)
            if after.model == self._state.model:
                return self._state
            if by_hand:
                self._note(edit)
            return self._put(after)

    def _note(self, edit: Edit) -> None:
        """Take note of what hands make, and of the names that they give it."""
        for step in flatten((edit,)):
            if isinstance(step, Add) and isinstance(step.node, Entity):
                self._made.add(Subject.entity(step.node.name))
            elif isinstance(step, Add) and isinstance(step.node, Attribute) and step.within is not None:
                self._made.add(Subject.attribute(step.within, step.node.name))
            elif isinstance(step, Rename) and step.subject in self._made:
                self._made.add(step.renamed)

    def _is_new(self, subject: Subject) -> bool:
        """Whether no data can stand under a name."""
        owner = Subject.entity(subject.name) if subject.name is not None else subject
        return not self.bound or subject in self._made or owner in self._made

    def set_model(self, model: Model, *, renames: Iterable[tuple[Subject, Subject]] = (), label: str = "") -> State:
        """Put another model in place; the text changes only where the models differ."""
        with self._lock:
            difference = diff(self._state.model, model, renames)
            document = patch(self._state.document, self._state.model, model, renames)
            text = label or str(Batch(difference.edits))
            return self._put(replace(self._state, model=model, document=document, label=text))

    def set_text(self, text: str, *, revision: int | None = None, label: str = "edit the text") -> State:
        """Put another text in place; what is renamed in it keeps its data, its place and what was decided about it.

        Where it is not clear whether something was renamed, :attr:`perhaps_renamed` asks.

        Raises
        ------
        DbmlError
            When it cannot be read; text and model are as they were.
        """
        document = Document.of(text, files=self._state.document.files)
        with self._lock:
            self._check(revision)
            return self._put(read_anew(self._state, document, label, is_new=self._is_new))

    def resume(self, state: State) -> State:
        """Put a whole state in place that came of the present one before, as one step."""
        with self._lock:
            return self._put(state)

    def rewrite(self, *, label: str = "format the text") -> State:
        """Write the text anew in the one style of this package; comments are lost, undo brings them back."""
        with self._lock:
            return self._put(replace(self._state, document=self._state.document.of_model(self.model), label=label))

    def accept(self, findings: Iterable[Finding], reason: str = "", *, revision: int | None = None) -> State:
        """Apply the edits of findings and remember that they were accepted, as one step.

        Raises
        ------
        ModelError
            When a finding has no edits, or one of them cannot be done; nothing has changed then.
        """
        found = list(findings)
        for finding in found:
            if not finding.acceptable:
                raise ModelError(f"There is nothing to accept in {finding.code} on {finding.subject.title}.")
        if not found:
            return self._state
        edit = Batch(tuple(e for finding in found for e in finding.edits))
        label = _label("accept", found)
        with self._lock:
            self._check(revision)
            state = edited(self._state, edit, label, is_new=self._is_new)
            confirmed = [u for u in self._state.unsure if u.finding in found]
            renames = [u.rename for u in confirmed]
            places = {u.rename.before.name: u.position for u in confirmed if u.position and u.rename.before.name}
            layout = carried_layout(renames, {**places, **state.layout})
            decisions = carried_decisions(renames, state.decisions)
            decisions = decisions.with_(*(Decision.on(f, "accepted", reason) for f in found))
            self._made -= {Subject.entity(f.subject.name) for f in found if f.subject.name is not None}  # data say so
            return self._put(replace(state, decisions=decisions, layout=layout))

    @property
    def perhaps_renamed(self) -> list[Finding]:
        """What may have been renamed outside; accepting one carries over what is known of the old name."""
        open_ = still_asked(self._state.unsure, self.model)
        return [u.finding for u in open_ if u.finding.identity not in self._state.decisions]

    def allows(self, finding: Finding) -> bool:
        """Whether the edits of a finding leave alone what stands in other files."""
        imports = self._state.document.imports
        if not imports.homes:
            return True
        try:
            imports.check(self.model, Batch(finding.edits).apply(self.model))
        except ModelError:
            return False
        return True

    def reject(self, findings: Finding | Iterable[Finding], reason: str = "") -> State:
        """Remember that findings were rejected, and why, as one step; new evidence brings them back."""
        found = [findings] if isinstance(findings, Finding) else list(findings)
        if not found:
            return self._state
        label = _label("reject", found)
        with self._lock:
            decisions = self._state.decisions.with_(*(Decision.on(f, "rejected", reason) for f in found))
            return self._put(replace(self._state, decisions=decisions, label=label))

    def place(self, positions: Mapping[QualifiedName, Position]) -> State:
        """Put entities at places in the diagram, in pixels."""
        with self._lock:
            for name in positions:
                self.model.entity(name)
            layout = {**self._state.layout, **positions}
            seen = self.settled.layout  # a front end may say where all stand
            moved = [name for name, place in positions.items() if seen.get(name) != place] or list(positions)
            names = ", ".join(map(str, moved)) if len(moved) <= TOLD else f"{len(moved)} entities"
            return self._put(replace(self._state, layout=layout, label=f"move {names} in the diagram"))

    def arrange(self, names: Iterable[QualifiedName] | None = None) -> State:
        """Let the program place all entities of the diagram again, or some of them around the others."""
        with self._lock:
            gone = None if names is None else frozenset(self.model.entity(name).name for name in names)
            layout = {} if gone is None else {n: at for n, at in self._state.layout.items() if n not in gone}
            return self._put(replace(self._state, layout=layout, arranged=Arranged(gone), label="arrange the diagram"))

    @contextlib.contextmanager
    def locked(self, revision: int | None = None) -> Iterator[Session]:
        """Keep others from changing anything meanwhile; raises :class:`StaleRevisionError` where they have before."""
        with self._lock:
            self._check(revision)
            yield self

    # -- history ------------------------------------------------------------------------------------------------

    def undo(self) -> State:
        """Go back to the state before; raises :class:`ModelError` when there is none."""
        with self._lock:
            self._outside_batch("undo")
            if not self._past:
                raise ModelError("There is nothing to undo.")
            self._future.append(self._state)
            return self._go(self._past.pop())

    def redo(self) -> State:
        """Go forward again; raises :class:`ModelError` when nothing was undone."""
        with self._lock:
            self._outside_batch("redo")
            if not self._future:
                raise ModelError("There is nothing to redo.")
            self._past.append(self._state)
            return self._go(self._future.pop())

    @contextlib.contextmanager
    def batch(self, label: str) -> Iterator[Session]:
        """Make everything inside one step of the history; an exception takes all of it back."""
        with self._lock:
            before, past, future = self._state, list(self._past), list(self._future)
            self._batches += 1
            try:
                yield self
            except BaseException:
                self._past, self._future = past, future
                self._go(before)
                raise
            finally:
                self._batches -= 1
            if self._state is not before:
                self._past = [*past, before]
                self._state = replace(self._state, label=label)
                self._tell()

    def _outside_batch(self, what: str) -> None:
        if self._batches:
            raise ModelError(f"Cannot {what} inside a batch.")

    def saved(self, home: Path | None = None, text: str | None = None) -> None:
        """Take note that the present state stands on the disk, and as which text in which file."""
        self._saved = self._state
        if home is not None:
            self.home, self.saved_text = home, self.text if text is None else text
        self._tell()

    def seen(self, home: Path, text: str) -> None:
        """Take note of what stands in the session's file: what is otherwise here waits to be saved over it."""
        with self._lock:
            document = Document.of(text, files=self._state.document.files)
            self._saved = replace(self._saved, document=document)
            self.home, self.saved_text = home, text
            self._tell()

    def _tell(self) -> None:
        """Let observers know that the model is the same, and what is said of it is not."""
        for observer in tuple(self._observers):
            observer(self._state, self._state)

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` with the state before and after each change; returns what ends that.

        When the state is saved, or gets the label of a batch, it is called with that state twice.
        """
        self._observers.append(observer)

        def stop() -> None:
            with contextlib.suppress(ValueError):
                self._observers.remove(observer)

        return stop

    # -- inside -------------------------------------------------------------------------------------------------

    def _check(self, revision: int | None) -> None:
        if revision is not None and revision != self._state.revision:
            raise StaleRevisionError(
                f"This was made on revision {revision}; the model is at {self._state.revision}.",
                hint="Look at the change and try again.",
            )

    def _put(self, state: State) -> State:
        self._past.append(self._state)
        self._future.clear()
        return self._go(state)

    def _go(self, state: State) -> State:
        before, self._state = self._state, replace(state, revision=self._state.revision + 1)
        for observer in tuple(self._observers):
            observer(before, self._state)
        return self._state


def _label(verb: str, findings: list[Finding]) -> str:
    if len(findings) == 1:
        return f"{verb} {findings[0].code} on {findings[0].subject.title}"
    return f"{verb} {len(findings)} findings"
