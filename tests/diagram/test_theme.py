"""Colours: readable, safe, and resolved where there are no variables."""

import re

import pytest

from workbench.diagram._theme import COLORS, TONES, color_of, resolved, style_sheet, text_on, variables


def luminance(color):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_can_be_read(theme):
    colors = COLORS[theme]
    for name in ("ink", "muted", "pk", "fk", "u"):
        assert contrast(colors[name], colors["card"]) >= 4.5, name
    assert contrast(colors["line"], colors["paper"]) >= 3.0
    for tone in TONES[theme]:
        assert contrast(tone.text, tone.ground) >= 7.0


@pytest.mark.parametrize("color", ["red", "#12345", "#12345g", "#fff;}", "url(x)", "", None])
def test_what_is_no_colour_never_reaches_a_style(color):
    assert color_of(color) is None


@pytest.mark.parametrize("ground", ["#000000", "#ffffff", "#777777", "#ffcc00", "#0a84ff"])
def test_text_on_any_colour_can_be_read(ground):
    assert contrast(text_on(ground), ground) >= 4.5


def test_every_variable_has_a_value_in_both_themes():
    css = style_sheet("Inter", 8)
    used = set(re.findall(r"var\(--([\w-]+)\)", css))
    for theme in ("light", "dark"):
        assert used <= variables(theme).keys()
        assert "var(" not in resolved(css, variables(theme))


def test_every_rule_keeps_to_its_picture():
    selectors = re.findall(r"(?:^|})([^{}]+){", style_sheet("Inter", 3))
    assert all(part.startswith(".wb-er") for selector in selectors for part in selector.split(","))
