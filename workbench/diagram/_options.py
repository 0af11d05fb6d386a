"""Options: what a person may choose about a diagram, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from workbench.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.layout import Point

Detail = Literal["names", "keys", "all"]
Theme = Literal["light", "dark"]
DETAILS: tuple[Detail, ...] = get_args(Detail)
THEMES: tuple[Theme, ...] = get_args(Theme)
Positions: TypeAlias = "Mapping[str, Point]"


@dataclass(frozen=True, kw_only=True)
class Options:
    """Choices for one diagram.

    Parameters
    ----------
    detail
        ``names`` of the entities only, attributes of ``keys`` and references, or ``all`` attributes.
    types, nulls
        Whether types and marks of optional attributes are shown.
    enums
        Whether enums are drawn, as boxes of their values.
    areas
        Whether subject areas are drawn, as frames.
    legend
        Whether the marks are explained below the picture.
    title
        Heading; the name of the model when None, nothing when empty.
    theme
        ``light`` or ``dark``.
    positions
        Upper left corners, in pixels, of entities that a person has put somewhere, by the text of their names.
    embed_font
        Whether an SVG carries the glyphs that it uses (about 10 kB); without, it takes a font of the reader.
    suffix
        Which of the suffixes of the format is wanted, where it has several.
    """

    detail: Detail = "all"
    types: bool = True
    nulls: bool = True
    enums: bool = True
    areas: bool = True
    legend: bool = True
    title: str | None = None
    theme: Theme = "light"
    positions: Positions = field(default_factory=dict, hash=False)
    embed_font: bool = True
    suffix: str | None = None

    def __post_init__(self) -> None:
        """Refuse unknown words, naming the known ones."""
        if self.detail not in DETAILS:
            raise UnknownNameError("level of detail", self.detail, DETAILS)
        if self.theme not in THEMES:
            raise UnknownNameError("theme", self.theme, THEMES)
