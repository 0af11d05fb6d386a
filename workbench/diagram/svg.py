"""SVG: a picture that opens alone in a browser; text is text, and every box, row and line says what it stands for."""

from __future__ import annotations

from typing import Final

from workbench.artefact import Artefact
from workbench.diagram._build import build
from workbench.diagram._needs import ALL
from workbench.diagram._options import Options
from workbench.diagram._paint import paint
from workbench.model import Model


class _Svg:
    """The picture that others are measured by: nothing of a model is left out but its views."""

    name: Final = "svg"
    suffixes: Final = (".svg",)
    media_type: Final = "image/svg+xml"
    supports: Final = ALL

    def draw(self, model: Model, options: Options) -> Artefact:
        """Draw a model as SVG."""
        return Artefact("diagram.svg", self.media_type, paint(build(model, options), options))


TARGET: Final = _Svg()
