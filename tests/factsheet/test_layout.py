"""Layout: at any width nothing runs out of its place, whatever names and values are like."""

from __future__ import annotations

import pytest

from tests.webpage.browsing import browsing
from workbench.progress import Progress
from workbench.project import Project

# What sticks out of its box or out of the window, by more than a pixel of rounding.
STICKS_OUT = """() => {
  const found = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
  for (const cell of document.querySelectorAll("td, th, .b, .b bdi, figcaption span, p, h1, h2, h4"))
    if (cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth)
      found.push(cell.outerHTML.slice(0, 90));
  return found;
}"""
# Pairs of cells of a row, and of rows, that overlap.
OVERLAP = """() => {
  const before = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
  const apart = (a, b) => before(a, b) || before(b, a);
  const found = [];
  for (const row of document.querySelectorAll("table.f tr")) {
    const seen = [...row.children].filter((cell) => cell.checkVisibility());
    const boxes = seen.map((cell) => cell.getBoundingClientRect());
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => apart(a, b) || found.push(row.innerText)));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    long = "a_column_with_quite_a_long_name_of_many_words_" + "x" * 40
    lines = "".join(
        f"{i},{'W' * 90 if i % 2 else 'short'},{10**17 + i},{i / 7},2024-01-{i % 28 + 1:02} 10:20:30\n"
        for i in range(60)
    )
    (folder / f"{'table_' * 9}.csv").write_text(f"id,{long},big,x,at\n" + lines)
    (folder / "b.csv").write_text("id,email,fax\n" + "".join(f"{i},a{i}@example.org,\n" for i in range(40)))
    return Project(folder, progress=Progress()).profile()


@pytest.fixture(scope="module")
def browse(chromium_path, tmp_path_factory):
    with browsing(chromium_path, tmp_path_factory.mktemp("pages")) as opened:
        yield opened


@pytest.mark.parametrize("width", [320, 500, 800, 1200])
@pytest.mark.parametrize("made", ["page", "fragment"])
def test_nothing_sticks_out_or_overlaps(browse, view, width, made):
    html = view.page("shop").text if made == "page" else f"<!doctype html>{view._repr_html_()}"
    page = browse(html, width=width)
    for name in page.locator("summary").all():
        name.click()
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(OVERLAP) == []
    assert page.trouble == []
