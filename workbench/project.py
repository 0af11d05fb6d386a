"""Project: the one object of the notebooks; everything can be reached from it, and nothing is worked out here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from workbench import cache, files
from workbench.artefact import Artefact, path_of, write
from workbench.display import FactsView, FindingsView, Page, Picture, Text, personal_columns
from workbench.errors import UsageError
from workbench.facts import Facts
from workbench.findings import Finding
from workbench.inference import PROFILED, Inference, described, infer
from workbench.model.model import Model
from workbench.modelling import Modelling
from workbench.progress import Progress, in_notebook, shown
from workbench.session import Session
from workbench.sources import Source, check_limit, check_path
from workbench.waiting import Waiting
from workbench.webpage.wording import plural
from workbench.witnesses import Witnesses, witnesses

if TYPE_CHECKING:
    from workbench.prove import Proof
    from workbench.widget.editor import Editor

    Data = str | PathLike[str] | Mapping[str, Any]


class Project(Modelling):
    """A database design in the making, with the data behind it.

    Parameters
    ----------
    data
        A folder, a glob or a file of data, or a dict of data frames. None for a design without data.
    session
        The design to go on with; an empty one otherwise.
    path
        Where :meth:`save` writes.
    progress
        Where long work shows; a bar by default.
    cache
        Whether what is measured is kept beside the data, and taken from there while they are the same.
    memory_limit
        Most memory for measuring, ``"2GB"``; above that, work goes on on the disk.

    Examples
    --------
    >>> project = Project.declare("Table orders { id int [pk] }")
    >>> project.rename("orders.id", "order_id").model.entity("orders").attributes[0].name
    'order_id'
    >>> project.undo().model.entity("orders").attributes[0].name
    'id'
    """

    def __init__(
        self,
        data: Data | None = None,
        *,
        session: Session | None = None,
        path: str | PathLike[str] | None = None,
        progress: Progress | None = None,
        cache: bool = True,
        memory_limit: str | None = None,
    ) -> None:
        self._cache = cache
        self._memory_limit = memory_limit
        super().__init__(session)
        self.session.bound = data is not None or self.session.home is not None
        self.path = Path(path_of(path)) if path is not None else None
        self.progress = progress or shown(notebook=in_notebook())
        if data is not None and not isinstance(data, Mapping):
            check_path(data)  # a slip in the path is told at once, not when the data are first needed
        if memory_limit is not None:
            check_limit(memory_limit)
        self._data = data
        self._source: Source | None = None
        self._inference: Inference | None = None
        self._waiting = Waiting(self.session)

    # -- beginning ----------------------------------------------------------------------------------------------

    @classmethod
    def declare(cls, text: str = "", *, data: Data | None = None) -> Self:
        """Begin with DBML; raises :class:`~workbench.formats.dbml.DbmlError` that names the line.

        What it takes from other files is looked for from the working folder.
        """
        return cls(data, session=Session.of_text(text, files.around(Path("declared.dbml"))))

    @classmethod
    def open(cls, path: str | PathLike[str], *, data: Data | None = None) -> Self:
        """Open a project's ``.dbml`` file, with layout and decisions beside it.

        What was renamed in the file since it was last open keeps its data, its place and what was decided about it;
        where that is not clear, :attr:`findings` ask.
        """
        return cls(data, session=files.open_project(path_of(path), carry=True), path=path)

    @classmethod
    def from_ddl(cls, script: str, engine: str = "postgresql", *, data: Data | None = None) -> Self:
        """Begin with a script of SQL, which is run on an empty database of the engine and read back.

        Parameters
        ----------
        script
            Statements of SQL; those that declare nothing (rows, rights) are left out with a warning.
        engine
            Engine that they are written for: ``"postgresql"`` (an embedded one), ``"duckdb"`` or ``"sqlite"``.
        data
            As for the class.

        Raises
        ------
        DdlError
            When a statement fails; says the line.
        UnknownNameError, UsageError, MissingExtraError
            When there is no such engine, no script can be run on it, or it is not installed.

        Examples
        --------
        >>> Project.from_ddl("CREATE TABLE artist (id int PRIMARY KEY);", "duckdb")
        <Project: 1 table, 0 references>
        """
        import warnings

        from workbench.declaring import declare

        found = declare(script, engine)
        if found.left_out:
            warnings.warn("; ".join(f"SQL:{told}" for told in found.left_out), stacklevel=2)
        return cls(data, session=Session.of_model(found.model))

    @property
    def source(self) -> Source:
        """The data, opened when they are first needed; raises :class:`UsageError` when there are none."""
        if self._source is None:
            if self._data is None:
                raise UsageError("This project has no data.", hint="Open it with data=….")
            self._source = cache.open_source(
                self._data, progress=self.progress, memory_limit=self._memory_limit, cache=self._cache
            )
        return self._source

    # -- its files ----------------------------------------------------------------------------------------------

    def save(self, path: str | PathLike[str] | None = None) -> Path:
        """Write the text, layout and decisions to the project's files, all or none."""
        if path is not None:
            self.path = Path(path_of(path))
        if self.path is None:
            raise UsageError("This project has no file yet.", hint="Say where: save('NAME.dbml').")
        return files.save_project(self.session, self.path)[0]

    def reload(self, *, discard: bool = False) -> Self:
        """Take in what another program, or a merge, has written to the project's files; undo takes that back.

        Parameters
        ----------
        discard
            Whether changes that were not saved may give way to what stands in the files.

        Raises
        ------
        UsageError
            When there are such changes and `discard` is not said.
        """
        if self.path is None:
            raise UsageError("This project has no file yet.", hint="Say where: save('NAME.dbml').")
        if self.session.dirty and not discard:
            hint = "Save them under another name, or say reload(discard=True); undo() brings them back then."
            raise UsageError("There are changes that were not saved.", hint=hint)
        files.reopen_project(self.session, self.path)
        return self

    # -- the data -----------------------------------------------------------------------------------------------

    def infer(self, *, accept_above: float | Literal["default"] | None = "default") -> Self:
        """Look at the data, propose a design, and accept what is at least this sure.

        Parameters
        ----------
        accept_above
            Least confidence; by default 0.9, and 0.7 for references. None accepts nothing. On a design that exists
            already only this is ever changed.
        """
        self._inference = infer(self.session, self.source, accept_above=accept_above, progress=self.progress)
        self._waiting = Waiting(self.session, self._inference.open)
        return self

    def profile(self, path: str | PathLike[str] | None = None, *, show_personal: bool = False) -> FactsView | Path:
        """What was measured of the data: shown in the notebook, or written to an HTML file. Changes nothing.

        Parameters
        ----------
        path
            File to write; shown when it is left out.
        show_personal
            Whether values of people are shown; they are masked otherwise.
        """
        if self._inference is not None:
            known, model = self._inference, self.model
            facts = described(known.facts, model, self.source, progress=self.progress)
            self._inference = known = replace(known, facts=facts)
        else:
            # A draft reads the columns: only `infer` changes the design.
            draft = Session.of_text(self.text)
            known = infer(draft, self.source, progress=self.progress, stages=PROFILED)
            model = draft.model
        hidden = frozenset[tuple[str, str]]() if show_personal else personal_columns(model)
        view = FactsView(known.facts, hidden, model, [*known.accepted, *known.open])
        if path is None:
            return view
        if not path_of(path).lower().endswith((".html", ".htm")):
            hint = "Write NAME.html, or leave it out: profile() shows all tables here."
            raise UsageError(f"A profile is not written as {path_of(path)!r}.", hint=hint)
        return self._written(view.page(self.source.origin), path)

    @property
    def facts(self) -> Facts:
        """Everything that was measured so far."""
        if self._inference is not None:
            return self._inference.facts
        facts = cache.measure(self.source, progress=self.progress)
        cache.keep(self.source)
        return facts

    @property
    def findings(self) -> FindingsView:
        """What waits for a decision: about the data since the last :meth:`infer`, and about the model as it is now."""
        return FindingsView(*self._waiting.now())

    def rows(self, finding: int | Finding, *, limit: int = 20) -> Witnesses:
        """Rows of the data that a finding rests on; those of people are masked.

        Raises
        ------
        UsageError
            When no finding has the number, it rests on figures alone, or there are no data.
        """
        (meant,) = self._waiting.meant(finding)
        return witnesses(meant, self.source, self.model, limit=limit)

    def accept(
        self,
        finding: int | Finding | None = None,
        reason: str = "",
        *,
        above: float | None = None,
        code: str | None = None,
    ) -> Self:
        """Accept findings as one step: one (its number in :attr:`findings`, or itself), those of a code, or sure ones.

        Parameters
        ----------
        finding
            One of them.
        reason
            Kept with the decision.
        above
            Least confidence of all that are meant (0..1).
        code
            How their code begins: ``"ENUM"``. What drops something is accepted with its number, its whole code or
            a confidence, never with the beginning of a code alone.
        """
        self.session.accept(self._waiting.acceptable(finding, above=above, code=code), reason)
        return self

    def reject(
        self,
        finding: int | Finding | None = None,
        reason: str = "",
        *,
        above: float | None = None,
        code: str | None = None,
    ) -> Self:
        """Reject findings, chosen as in :meth:`accept`; they come back only when their evidence changes."""
        self.session.reject(self._waiting.meant(finding, above=above, code=code), reason)
        return self

    # -- what comes out -----------------------------------------------------------------------------------------

    def diagram(self, path: str | PathLike[str] | None = None, **options: Any) -> Picture | Path:
        """Draw the design: shown in the notebook, or written to a file whose ending says the format."""
        from workbench import diagram

        if path is None:
            artefact, _ = diagram.draw(self.model, "svg", **options)
            return Picture(artefact.text)
        format_name, _ = diagram.format_of(path_of(path))
        artefact, _ = diagram.draw(self.model, format_name, **options)
        return self._written(artefact, path)

    def dictionary(self, path: str | PathLike[str] | None = None, **options: Any) -> Page | Path:
        """Describe the design with what was measured: shown in the notebook, or written to a file."""
        from workbench import dictionary

        artefact = self._dictionary("html" if path is None else dictionary.format_of(path_of(path)), **options)
        return Page(artefact.text) if path is None else self._written(artefact, path)

    def _dictionary(self, format_name: str, **options: Any) -> Artefact:
        from workbench import dictionary

        facts = self._inference.facts if self._inference else None
        return dictionary.write(self.model, format_name, facts=facts, findings=tuple(self.findings), **options)

    def ddl(self, engine: str, path: str | PathLike[str] | None = None) -> Text | Path:
        """Write the design as SQL for an engine, ``"postgresql"`` or ``"postgresql@15"``."""
        from workbench import ddl, engines

        artefact, findings = ddl.write(self.model, *engines.split(engine))
        return Text(artefact.text, findings) if path is None else self._written(artefact, path)

    def prove(self, engine: str = "duckdb", *, url: str | None = None) -> Proof:
        """Run the DDL on an engine, load the data into it, and see every constraint refuse a wrong row."""
        from workbench import engines
        from workbench.prove import prove
        from workbench.reading import Reading

        name, version = engines.split(engine)
        rows = Reading(self.source, self.model) if self._data is not None else None
        return prove(self.model, name, rows, url=url, progress=self.progress, version=version)

    def edit(self, *, height: int = 640, autosave: bool = True) -> Editor:
        """Show the design as a diagram to draw on, with grid, text, findings and output beside it, in JupyterLab.

        Parameters
        ----------
        height
            Height on the page in pixels.
        autosave
            Whether what is not saved is kept below ``.workbench/`` and offered again after the kernel was killed.
        """
        from workbench import widget
        from workbench.widget.desk import Services

        services = Services(
            findings=lambda: self.findings.numbers,
            rows=self.rows if self._data is not None else None,
            facts=lambda: self._inference.facts if self._inference is not None else None,
            dictionary=self._dictionary,
            save=self.save,
            path=lambda: self.path,
        )
        return widget.edit(self.session, services, autosave=autosave, height=height)

    def _svg(self, model: Model) -> str:
        from workbench import diagram

        positions = {str(name): place for name, place in self.session.state.layout.items()}
        return diagram.draw(model, "svg", positions=positions or None)[0].text

    def _written(self, artefact: Artefact, path: str | PathLike[str]) -> Path:
        target = Path(path_of(path))
        return write([Artefact(target.name, artefact.media_type, artefact.content)], target.parent)[0]

    def _repr_html_(self) -> str:
        if not self.model.entities:
            return "<em>An empty design.</em>"
        return f"{self._svg(self.model)}<div>{escape(repr(self)[1:-1])}</div>"

    def __repr__(self) -> str:
        size = f"{plural(len(self.model.entities), 'table')}, {plural(len(self.model.references), 'reference')}"
        step = self.session.undo_label
        return f"<Project: {size}{f'; last step, which undo() takes back: {step}' if step else ''}>"
