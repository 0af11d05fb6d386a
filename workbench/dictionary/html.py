"""Data dictionary as one self-contained HTML file: searchable, light and dark, and readable without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from workbench.dictionary._format import Format
from workbench.webpage import inline_svg, render

if TYPE_CHECKING:
    from workbench.dictionary._pages import Dictionary


def page(dictionary: Dictionary) -> str:
    """Fill the page's template."""
    svg = dictionary.diagram_svg
    context = {
        "dictionary": dictionary,
        # Disarmed right here, and nothing else on the page goes in unescaped.
        "diagram": None if svg is None else Markup(inline_svg(svg, dictionary.diagram_svg_dark)),  # noqa: S704
        "severities": {"error": "bad", "warning": "warn", "advice": "accent"},
    }
    return render("workbench.dictionary", "dictionary.html.j2", context, script="dictionary.js")


TARGET = Format(name="html", suffixes=(".html", ".htm"), media_type="text/html", render=page)
