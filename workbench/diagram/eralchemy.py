"""eralchemy: the drawing of eralchemy2 with Graphviz, for who is used to it (https://github.com/eralchemy/eralchemy)."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.artefact import Artefact
from workbench.diagram._build import dangling, marks_of, type_text
from workbench.diagram._needs import Feature
from workbench.errors import WorkbenchError
from workbench.model import Entity, Model, Reference
from workbench.naming import clean_name

if TYPE_CHECKING:
    from workbench.diagram._options import Options

_MEDIA_TYPES: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "dot": "text/vnd.graphviz",
}
_CARDINALITIES: Final = {"1": "1", "0..1": "?", "1..*": "+", "0..*": "*"}


class EralchemyError(WorkbenchError):
    """eralchemy2 or Graphviz gave no picture."""


class _Eralchemy:
    """Tables as Graphviz lays them out, with numbers in place of crow's feet.

    The tables are handed over as eralchemy2's own objects, not through SQLAlchemy: from metadata it takes a composite
    foreign key for two references, sorts columns by name, and cannot tell "one" from "none or one".
    """

    name: Final = "eralchemy"
    suffixes: Final = (".eralchemy.svg", ".eralchemy.png", ".eralchemy.pdf", ".eralchemy.dot", ".dot", ".pdf")
    media_type: Final = _MEDIA_TYPES["svg"]
    supports: Final[frozenset[Feature]] = frozenset({"cardinality", "names", "nulls", "types"})

    def draw(self, model: Model, options: Options) -> Artefact:
        """Draw a model with eralchemy2."""
        suffix = options.suffix or self.suffixes[0]
        kind = suffix.rpartition(".")[2]
        title = clean_name((model.name or "") if options.title is None else options.title)
        data = _drawn(model, options, title, kind)
        content = data.decode("utf-8") if kind in ("svg", "dot") else data
        return Artefact(f"diagram{suffix}", _MEDIA_TYPES[kind], content)


def _drawn(model: Model, options: Options, title: str, kind: str) -> bytes:
    try:
        import eralchemy2.main
        import eralchemy2.models
    except ImportError as error:
        raise EralchemyError(
            f"eralchemy2 cannot be loaded: {error}.", hint="Run `pip install eralchemy2 pygraphviz`, or draw it as svg."
        ) from error
    # Its functions say nothing of their types.
    main: Any = eralchemy2.main
    models: Any = eralchemy2.models
    lost = set(map(id, dangling(model)))
    references = [reference for reference in model.references if id(reference) not in lost]
    tables = [_table(models, entity, references, options) for entity in model.entities]
    relations = [
        models.Relation(
            left_col=_escaped(str(reference.parent)),
            right_col=_escaped(str(reference.child)),
            left_cardinality=_CARDINALITIES[reference.parent_cardinality.value],
            right_cardinality=_CARDINALITIES[reference.child_cardinality.value],
        )
        for reference in references
    ]
    write = main.intermediary_to_dot if kind == "dot" else main.intermediary_to_schema
    # It leaves an empty file behind when it fails, so that it never gets to see the place that a person named.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"diagram.{kind}"
        try:
            write(tables, relations, str(path), _escaped(title))
            return path.read_bytes()
        except (OSError, ValueError) as error:
            raise EralchemyError(f"eralchemy2 gave no {kind}: {error}.", hint="Draw it as svg instead.") from error


def _table(models: Any, entity: Entity, references: list[Reference], options: Options) -> Any:
    marks = marks_of(entity, [reference for reference in references if reference.child == entity.name])
    shown = [a for a in entity.attributes if options.detail == "all" or (options.detail == "keys" and marks[a.name])]
    columns = [
        models.Column(
            name=_escaped(attribute.name),
            type=_escaped(type_text(attribute.type)) if options.types else None,
            is_key="PK" in marks[attribute.name],
            is_null=attribute.nullable or not options.nulls,
        )
        for attribute in shown
    ]
    return models.Table(name=_escaped(str(entity.name)), columns=columns)


def _escaped(text: str) -> str:
    """Text for labels like HTML, and for names in quotes, of which Graphviz reads the backslash."""
    return html.escape(clean_name(text), quote=True).replace("\\", "&#92;")


TARGET: Final = _Eralchemy()
