"""Theme: the colours of a picture, and the style sheet made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.diagram._options import Theme


@dataclass(frozen=True)
class Tone:
    """Colours of one box or frame: ground of the header, its text, and the border."""

    ground: str
    text: str
    border: str
    frame: str


# Hues that people with red-green blindness tell apart, and that print as different greys with their borders.
LIGHT: Final[dict[str, str]] = {
    "paper": "#ffffff",
    "card": "#ffffff",
    "ink": "#1b2430",
    "muted": "#66738a",
    "rule": "#e4e9f1",
    "line": "#51607a",
    "hover": "#d9480f",
    "pk": "#a34a00",
    "fk": "#1d5fc4",
    "u": "#0b7a6f",
}
DARK: Final[dict[str, str]] = {
    "paper": "#10161f",
    "card": "#1a2330",
    "ink": "#e8edf5",
    "muted": "#97a6bd",
    "rule": "#2b3647",
    "line": "#93a4bf",
    "hover": "#ffa94d",
    "pk": "#f5b05c",
    "fk": "#7fb4ff",
    "u": "#4fd1c1",
}
TONES: Final[dict[Theme, tuple[Tone, ...]]] = {
    "light": (
        Tone("#e3ebfa", "#16305e", "#8ba6d6", "#f5f8fe"),
        Tone("#dff3ee", "#0d4a3e", "#79bfae", "#f3fbf8"),
        Tone("#fdecd2", "#653a05", "#dcaa62", "#fef9f0"),
        Tone("#efe4f9", "#45206b", "#b394d4", "#faf6fd"),
        Tone("#fde3e3", "#6e1a24", "#dd9399", "#fef6f6"),
        Tone("#e0f1f8", "#0e445c", "#7db7d1", "#f3fafd"),
        Tone("#eef1cf", "#434a07", "#b3ba5c", "#fafbee"),
        Tone("#e8ebf0", "#2b3545", "#a3adbd", "#f7f8fa"),
    ),
    "dark": (
        Tone("#24406f", "#e6efff", "#4f73b3", "#141d2b"),
        Tone("#17493f", "#d8f7ee", "#3a8875", "#12211f"),
        Tone("#5a3c0d", "#ffecc9", "#a3762c", "#211c14"),
        Tone("#432a63", "#f0e2ff", "#7d5bb0", "#1c1827"),
        Tone("#5f2229", "#ffe0e2", "#ab4f5a", "#221619"),
        Tone("#15465c", "#d9f2ff", "#3c87a8", "#121f27"),
        Tone("#444a13", "#f3f7c8", "#868e35", "#1d1f14"),
        Tone("#333e4f", "#e8edf5", "#66758d", "#171d26"),
    ),
}
COLORS: Final[dict[Theme, dict[str, str]]] = {"light": LIGHT, "dark": DARK}
ENUM: Final = 7  # the tone of boxes that hold no data

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")


def color_of(text: str | None) -> str | None:
    """Six-digit form of a colour ``#rgb`` or ``#rrggbb``; None for all else, which must not reach a style.

    Examples
    --------
    >>> color_of("#0a8"), color_of("red;x:url(y)")
    ('#00aa88', None)
    """
    if text is None or not _HEX.match(text.strip()):
        return None
    digits = text.strip()[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def text_on(ground: str) -> str:
    """Black or white, whichever has the larger contrast on a colour (WCAG 2.2, relative luminance).

    Examples
    --------
    >>> text_on("#ffe066"), text_on("#1d3557")
    ('#000000', '#ffffff')
    """

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(ground[n : n + 2], 16)) for n in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "#000000"


def variables(theme: Theme) -> dict[str, str]:
    """CSS variables of a theme, without their two dashes."""
    found = {f"wb-{name}": color for name, color in COLORS[theme].items()}
    for number, tone in enumerate(TONES[theme]):
        found[f"wb-t{number}"] = tone.ground
        found[f"wb-x{number}"] = tone.text
        found[f"wb-b{number}"] = tone.border
        found[f"wb-f{number}"] = tone.frame
    return found


def resolved(css: str, values: Mapping[str, str]) -> str:
    """Style sheet with the values in place of the variables, for what knows no variables (resvg).

    Examples
    --------
    >>> resolved("a{fill:var(--wb-ink)}", {"wb-ink": "#000"})
    'a{fill:#000}'
    """
    return re.sub(r"var\(--([\w-]+)\)", lambda match: values[match[1]], css)


def style_sheet(family: str, tones: int) -> str:
    """Rules of a picture; every one begins with the class of its root, since a page may hold several pictures."""
    rules = {
        "": f"font-family:{family};font-size:12.5px;background:var(--wb-paper);font-kerning:none",
        " text": "fill:var(--wb-ink);white-space:pre",
        " .p": "fill:var(--wb-paper)",
        " .h1": "font-size:20px;font-weight:600",
        " .h2,X .lg": "font-size:12px;fill:var(--wb-muted)",
        " .fl": "font-size:13px;font-weight:600",
        " .c": "fill:var(--wb-card)",
        " .o": "fill:none;stroke-width:1.2",
        " .t": "font-size:13.5px;font-weight:600",
        " .s": "font-weight:400;opacity:.75",
        " .en": "font-size:11.5px;font-weight:400;font-style:normal;opacity:.75",
        " .r": "stroke:var(--wb-rule);stroke-width:1;fill:none",
        " .k": "font-weight:600",
        " .y": "font-size:11.5px;fill:var(--wb-muted);text-anchor:end",
        " .v": "fill:var(--wb-muted)",
        " .m": "font-size:9.5px;font-weight:600",
        " .pk": "fill:var(--wb-pk)",
        " .fk": "fill:var(--wb-fk)",
        " .u": "fill:var(--wb-u)",
        " .n": "fill:none;stroke:var(--wb-muted);stroke-width:1.1",
        " .w": "fill:none;stroke:var(--wb-paper);stroke-width:5",
        " .l,X .e": "fill:none;stroke:var(--wb-line);stroke-width:1.4",
        " .e": "stroke-linecap:round;stroke-linejoin:round",
        " .k3": "stroke-width:3",
        " .d": "stroke-dasharray:6 4",
        " .i": "stroke-dasharray:2 4",
        " .q": "opacity:.45",
        " .z": "fill:var(--wb-paper)",
        " .a": "fill:var(--wb-line);stroke:none",
        " .g:hover .l,X .g:hover .e": "stroke:var(--wb-hover);stroke-width:2.2",
        " .b:hover .o": "stroke:var(--wb-hover)",
    }
    for n in range(tones):
        rules[f" .t{n}"] = f"fill:var(--wb-t{n})"
        rules[f" .x{n},X .x{n} tspan"] = f"fill:var(--wb-x{n})"
        rules[f" .b{n}"] = f"stroke:var(--wb-b{n})"
        rules[f" .f{n}"] = f"fill:var(--wb-f{n});stroke:var(--wb-b{n});stroke-width:1"
    return "".join(f".wb-er{selector.replace('X ', '.wb-er ')}{{{body}}}" for selector, body in rules.items())
