"""PNG: twice the size, bounded, with the shipped font."""

import struct

import pytest

from tests.diagram import schemas
from workbench import diagram
from workbench.diagram.png import LONGEST_SIDE, MOST_PIXELS, PictureError, rasterised, zoom_of
from workbench.model import Model


def size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


def test_a_picture_has_twice_the_pixels_of_its_svg():
    svg = diagram.draw(schemas.shop(), "svg")[0].text
    width, height = (float(part) for part in svg.split('width="')[1].split('"')[0:3:2])
    artefact = diagram.draw(schemas.shop(), "png")[0]
    assert (artefact.path, artefact.media_type) == ("diagram.png", "image/png")
    assert size(artefact.data) == pytest.approx((2 * width, 2 * height), abs=2)


@pytest.mark.parametrize(("width", "height"), [(100, 100), (9_000, 9_000), (50_000, 300), (300, 400_000)])
def test_no_picture_is_too_large(width, height):
    zoom = zoom_of(width, height)
    assert 0 < zoom <= 2
    assert width * zoom <= LONGEST_SIDE + 1e-6
    assert height * zoom <= LONGEST_SIDE + 1e-6
    assert width * height * zoom * zoom <= MOST_PIXELS + 1


def test_themes_and_an_empty_model():
    light, dark = (diagram.draw(schemas.bare(), "png", theme=theme)[0].data for theme in ("light", "dark"))
    assert light != dark
    assert size(light) == size(dark)
    assert min(size(diagram.draw(Model(), "png")[0].data)) > 50


def test_the_shipped_font_is_used_and_no_other():
    """The width of a word in pixels is that of Inter: its last column of ink lies where the font says."""
    from workbench.diagram import _fonts as fonts

    text = "illlWWW"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><title>x</title><style>text{font-family:Inter;'
        f'font-size:20px;font-kerning:none}}</style><text x="0" y="30">{text}</text></svg>'
    )
    narrower = svg.replace('width="200"', f'width="{fonts.width(text, 20):.0f}"')
    wider = svg.replace('width="200"', f'width="{fonts.width(text, 20) + 30:.0f}"')
    assert size(rasterised(narrower))[0] == pytest.approx(2 * fonts.width(text, 20), abs=2)
    # Nothing is drawn to the right of the word, so that 30 pixels more hold nothing but paper.
    assert len(rasterised(wider)) - len(rasterised(narrower)) < 200


def test_what_is_no_svg_is_one_clear_error():
    with pytest.raises(PictureError, match="does not say its size"):
        rasterised("<svg/>")
    with pytest.raises(PictureError, match="could not be made"):
        rasterised('<svg width="10" height="10"')
