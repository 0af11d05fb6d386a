"""A diagram made safe to stand inside a page."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from workbench.errors import TextError

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
# What can run code or load something; the diagrams of this package need none of it (SVG 2, sections 12.5, 15.10, 16).
_ACTIVE: Final = frozenset({"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "image", "link"})
# Parts of the picture itself and data that it carries along, such as a font, are no risk.
_REMOTE: Final = re.compile(r"url\((?!\s*['\"]?(?:#|data:))|@import|expression\(", re.IGNORECASE)


def inline_svg(text: str) -> str:
    """Return the SVG element alone, without declarations and without anything that runs or loads.

    Parameters
    ----------
    text
        An SVG document.

    Raises
    ------
    TextError
        When it is not one, or declares entities (which XML parsers expand without limit).

    Examples
    --------
    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><text>a &lt; b</text></svg>'
    >>> inline_svg(svg)
    '<svg xmlns="http://www.w3.org/2000/svg"><text>a &lt; b</text></svg>'
    """
    if "<!ENTITY" in text:
        raise TextError("The diagram declares XML entities.", hint="Pass an SVG document without a document type.")
    try:
        root = ET.fromstring(text)  # noqa: S314  no entities, as checked above
    except ET.ParseError as error:
        raise TextError(
            f"The diagram is not an SVG document: {error}.", hint="Pass the text of an .svg file."
        ) from error
    if root.tag != f"{{{_SVG}}}svg":
        raise TextError("The diagram is not an SVG document.", hint="Pass the text of an .svg file.")
    _disarm(root)
    root.tail = None
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    return ET.tostring(root, encoding="unicode")


def _disarm(element: ET.Element) -> None:
    for name, value in list(element.attrib.items()):
        local = name.rpartition("}")[2].lower()
        outside = local in {"href", "src"} and not value.lstrip().startswith("#")
        if local.startswith("on") or outside or _REMOTE.search(value):
            del element.attrib[name]
    for child in list(element):
        local = str(child.tag).rpartition("}")[2].lower()
        foreign = not str(child.tag).startswith(f"{{{_SVG}}}")
        if local in _ACTIVE or foreign or (local == "style" and _REMOTE.search(child.text or "")):
            _cut(element, child)
        else:
            _disarm(child)


def _cut(parent: ET.Element, child: ET.Element) -> None:
    """Take a child out and keep the text behind it."""
    at = list(parent).index(child)
    if child.tail:
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
