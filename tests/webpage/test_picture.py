from xml.etree import ElementTree as ET

import pytest

from workbench.errors import TextError
from workbench.webpage import inline_svg

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def test_what_is_drawn_stays_as_it_is():
    svg = (
        '<?xml version="1.0" encoding="UTF-8"?><!-- made --><!DOCTYPE svg>'
        f'<svg {NS} viewBox="0 0 9 9" role="img" aria-label="a &lt; b"><title>onload=1 &lt;script&gt;</title>'
        "<style>@font-face { src: url(data:font/woff2;base64,AA==); } .a { fill: var(--ink); }</style>"
        "<defs><path id='p' d='M0 0'/></defs>"
        '<g class="entity" data-entity="a&quot;b" style="fill: url(#p)"><text>שלום 👋<tspan>x</tspan>y</text></g>'
        '<use href="#p"/><use xlink:href="#p"/></svg>'
    )
    out = inline_svg(svg)
    assert out.startswith("<svg ")
    before, after = ET.fromstring(svg), ET.fromstring(out)
    assert [(e.tag, e.attrib, e.text, e.tail) for e in before.iter()] == [
        (e.tag, e.attrib, e.text, e.tail) for e in after.iter()
    ]


@pytest.mark.parametrize(
    "part",
    [
        "<script>bad()</script>",
        '<script href="https://bad.example/x.js"/>',
        "<g onclick='bad()'/>",
        "<g ONLOAD='bad()'/>",
        "<a href='javascript:bad()'/>",
        "<a xlink:href=' javascript:bad()'/>",
        "<a href='https://bad.example'/>",
        "<image href='https://bad.example/a.png'/>",
        "<use href='https://bad.example/a.svg#x'/>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='bad()'/></foreignObject>",
        "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>bad()</x:script>",
        "<style>@import 'https://bad.example/x.css';</style>",
        "<rect style='fill: url(https://bad.example/x)'/>",
        "<rect fill='url( \"https://bad.example/x\")'/>",
    ],
)
def test_what_runs_or_loads_is_taken_out(part):
    out = inline_svg(f"<svg {NS}><text>before</text>{part}<text>after</text></svg>")
    assert "bad" not in out
    assert out.count("<text>") == 2


def test_text_behind_what_is_taken_out_stays():
    svg = f"<svg {NS}><text>a<script>1</script>b<tspan>c</tspan>d<script>2</script>e</text></svg>"
    assert inline_svg(svg).endswith("<text>ab<tspan>c</tspan>de</text></svg>")


def test_the_colours_follow_the_page_where_they_differ():
    style = "<style>.a{{--x:{0};--y: #111;--z:1px}}.a rect{{fill:var(--x)}}</style>"
    light, dark = (f"<svg {NS}>{style.format(color)}<text>--x:none</text></svg>" for color in ("#fff", "#000"))
    out = inline_svg(light, dark)
    assert ".a{--x:light-dark(#fff,#000);--y:#111;--z:1px}.a rect{fill:var(--x)}" in out
    assert "<text>--x:none</text>" in out
    assert "light-dark" not in inline_svg(light)


@pytest.mark.parametrize(
    "text", ["", "no", "<svg/>", "<html/>", f"<svg {NS}>", f"<!DOCTYPE s [<!ENTITY a 'b'>]><svg {NS}/>"]
)
def test_what_is_no_svg_document_is_refused(text):
    with pytest.raises(TextError, match="The diagram"):
        inline_svg(text)
