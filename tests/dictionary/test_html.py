import re
import time
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.webpage.browsing import browsing
from workbench import dictionary
from workbench.model import Attribute, Entity, Model, QualifiedName, Reference

# Elements that need no end tag (HTML Standard, section 13.1.2).
VOID = frozenset({"meta", "input", "br", "link", "img", "hr"})
BLOCKS = frozenset({"td", "th", "dd", "dt", "li", "p", "h4"})
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><text>drawn</text></svg>'


class Page(HTMLParser):
    """The elements of a page; complains where tags do not match."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.text = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        self.elements.append((tag, dict(attrs)))
        if tag in BLOCKS:
            self.text.append(" ")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> ends nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text.append(data)

    @property
    def said(self):
        return re.sub(r"\s+", " ", "".join(self.text))


@pytest.fixture
def shop_page(shop, facts, findings):
    return Page(dictionary.write(shop, "html", facts=facts, findings=findings, diagram_svg=SVG).text)


@pytest.fixture
def hostile_html(hostile, hostile_facts, hostile_findings):
    return dictionary.write(hostile, "html", facts=hostile_facts, findings=hostile_findings, show_personal=True).text


def test_the_page_says_what_the_model_says(shop_page):
    for said in (
        "All that is sold.",
        "Who buys.",
        "200 rows 3 columns from Kunden.csv",
        "owner sales",
        "email UK text(80) personal: email 0 % 150 masked",
        "tier tier or null Loyalty. default 'basic' 25 % 2 basic … gold basic 60 % gold 15 %",
        "customer → customers (id) at most one parent, one or more children on delete set null not enforced",
        "id ← business (id) exactly one parent, any number of children identifying",
        "customer, lower(contact) descending where total > 0 unique btree includes total named ix_customer",
        "total >= 0 || 'x' IS NULL named ck_total",
        "Subtypes: business (disjoint, partial)",
        "gold SELECT * FROM customers WHERE tier = 'gold'",
        "12,000 a day",
        "error customers.email Two rows share an address.",
        "drawn",
    ):
        assert said in shop_page.said, said


def test_each_place_has_one_name_and_each_link_leads_to_one(shop_page):
    ids = Counter(attrs["id"] for _, attrs in shop_page.elements if "id" in attrs)
    assert [name for name, times in ids.items() if times > 1] == []
    hrefs = {attrs["href"] for tag, attrs in shop_page.elements if tag == "a"}
    assert "#column-customers_id" in hrefs
    assert {href.removeprefix("#") for href in hrefs} <= set(ids)


def test_null_shares_are_drawn_to_scale(shop_page):
    (bar,) = [a["style"] for tag, a in shop_page.elements if tag == "i" and a["style"] != "--share: 0.0000"]
    assert bar == "--share: 0.2500"


def test_nothing_hostile_gets_out_of_its_place(hostile_html, hostile):
    page = Page(hostile_html)
    assert [attrs for tag, attrs in page.elements if tag == "script"] == [{}]
    assert not {"img", "textarea", "iframe", "object", "link", "base", "form"} & {tag for tag, _ in page.elements}
    assert [name for _, attrs in page.elements for name in attrs if name.startswith("on")] == []
    hrefs = [attrs["href"] for _, attrs in page.elements if "href" in attrs]
    assert all(re.fullmatch(r"#[a-z]+[a-z0-9_-]*", href) for href in hrefs)
    assert not re.search("[\x00\x1b\u202e]", hostile_html)
    # Escaped once, neither twice nor never: a person reads what was written.
    for text in (
        "<script>window.broken=1</script>",
        "<b>bold</b>",
        "{{ 7 * 7 }}",
        "&lt;escaped&gt; &amp;",
        "שלום עולם",
        "👩‍👩‍👧‍👦",
    ):
        assert text in page.said


def test_without_facts_there_is_no_column_for_them(shop):
    page = Page(dictionary.write(shop, "html").text)
    assert "Frequent values" not in page.said
    assert "Distinct" not in page.said


@pytest.fixture
def browse(chromium_path, tmp_path):
    with browsing(chromium_path, tmp_path) as opened:
        yield opened


def test_in_a_browser_nothing_hostile_runs_or_loads(browse, hostile_html):
    page = browse(hostile_html)
    assert page.evaluate("window.broken") is None
    page.evaluate("document.querySelectorAll('*').forEach(e => e.dispatchEvent(new MouseEvent('mouseover')))")
    page.wait_for_timeout(100)
    assert page.evaluate("window.broken") is None
    assert page.trouble == []
    assert page.locator("article.entity").count() == 8


def test_in_a_browser_the_search_finds_tables_and_columns(browse, shop, facts):
    page = browse(dictionary.write(shop, "html", facts=facts).text)
    shown = "article.entity:not([hidden]) h3"
    page.keyboard.press("/")
    page.keyboard.type("EMAIL")
    assert page.locator(shown).all_inner_texts() == ["web.orders", "customers"]
    assert page.locator("#table-customers tr[data-name]:visible").count() == 1
    assert page.locator("#nothing").inner_text() == "2 found for “EMAIL”"
    page.locator("#search").fill("customers")
    assert page.locator("#table-customers tr[data-name]:visible").count() == 3
    page.locator("#search").fill("no such thing")
    assert page.locator(shown).count() == 0
    assert page.locator("#nothing").inner_text() == "Nothing found for “no such thing”"
    page.keyboard.press("Escape")
    assert page.locator(shown).count() == 3
    assert page.trouble == []


def test_in_a_browser_a_link_to_what_the_search_hides_ends_the_search(browse, shop):
    page = browse(dictionary.write(shop, "html").text)
    page.locator("#search").fill("lower")
    page.locator("#table-web_orders .parent a", has_text="customers.email").click()
    page.locator("#column-customers_email").wait_for(state="visible", timeout=5000)
    assert page.locator("#search").input_value() == ""


@pytest.mark.parametrize("javascript", [True, False])
def test_in_a_browser_the_theme_can_be_chosen(browse, shop, javascript):
    page = browse(dictionary.write(shop, "html").text, javascript=javascript)
    light = page.screenshot(clip={"x": 600, "y": 100, "width": 1, "height": 1})
    page.get_by_text("Dark", exact=True).click()
    assert page.screenshot(clip={"x": 600, "y": 100, "width": 1, "height": 1}) != light
    page.get_by_text("Light", exact=True).click()
    assert page.screenshot(clip={"x": 600, "y": 100, "width": 1, "height": 1}) == light


def test_in_a_browser_all_is_there_without_javascript(browse, shop, facts):
    page = browse(dictionary.write(shop, "html", facts=facts).text, javascript=False)
    assert page.locator("article.entity:visible").count() == 3
    assert not page.locator("#search").is_visible()
    assert page.locator("nav[aria-label=Contents] a:visible").count() > 5


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_in_a_browser_the_page_is_never_wider_than_the_window(browse, shop, facts, hostile_html, width):
    for html in (dictionary.write(shop, "html", facts=facts).text, hostile_html):
        page = browse(html, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_a_thousand_tables_are_written_in_seconds_of_cpu():
    names = [QualifiedName(f"table_{n}") for n in range(1000)]
    columns = tuple(Attribute(name=f"column_{n}") for n in range(12))
    references = tuple(
        Reference(child=child, child_attributes=("column_1",), parent=parent, parent_attributes=("column_0",))
        for child, parent in pairwise(names)
    )
    model = Model(entities=tuple(Entity(name=name, attributes=columns) for name in names), references=references)
    before = time.process_time()
    for name in dictionary.formats():
        dictionary.write(model, name)
    assert time.process_time() - before < 20
