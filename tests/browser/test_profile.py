"""A profile in real JupyterLab: clicks on the headers of its table sort it; an untrusted notebook is to be read too."""

from __future__ import annotations

import os

from playwright.sync_api import expect

from tests.browser.lab import READY

MEASURE = """
import pathlib
from workbench.progress import Progress
from workbench.project import Project

folder = pathlib.Path("shop")
folder.mkdir(exist_ok=True)
(folder / "orders.csv").write_text(
    "id,state,amount,email\\n"
    + "".join(f"{i},{'open' if i % 2 else 'done'},{i % 5},a{i}@example.org\\n" for i in range(1, 41))
)
project = Project(folder, progress=Progress())
"""


def seen(output):
    rows = output.locator("table.f tbody tr").all()
    return [name for _, name in sorted((row.bounding_box()["y"], row.locator("summary").inner_text()) for row in rows)]


def test_clicks_on_headers_sort_and_an_untrusted_notebook_is_readable(lab, person):
    page = person.page
    person.open(lab.notebook("profile.ipynb", MEASURE, "project.profile()"))
    output = page.locator(".jp-OutputArea-output .wbf")
    expect(output.locator("table.f")).to_be_visible()
    expect(output).to_contain_text("One row per order.")
    assert seen(output) == ["id", "state", "amount", "email"]
    for expected in (["amount", "email", "id", "state"], ["state", "id", "email", "amount"]):
        output.locator("th", has_text="Column").click(position={"x": 12, "y": 12})
        assert seen(output) == expected
    if folder := os.environ.get("WORKBENCH_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/profile.png")

    # Saved and opened by somebody who has not run it: JupyterLab takes style, pictures and scripts away.
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    (lab.folder / "foreign.ipynb").write_bytes(
        (lab.folder / "profile.ipynb").read_bytes().replace(b"One row", b"one row")
    )
    page.goto(f"{lab.url}lab/workspaces/foreign/tree/foreign.ipynb")
    page.wait_for_function(READY, arg="foreign.ipynb")
    table = page.locator(".jp-OutputArea-output table")
    expect(table).to_be_visible()
    for text in ("amount", "int32", "whole numbers from 0 to 4", "(masked)", "Smallest to largest value"):
        expect(table).to_contain_text(text)
    expect(table.locator("input:visible")).to_have_count(0)
    if folder := os.environ.get("WORKBENCH_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/untrusted.png")
