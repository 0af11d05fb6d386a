"""PNG: the SVG as pixels, twice as many as it measures, with the shipped font."""

from __future__ import annotations

import math
import os
import re
from contextlib import ExitStack
from importlib import resources
from typing import Final

from workbench.artefact import Artefact
from workbench.diagram import _fonts as fonts
from workbench.diagram._build import build
from workbench.diagram._needs import ALL, Feature
from workbench.diagram._options import Options
from workbench.diagram._paint import paint
from workbench.errors import WorkbenchError
from workbench.model import Model

SCALE: Final = 2.0
MOST_PIXELS: Final = 24_000_000  # about 100 MB and 2 s while it is made; still legible for 100 tables
LONGEST_SIDE: Final = 16_000

_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


class PictureError(WorkbenchError):
    """A picture could not be made."""


def zoom_of(width: float, height: float) -> float:
    """Pixels per pixel of the SVG: 2, less for a picture that would be too large.

    Examples
    --------
    >>> zoom_of(1000, 800), zoom_of(64_000, 1_000)
    (2.0, 0.25)
    """
    return min(SCALE, LONGEST_SIDE / max(width, height), math.sqrt(MOST_PIXELS / (width * height)))


def rasterised(svg: str) -> bytes:
    """Pixels of an SVG that uses no CSS variables."""
    import resvg_py

    match = _SIZE.search(svg)
    if match is None:
        raise PictureError("The SVG does not say its size.")
    zoom = zoom_of(float(match[1]), float(match[2]))
    with ExitStack() as stack:
        files = [stack.enter_context(resources.as_file(fonts.font_file(weight))) for weight in fonts.FILES]
        whole = fonts.font("regular").holds(
            re.sub(r"<style>.*?</style>|<title>.*?</title>|<desc>.*?</desc>|<[^>]*>|\s", "", svg, flags=re.DOTALL)
        )
        try:
            return bytes(
                resvg_py.svg_to_bytes(
                    svg_string=svg,
                    zoom=zoom,
                    font_files=[os.fspath(file) for file in files],
                    # To look through the fonts of a system takes time, and what is found differs between systems.
                    skip_system_fonts=whole,
                    sans_serif_family=fonts.FAMILY,
                    font_family=fonts.FAMILY,
                )
            )
        except ValueError as error:
            raise PictureError(f"The picture could not be made: {error}.", hint="Draw it as svg instead.") from error


class _Png:
    """The same picture for programs that show no SVG; tooltips are lost."""

    name: Final = "png"
    suffixes: Final = (".png",)
    media_type: Final = "image/png"
    supports: Final[frozenset[Feature]] = ALL - {"notes"}

    def draw(self, model: Model, options: Options) -> Artefact:
        """Draw a model as PNG."""
        svg = paint(build(model, options), options, variables=False)
        return Artefact("diagram.png", self.media_type, rasterised(svg))


TARGET: Final = _Png()
