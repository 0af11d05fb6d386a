"""The editor of the notebook: diagram, forms, findings and text of a session, each change an edit that undo takes back.

Importing this package is cheap; the widget libraries are loaded by :func:`edit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.findings import Finding
    from workbench.model import Model
    from workbench.session import Session
    from workbench.widget.editor import Editor

__all__ = ["edit"]


def edit(
    session: Session,
    *,
    findings: Callable[[], Iterable[Finding]] | None = None,
    save: Callable[[], object] | None = None,
    diagram: Callable[[Model], str] | None = None,
) -> Editor:
    """Open an editor on a session, to be the last value of a notebook's cell.

    Parameters
    ----------
    session
        What is edited; the editor follows changes that other cells make.
    findings
        Gives the present findings, decided ones too; without it, there are none to decide on.
    save
        Writes the model to its file; without it, there is no button to save.
    diagram
        Draws a model as SVG; the usual diagram, with the session's layout, when None.

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
    from workbench.widget.editor import Editor  # loads anywidget and ipywidgets

    return Editor(session, findings=findings, save=save, diagram=diagram)
