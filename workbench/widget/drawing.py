"""Drawing: the diagram of a session's state, drawn again only when something in it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.webpage.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.carrying import Position
    from workbench.model import Model, QualifiedName
from workbench.state import State


class Drawing:
    """The diagram as SVG, and why there is none where it could not be drawn.

    Parameters
    ----------
    draw
        Draws a model; the usual diagram, entities where the session's layout says, when None.

    Examples
    --------
    >>> from workbench.session import Session
    >>> drawing = Drawing(lambda model: f"<svg>{len(model.entities)}</svg>")
    >>> drawing.follow(Session.of_text("Table t { a int }").state)
    >>> drawing.svg, drawing.label
    ('<svg>1</svg>', 'Diagram: 1 entity and 0 references')
    """

    def __init__(self, draw: Callable[[Model], str] | None = None) -> None:
        self._draw = draw
        self._model: Model | None = None
        self._layout: Mapping[QualifiedName, Position] = {}
        self.svg = ""
        self.label = ""
        self.fault = ""

    def follow(self, state: State) -> None:
        """Draw a state; the former picture stays where that fails."""
        if state.model is self._model and state.layout == self._layout:
            return
        self._model, self._layout = state.model, state.layout
        self.label = f"Diagram: {contents(state.model)}"
        try:
            self.svg = self._draw(state.model) if self._draw is not None else _usual(state)
            self.fault = ""
        except WorkbenchError as error:
            self.fault = f"The diagram is that of an earlier state: {error}"
        except Exception as error:  # noqa: BLE001 - the forms must go on working
            self.fault = f"The diagram is that of an earlier state: {type(error).__name__}: {error}"


def contents(model: Model) -> str:
    """How much a model holds.

    Examples
    --------
    >>> from workbench.model import Model
    >>> contents(Model())
    '0 entities and 0 references'
    """
    entities = plural(len(model.entities), "entity", "entities")
    return f"{entities} and {plural(len(model.references), 'reference')}"


def _usual(state: State) -> str:
    from workbench import diagram  # loads the layout engine

    positions = {str(name): position for name, position in state.layout.items()}
    artefact, _findings = diagram.draw(state.model, "svg", positions=positions, title="", legend=False)
    return artefact.text
