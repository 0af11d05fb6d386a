"""A diagram made safe to stand inside a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from workbench.errors import TextError

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
# What can run code or load something; the diagrams of this package need none of it (SVG 2, sections 12.5, 15.10, 16).
_ACTIVE: Final = frozenset({"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "image", "link"})
# Parts of the picture itself and data that it carries along, such as a font, are no risk.
_REMOTE: Final = re.compile(r"url\((?!\s*['\"]?(?:#|data:))|@import|expression\(", re.IGNORECASE)
_DECLARED: Final = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")


def inline_svg(text: str, dark: str | None = None) -> str:
    """Return the SVG element alone, without declarations and without anything that runs or loads.

    Parameters
    ----------
    text
        An SVG document.
    dark
        The same picture in the colours of a dark theme, where it is to follow the page: its values of CSS variables
        are taken wherever they differ.

    Raises
    ------
    TextError
        When either is none, or declares entities (which XML parsers expand without limit).

    Examples
    --------
    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><text>a &lt; b</text></svg>'
    >>> inline_svg(svg)
    '<svg xmlns="http://www.w3.org/2000/svg"><text>a &lt; b</text></svg>'
    """
    root = _parsed(text)
    if dark is not None:
        _follow_theme(root, _variables(_parsed(dark)))
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    return ET.tostring(root, encoding="unicode")


def _parsed(text: str) -> ET.Element:
    if "<!ENTITY" in text:
        raise TextError("The diagram declares XML entities.", hint="Pass an SVG document without a document type.")
    try:
        root = ET.fromstring(text)  # noqa: S314  no entities, as checked above
    except ET.ParseError as error:
        message = f"The diagram is not an SVG document: {error}."
        raise TextError(message, hint="Pass the text of an .svg file.") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise TextError("The diagram is not an SVG document.", hint="Pass the text of an .svg file.")
    _disarm(root)
    root.tail = None
    return root


def _variables(root: ET.Element) -> dict[str, str]:
    """CSS variables that the style sheets of a picture declare."""
    return {m[1]: m[2] for style in root.iter(f"{{{_SVG}}}style") for m in _DECLARED.finditer(style.text or "")}


def _follow_theme(root: ET.Element, dark: Mapping[str, str]) -> None:
    """Let each variable be the dark value where the page is dark (CSS Color 5, section 9.2)."""

    def both(found: re.Match[str]) -> str:
        name, value = found.groups()
        other = dark.get(name, value)
        return f"{name}:{value}" if other == value else f"{name}:light-dark({value},{other})"

    for style in root.iter(f"{{{_SVG}}}style"):
        style.text = _DECLARED.sub(both, style.text or "")


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
