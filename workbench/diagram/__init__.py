"""Diagrams of a model. One file per format; what a format cannot say becomes findings."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from workbench import targets
from workbench.diagram._build import build
from workbench.diagram._live import Live
from workbench.diagram._needs import Feature, Format, unmet
from workbench.diagram._options import Detail, Options, Positions, Theme
from workbench.diagram._scene import Scene, SceneBox, SceneEnd, SceneFrame, SceneLine, SceneRow
from workbench.diagram._theme import variables
from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.artefact import Artefact
    from workbench.findings import Findings
    from workbench.layout import Point
    from workbench.model import Model

__all__ = [
    "Detail",
    "Feature",
    "Format",
    "Live",
    "Options",
    "Positions",
    "Scene",
    "SceneBox",
    "SceneEnd",
    "SceneFrame",
    "SceneLine",
    "SceneRow",
    "Theme",
    "colors",
    "draw",
    "format_of",
    "formats",
    "scene",
]


def formats() -> tuple[str, ...]:
    """Names of the formats.

    Examples
    --------
    >>> formats()
    ('eralchemy', 'mermaid', 'png', 'svg')
    """
    return targets.names(__name__)


def load(name: str) -> Format:
    """Format of that name; raises :class:`UnknownNameError` with the known ones."""
    target: Format = targets.load(__name__, name, kind="diagram format")
    return target


def format_of(path: str | PurePath) -> tuple[str, str]:
    """Format and suffix that the ending of a file asks for; the longest suffix that fits wins.

    Raises
    ------
    UsageError
        When no format has that ending; names those that do.

    Examples
    --------
    >>> format_of("shop.svg"), format_of("build/shop.eralchemy.svg")
    (('svg', '.svg'), ('eralchemy', '.eralchemy.svg'))
    """
    name = PurePath(path).name.lower()
    suffixes = {suffix: target for target in formats() for suffix in load(target).suffixes}
    found = [suffix for suffix in suffixes if name.endswith(suffix)]
    if not found:
        known = ", ".join(sorted(suffixes))
        raise UsageError(f"No diagram format has the ending of {name!r}.", hint=f"Known endings: {known}.")
    suffix = max(found, key=len)
    return suffixes[suffix], suffix


def colors(theme: Theme) -> dict[str, str]:
    """Colours of a theme by the names of the CSS variables in an SVG, for a page that changes its theme.

    Examples
    --------
    >>> colors("light")["wb-paper"], colors("dark")["wb-paper"]
    ('#ffffff', '#10161f')
    """
    return variables(theme)


def scene(model: Model, **choices: Any) -> Scene:
    """Lay a model out, without drawing it; takes the choices of :class:`Options`.

    Examples
    --------
    >>> from workbench.model import Model
    >>> scene(Model(name="Shop")).title
    'Shop'
    """
    return build(model, Options(**choices))


def draw(
    model: Model,
    format: str = "svg",  # noqa: A002  what users call it
    *,
    detail: Detail = "all",
    positions: Mapping[str, Point] | None = None,
    title: str | None = None,
    theme: Theme = "light",
    **choices: Any,
) -> tuple[Artefact, Findings]:
    """Draw a model.

    Parameters
    ----------
    model
        What to draw.
    format
        Name of a format, see :func:`formats`.
    detail, positions, title, theme, **choices
        See :class:`Options`.

    Returns
    -------
    artefact, findings
        The picture, and what the format could not say of the model.

    Raises
    ------
    UnknownNameError
        When there is no such format, level of detail or theme.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Model, QualifiedName
    >>> model = Model(entities=(Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),)),))
    >>> artefact, findings = draw(model, "mermaid")
    >>> artefact.path, "orders" in artefact.text
    ('diagram.mmd', True)
    """
    target = load(format)
    options = Options(detail=detail, positions=positions or {}, title=title, theme=theme, **choices)
    if options.suffix is not None and options.suffix not in target.suffixes:
        known = ", ".join(target.suffixes)
        raise UsageError(f"{target.name} writes no {options.suffix!r}.", hint=f"It writes {known}.")
    return target.draw(model, options), unmet(model, options, target)
