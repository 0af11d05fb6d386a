"""The editor of the notebook: diagram, grid, text, findings and output; undo takes back every change.

Importing this package is cheap; the widget libraries are loaded by :func:`edit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model import Model
    from workbench.session import Session
    from workbench.widget.desk import Services
    from workbench.widget.editor import Editor

__all__ = ["edit"]


def edit(
    session: Session,
    services: Services | None = None,
    *,
    autosave: bool = False,
    diagram: Callable[[Model], str] | None = None,
    height: int = 640,
) -> Editor:
    """Open an editor on a session, to be the last value of a notebook's cell.

    Parameters
    ----------
    session
        What is edited; the editor follows changes that other cells make.
    services
        What lies above: findings, rows, where to save; what is left out cannot be done.
    autosave
        Whether what is not saved is kept beside the project, and offered again when the kernel was killed.
    diagram
        Draws a model as SVG; the usual diagram, with the session's layout, when None.
    height
        Height on the page in pixels.

    Returns
    -------
    Editor
        Shows itself in a notebook; where no kernel runs, the diagram is shown as a picture.

    Examples
    --------
    >>> from workbench.session import Session
    >>> edit(Session.of_text("Table orders { id int [pk] }"), diagram=lambda model: "<svg/>")
    <Editor of 1 entity and 0 references, revision 0>
    """
    from workbench.autosave import Autosave
    from workbench.widget.desk import Desk, Services
    from workbench.widget.editor import Editor  # loads anywidget

    given = services or Services()
    path = given.path() if given.path is not None else None
    kept = Autosave(session, path) if autosave else None
    return Editor(Desk(session, given, kept), diagram=diagram, height=height)
