"""Output: what the model becomes: DDL for each engine, the dictionary, DBML, diagrams; to be read, copied and saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import ddl, diagram
from workbench.artefact import Artefact, write
from workbench.errors import UnknownNameError, UsageError
from workbench.findings import Findings
from workbench.widget.desk import given, needed
from workbench.widget.panes import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.widget.desk import Desk

    Given = Mapping[str, Any]


def names(desk: Desk) -> list[str]:
    """Everything that a model can be written as here: ``ddl:postgresql``, ``dictionary:markdown``, ….

    Examples
    --------
    >>> from workbench.session import Session
    >>> from workbench.widget.desk import Desk
    >>> names(Desk(Session()))[:2]
    ['ddl:duckdb', 'ddl:mariadb']
    """
    found = [f"ddl:{engine}" for engine in ddl.names()]
    if desk.services.dictionary is not None:
        found += ["dictionary:html", "dictionary:markdown"]
    return [*found, "dbml", "diagram:mermaid", "diagram:svg"]


def _made(desk: Desk, name: str) -> tuple[Artefact, Findings]:
    kind, _, way = name.partition(":")
    if name not in names(desk):
        raise UnknownNameError("output", name, names(desk))
    model = desk.session.model
    match kind:
        case "ddl":
            return ddl.write(model, way)
        case "dictionary":
            return needed(desk.services.dictionary, "write a dictionary with")(way), Findings()
        case "diagram":
            places = {str(entity): at for entity, at in desk.session.state.layout.items()}
            return diagram.draw(model, way, positions=places or None)
        case _:
            return Artefact("model.dbml", "text/vnd.dbml", desk.session.text), Findings()


def _names(desk: Desk, _values: Given) -> list[str]:
    return names(desk)


def _text(desk: Desk, values: Given) -> dict[str, Any]:
    artefact, findings = _made(desk, given(values, "name", str))
    return {
        "text": artefact.text,
        "media_type": artefact.media_type,
        "path": _path(desk, artefact),
        "findings": [[f.severity, f.subject.title, f.message] for f in findings],
    }


def _path(desk: Desk, artefact: Artefact) -> str:
    """Where it would be saved: beside the model, under the model's name."""
    home = desk.services.path() if desk.services.path is not None else None
    name = Path(artefact.path)
    if home is None:
        return name.name
    stem = home.name.removesuffix(".dbml")
    kept = f"{stem}.{name.name}" if name.suffix == ".sql" else f"{stem}{name.suffix}"
    return str(home.parent / kept)


def _save(desk: Desk, values: Given) -> str:
    artefact, _ = _made(desk, given(values, "name", str))
    path = given(values, "path", str).strip()
    if not path:
        raise UsageError("The file has no name.", hint="Write one, such as model.sql.")
    target = Path(path).expanduser()
    if target.suffix == ".dbml" and artefact.media_type != "text/vnd.dbml":
        raise UsageError(f"{path} would not be DBML.", hint="Choose another ending.")
    written = write([Artefact(target.name, artefact.media_type, artefact.content)], target.parent)
    return str(written[0])


TARGET = Pane(answers={"names": _names, "text": _text, "save": _save})
