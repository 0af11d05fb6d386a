"""SVG: well-formed, described, escaped, and the same every time."""

import os
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from tests.diagram import schemas
from tests.strategies import models
from workbench import diagram
from workbench.diagram._paint import rounded
from workbench.model import Model

EXAMPLES = 500 if os.environ.get("WORKBENCH_SOAK") == "1" else 8
NS = "{http://www.w3.org/2000/svg}"


def drawn(model, **choices):
    return diagram.draw(model, "svg", **choices)[0].text


def parsed(model, **choices):
    return ET.fromstring(drawn(model, **choices))


def test_the_whole_picture(checkout):
    """The expected file is looked at and approved by a person; `WORKBENCH_GOLDEN=write` writes it anew.

    Places are given, so that the file stays when the layout gets better. Numbers may differ by a pixel, since sums of
    floating point numbers differ between processors.
    """
    path = checkout / "tests/golden/diagram/svg/shop.svg"
    model = schemas.shop()
    corners = {str(entity.name): (n % 4 * 380.0, n // 4 * 300.0) for n, entity in enumerate(model.entities)}
    text = drawn(model, positions=corners, embed_font=False)
    if os.environ.get("WORKBENCH_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    expected = path.read_text("utf-8")
    number = re.compile(r"(?<![\w#])-?\d+(?:\.\d+)?")
    assert number.sub("0", text) == number.sub("0", expected)
    for found, wanted in zip(number.findall(text), number.findall(expected), strict=True):
        assert abs(float(found) - float(wanted)) <= 1.0


def test_every_box_row_and_line_says_what_it_stands_for():
    root = parsed(schemas.shop())
    assert len(root.findall(f".//{NS}g[@data-entity]")) == 12
    assert [g.get("data-enum") for g in root.findall(f".//{NS}g[@data-enum]")] == ["sales.status"]
    assert len(root.findall(f".//{NS}g[@data-reference]")) == 14
    assert [g.get("data-area") for g in root.findall(f".//{NS}g[@data-area]")] == ["Sales", "Stock"]
    rows = root.findall(f".//{NS}g[@data-entity='stock.level']/{NS}g[@data-attribute]")
    assert [row.get("data-attribute") for row in rows] == ["warehouse_id", "product_id", "on_hand"]


def test_who_cannot_see_the_picture_is_told_what_it_shows():
    root = parsed(schemas.shop())
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Entity-relationship diagram of Shop"
    assert root.find(f"{NS}title").text == "Shop"
    said = root.find(f"{NS}desc").text
    assert "sales.order (customer_id) 0..* to 1 sales.customer" in said
    assert said.startswith("Entities: sales.customer, sales.person")


def test_text_is_text_and_notes_are_tooltips():
    root = parsed(schemas.shop())
    texts = ["".join(text.itertext()) for text in root.iter(f"{NS}text")]
    assert {"Shop", "12 entities · 12 references · 2 subtypes · 1 enum", "decimal(12,3)", "sales.order_line"} <= set(
        texts
    )
    customer = root.find(f".//{NS}g[@data-entity='sales.customer']/{NS}title")
    assert customer.text == "Who buys.\nPeople and companies."


def test_nothing_of_a_model_is_markup():
    text = drawn(schemas.hostile())
    root = ET.fromstring(text)
    allowed = {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text", "tspan"}
    assert {element.tag.removeprefix(NS) for element in root.iter()} == allowed
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name}
    assert "//x" not in "".join(element.get("style", "") for element in root.iter()), (
        "a colour that is none is left out"
    )
    names = {g.get("data-entity") for g in root.iter(f"{NS}g") if g.get("data-entity")}
    assert len(names) == len(schemas.HOSTILE)
    assert "<script" not in text


def test_characters_that_xml_has_no_place_for_are_replaced():
    model = schemas.bare()
    entity = type(model.entities[0])(name=model.entities[0].name, note="a\x00b\x1bc\ufffe")
    root = parsed(Model(entities=(entity,)))
    assert root.find(f".//{NS}g[@data-entity]/{NS}title").text == "a\ufffdb\ufffdc\ufffd"


def test_identifying_lines_are_solid_and_others_dashed():
    root = parsed(schemas.shop())
    dashed = {
        g.get("data-reference"): any("d" in p.get("class", "").split() for p in g.findall(f"{NS}path"))
        for g in root.findall(f".//{NS}g[@data-reference]")
    }
    assert dashed["reference:sales.order_line(order_id)->sales.order(id)"] is False
    assert dashed["reference:sales.order(customer_id)->sales.customer(id)"] is True


def test_the_picture_carries_its_font_or_not():
    with_font, without = drawn(schemas.shop()), drawn(schemas.shop(), embed_font=False)
    assert with_font.count("@font-face") == 2
    assert "@font-face" not in without
    assert len(with_font) - len(without) < 25_000
    assert len(without) / 12 <= 3_000, "at most 3 kB a table without the font"


def test_nothing_is_fetched():
    text = drawn(schemas.hostile(), embed_font=True)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    assert set(re.findall(r"url\(([a-z]+:)", style)) == {"data:"}
    assert "@import" not in style


def test_title_legend_and_theme_can_be_chosen():
    plain = parsed(schemas.shop(), title="", legend=False)
    texts = {"".join(text.itertext()) for text in plain.iter(f"{NS}text")}
    assert not texts & {"Shop", "primary key"}
    assert "#10161f" in drawn(schemas.shop(), theme="dark")
    assert parsed(schemas.shop(), title="Other").find(f"{NS}title").text == "Other"


def test_an_empty_model_says_so():
    assert "The model has no entities." in drawn(Model())


def test_the_same_model_gives_the_same_picture():
    assert drawn(schemas.shop()) == drawn(schemas.shop())


def test_corners_are_rounded_as_far_as_there_is_room():
    assert rounded([(0, 0), (10, 0), (10, 4), (20, 4)]) == "M0 0H8Q10 0 10 2V2Q10 4 12 4H20"


@given(models())
@settings(max_examples=EXAMPLES)
def test_every_model_becomes_a_picture(model):
    root = ET.fromstring(drawn(model, embed_font=False))
    assert len(root.findall(f".//{NS}g[@data-entity]")) == len(model.entities)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_browser_shows_hostile_names_and_runs_nothing(chromium_path, tmp_path, theme):
    """And takes the embedded glyphs for a font, which it checks first."""
    from playwright.sync_api import sync_playwright

    path = tmp_path / "hostile.svg"
    path.write_text(drawn(schemas.hostile(), theme=theme), "utf-8")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium_path, args=flags)
        page = browser.new_page()
        heard = []
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request",
            lambda request: heard.append(request.url) if not request.url.startswith(("file:", "data:")) else None,
        )
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready.then(() => 0)")
        fonts = page.evaluate("[...document.fonts].map(font => font.status)")
        scripts = page.evaluate("document.querySelectorAll('script, [onerror], img').length")
        browser.close()
    assert heard == []
    assert scripts == 0
    assert fonts == ["loaded", "loaded"]
