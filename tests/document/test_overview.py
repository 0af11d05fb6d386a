import re

import pytest

from tests.webpage.browsing import browsing
from workbench import document
from workbench.errors import TextError, UsageError
from workbench.findings import Evidence, Figure, Finding, Findings
from workbench.model import Subject

BAD = "<script>window.broken=1</script>\"'><img src=x onerror=window.broken=2>\x00\u202e"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="3000" height="900"><text>drawn</text></svg>'
PROOFS = [
    {"engine": "sqlite", "version": "3.45.1", "keys": "11 of 11", "rows_in": 15607, "outcome": "proven"},
    {"engine": "postgresql", "version": "18.4", "keys": "10 of 11", "rows_in": 15607, "outcome": "1 key is missing"},
    {"engine": "mariadb", "outcome": "not proven: set WORKBENCH_MARIADB_URL"},
]


@pytest.fixture
def shop():
    findings = [
        Finding(
            "REF-001-orphans",
            "error",
            Subject.parse("reference:orders(customer)->customers(id)"),
            "3 rows name a customer that does not exist.",
            Evidence(figures=(Figure("orphans", 3), Figure("rows", 12345)), sql="SELECT * FROM orders"),
            confidence=0.9,
        ),
        *(Finding(f"IDX-{n:03}-x", "advice", Subject.entity("orders"), "Index it.") for n in range(20)),
    ]
    return document.index(
        "Shop",
        figures={"tables": 2, "rows": 412345},
        svg=SVG,
        proofs=PROOFS,
        faults=[{"fault": "orphan", "columns": ["customer"], "rows": 3, "expected": 3, "outcome": "found"}],
        findings=Findings(findings).rows(),
        ddl={"sqlite": "CREATE TABLE a (id INTEGER);", "postgresql": "CREATE TABLE b (id bigint);"},
        dbml="Table a {\n  id int64\n}\n",
        files=[
            "index.html",
            {"path": "dictionary.html", "size_bytes": 101_331, "note": "All columns"},
            "ddl/sqlite.sql",
            "shop.svg",
            "shop model.dbml",
        ],
    ).text


@pytest.fixture
def hostile():
    row = {BAD: BAD, "outcome": BAD}
    finding = {
        "code": BAD,
        "severity": BAD,
        "subject": BAD,
        "message": BAD,
        "confidence": None,
        "evidence": {"figures": {BAD: BAD}, "sql": BAD},
    }
    return document.index(
        BAD,
        summary=BAD,
        figures={BAD: BAD},
        svg=SVG.replace("drawn", "<script>window.broken=3</script>"),
        proofs=[{"engine": BAD, "version": BAD, "outcome": BAD}],
        faults=[row],
        findings=[finding],
        ddl={BAD: BAD},
        dbml=BAD,
        files=[{"path": f"javascript:{BAD.replace('/', '')}", "note": BAD}],
    ).text


def section(html, name):
    match = re.search(rf'<section id="{name}">.*?</section>', html, re.DOTALL)
    return match and re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", match[0])).strip()


def test_everything_is_shown_together(shop):
    assert "412,345" in shop
    assert "A database design, drawn from data and proven on 1 engine." in shop
    assert "sqlite 3.45.1 11 of 11 15,607 proven" in section(shop, "proof")
    assert "postgresql 18.4 10 of 11 15,607 1 key is missing" in section(shop, "proof")
    assert "mariadb – – – not proven: set WORKBENCH_MARIADB_URL" in section(shop, "proof")
    assert "orphan customer 3 3 found" in section(shop, "faults")
    assert "orders(customer) → customers(id) 3 rows name a customer" in section(shop, "findings")
    assert "orphans 3 · rows 12,345 · confidence 0.90 · REF-001-orphans" in section(shop, "findings")
    assert "SELECT * FROM orders" in section(shop, "findings")
    assert "CREATE TABLE b (id bigint );" in section(shop, "ddl")
    assert "Table a { id int64 }" in section(shop, "model")
    assert "drawn" in section(shop, "diagram")


