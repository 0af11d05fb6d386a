"""Web pages that stand alone: one file, nothing fetched, readable without JavaScript, escaped throughout.

What pages have in common lives here: the frame with its theme switch, the style, numbers as people read them,
source text in colour, and diagrams made safe to stand inside a page. A package that makes pages keeps its own
templates in its folder ``templates/``.
"""

from workbench.webpage.highlight import highlight
from workbench.webpage.page import fill, render
from workbench.webpage.picture import inline_svg
from workbench.webpage.wording import clip, count, plural, share, size, visible

__all__ = ["clip", "count", "fill", "highlight", "inline_svg", "plural", "render", "share", "size", "visible"]
