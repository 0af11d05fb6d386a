"""Data dictionary: every table and column in words and figures, for people. Each module is a format."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from workbench import targets
from workbench.artefact import Artefact
from workbench.dictionary._compose import compose
from workbench.dictionary._measures import personal_attributes
from workbench.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.dictionary._format import Format
    from workbench.facts import Facts
    from workbench.findings import Finding
    from workbench.model import Model

__all__ = ["format_of", "formats", "personal_attributes", "write"]

_KIND: Final = "dictionary format"


def formats() -> tuple[str, ...]:
    """List the formats, sorted.

    Examples
    --------
    >>> {"html", "markdown"} <= set(formats())
    True
    """
    return targets.names(__name__)


def format_of(path: str) -> str:
    """Tell the format from the ending of a file's name.

    Raises
    ------
    UnknownNameError
        When no format has that ending; lists those that some format has.

    Examples
    --------
    >>> format_of("docs/shop.md")
    'markdown'
    >>> format_of("shop.docx")
    Traceback (most recent call last):
    workbench.errors.UnknownNameError: There is no dictionary format for the ending '.docx'. ...
    """
    ending = PurePath(path).suffix.lower()
    by_suffix = {suffix: name for name in formats() for suffix in _load(name).suffixes}
    if ending not in by_suffix:
        raise UnknownNameError(f"{_KIND} for the ending", ending, by_suffix, place=path if ending == "" else None)
    return by_suffix[ending]


def write(
    model: Model,
    format: str,  # noqa: A002  the word that users type
    *,
    facts: Facts | None = None,
    findings: Iterable[Finding] = (),
    show_personal: bool = False,
    title: str | None = None,
    diagram_svg: str | None = None,
    diagram_svg_dark: str | None = None,
) -> Artefact:
    """Write the data dictionary of a model.

    Parameters
    ----------
    model
        What is described.
    format
        One of :func:`formats`.
    facts
        Measurements of the source: rows, nulls, distinct and frequent values are shown where they are given.
    findings
        Shown beside what they are about.
    show_personal
        Show values of columns classed as personal too, and of those that hold the same values.
    title
        Heading; the model's name otherwise.
    diagram_svg
        ER diagram, for formats that can hold one.
    diagram_svg_dark
        The same in the colours of a dark theme, for formats that have one.

    Returns
    -------
    Artefact
        ``dictionary.html``, ``dictionary.md``, ….

    Raises
    ------
    UnknownNameError
        When there is no such format.
    TextError
        When a diagram is not an SVG document.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Model, QualifiedName
    >>> shop = Model(name="shop", entities=(Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),)),))
    >>> artefact = write(shop, "markdown")
    >>> artefact.path, artefact.text.splitlines()[0]
    ('dictionary.md', '# shop')
    """
    target = _load(format)
    dictionary = compose(
        model,
        facts=facts,
        findings=findings,
        show_personal=show_personal,
        title=title,
        diagram_svg=diagram_svg,
        diagram_svg_dark=diagram_svg_dark,
    )
    return Artefact(f"dictionary{target.suffixes[0]}", target.media_type, target.render(dictionary))


def _load(name: str) -> Format:
    found: Format = targets.load(__name__, name, kind=_KIND)
    return found