def test_what_is_bad_looks_bad(shop):
    assert '<span class="badge bad">10 of 11</span>' in shop
    assert '<li class="bad" title="1 key is missing">' in shop
    assert '<li class="warn" title="not proven: set WORKBENCH_MARIADB_URL">' in shop
    assert '<li class="good" title="proven">' in shop


def test_much_advice_is_folded_away_and_errors_are_not(shop):
    assert [bool(found) for found in re.findall(r'<details class="card group"( open)?>', shop)] == [True, False]


def test_files_are_linked_beside_the_page_and_where_they_are_shown(shop):
    hrefs = re.findall(r'href="([^"#]+)"', shop)
    assert set(hrefs) == {"dictionary.html", "ddl/sqlite.sql", "shop.svg", "shop%20model.dbml"}
    assert hrefs.count("dictionary.html") == 2  # in the list, and as the button
    assert hrefs.count("ddl/sqlite.sql") == 2  # in the list, and above its text
    assert "101.3 kB" in shop
    assert "All columns" in shop


def test_what_is_not_given_is_left_out():
    html = document.index("Shop").text
    assert [section(html, name) for name in ("diagram", "proof", "faults", "findings", "ddl", "model")] == [None] * 6
    assert "A database design, drawn from data." in html
    assert not re.search(r'href="#(?!main)', html)


def test_nothing_proven_is_said():
    assert "not yet proven on an engine" in document.index("Shop", proofs=PROOFS[1:]).text


def test_the_same_input_gives_the_same_bytes():
    first, second = (document.index("Shop", svg=SVG, proofs=PROOFS).data for _ in range(2))
    assert first == second


@pytest.mark.parametrize("path", ["/etc/passwd", "../secret", "a/../../b"])
def test_a_file_outside_the_folder_is_refused(path):
    with pytest.raises(UsageError, match="is outside the page's folder"):
        document.index("Shop", files=[path])


def test_a_diagram_that_is_none_is_refused():
    with pytest.raises(TextError, match="The diagram is not an SVG document"):
        document.index("Shop", svg="no")


def test_nothing_hostile_gets_out_of_its_place(hostile):
    assert len(re.findall(r"<script[\s>]", hostile)) == 1
    assert "<img" not in hostile
    assert "window.broken=3" not in hostile  # taken out of the diagram
    assert not re.search("[\x00\u202e]", hostile)
    assert not re.search(r'href="\s*javascript:', hostile)
    assert hostile.count("&lt;script&gt;window.broken=1&lt;/script&gt;") > 10


@pytest.fixture
def browse(chromium_path, tmp_path):
    with browsing(chromium_path, tmp_path) as opened:
        yield opened


def test_in_a_browser_nothing_hostile_runs_or_loads(browse, hostile):
    page = browse(hostile)
    page.wait_for_timeout(100)
    assert page.evaluate("window.broken") is None
    assert page.trouble == []


@pytest.mark.parametrize("javascript", [True, False])
def test_in_a_browser_the_tabs_work(browse, shop, javascript):
    page = browse(shop, javascript=javascript)
    tables = page.locator(".panel:visible code")
    assert tables.inner_text() == "CREATE TABLE a (id INTEGER);"
    page.locator(".tabs label", has_text="postgresql").click()
    assert tables.inner_text() == "CREATE TABLE b (id bigint);"
    assert page.trouble == []


def test_in_a_browser_a_wide_diagram_fits_unless_asked(browse, shop):
    page = browse(shop, javascript=False)
    drawn = page.locator(".picture > svg")
    assert drawn.bounding_box()["width"] < 1200
    page.get_by_text("Fit to the page").click()
    assert drawn.bounding_box()["width"] == 3000


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_in_a_browser_the_page_is_never_wider_than_the_window(browse, shop, hostile, width):
    for html in (shop, hostile):
        assert browse(html, width=width).evaluate("document.documentElement.scrollWidth") <= width
