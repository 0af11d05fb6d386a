"""Sorting: a click on a header sorts a table by its style sheet alone, in a page and in what nbconvert makes."""

from __future__ import annotations

import nbformat
import pytest

from tests.webpage.browsing import browsing
from workbench.progress import Progress
from workbench.project import Project

ORDERS = "id,state,amount,note\n" + "".join(
    f"{i},{'open' if i % 2 else 'done'},{i % 5},{'x' if i % 4 == 0 else ''}\n" for i in range(1, 41)
)
STORED = ["id", "state", "amount", "note"]


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "orders.csv").write_text(ORDERS)
    (folder / "returns.csv").write_text(ORDERS)
    return Project(folder, progress=Progress()).profile()


@pytest.fixture(params=["page", "nbconvert"])
def html(request, view):
    if request.param == "page":
        return view.page("shop").text
    nbconvert = pytest.importorskip("nbconvert")
    output = nbformat.v4.new_output("execute_result", {"text/html": view._repr_html_(), "text/plain": repr(view)})
    cell = nbformat.v4.new_code_cell("project.profile()", outputs=[output], execution_count=1)
    # Its own page asks the network for scripts that draw formulas; none of that is needed here.
    exporter = nbconvert.HTMLExporter(template_name="basic")
    return exporter.from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))[0]


@pytest.fixture(scope="module")
def browse(chromium_path, tmp_path_factory):
    with browsing(chromium_path, tmp_path_factory.mktemp("pages")) as opened:
        yield opened


def seen(page, table=0):
    """Names of the columns from top to bottom."""
    rows = page.locator("table.f").nth(table).locator("tbody tr").all()
    named = [(row.bounding_box()["y"], row.locator("summary").inner_text()) for row in rows]
    return [name for _, name in sorted(named)]


def click(page, header, table=0):
    box = page.locator("table.f").nth(table).locator("th", has_text=header).bounding_box()
    # On the words, as people do.
    page.mouse.click(box["x"] + 12, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("javascript", [True, False])
def test_clicks_on_a_header_sort_and_bring_the_order_of_the_source_back(browse, html, javascript):
    page = browse(html, javascript=javascript)
    assert seen(page) == STORED
    click(page, "Column")
    assert seen(page) == ["amount", "id", "note", "state"]
    click(page, "Column")
    assert seen(page) == ["state", "note", "id", "amount"]
    click(page, "Column")
    assert seen(page) == STORED
    click(page, "Distinct")
    click(page, "Distinct")
    assert seen(page) == ["id", "amount", "state", "note"]
    click(page, "Missing")
    assert seen(page)[-1] == "note"
    assert seen(page, table=1) == STORED  # each table by itself


def test_the_keyboard_sorts_too(browse, html):
    page = browse(html)
    page.locator("table.f").first.locator(".n-as").focus()
    page.keyboard.press("Space")
    assert seen(page) == STORED
    page.keyboard.press("ArrowLeft")
    assert seen(page) == ["state", "note", "id", "amount"]
    page.keyboard.press("ArrowLeft")
    assert seen(page) == ["amount", "id", "note", "state"]


def test_nothing_runs_and_nothing_is_fetched(browse, html):
    page = browse(html)
    click(page, "Type")
    assert page.trouble == []


def test_a_column_opens_to_its_details(browse, html):
    page = browse(html)
    details = page.locator("table.f").first.locator("td.x").first
    assert not details.is_visible()
    page.locator("summary").first.click()
    assert details.is_visible()
    assert "1 to 40" in details.inner_text()
