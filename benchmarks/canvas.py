"""The canvas in real JupyterLab: frames while it is moved, from an edit to the screen, and the size of messages."""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks._measure import ROOT, Measurement
from benchmarks._models import large
from tests.browser.lab import FLAGS, Person, served
from workbench.model import Subject
from workbench.model.edits import Rename
from workbench.session import Session
from workbench.widget import edit

GOAL_FRAME_MS, GOAL_EDIT_MS, GOAL_MESSAGE_KB = 1000 / 25, 100.0, 20.0
_SIZE = "500 tables, 12 columns each, 750 references, placed in 20 rows"
_DECLARE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from benchmarks._models import large
from workbench.session import Session
from workbench.widget import edit
session = Session.of_model(large(500, 12))
session.place({{entity.name: (320.0 * (n % 25), 380.0 * (n // 25)) for n, entity in enumerate(session.model.entities)}})
editor = edit(session)
"""
# The hand goes to and fro, a little with each frame, so that all that was visible stays so.
_MOVE = """async (milliseconds) => {
  const pane = document.querySelector(".react-flow__pane"), box = pane.getBoundingClientRect();
  let x = box.left + box.width / 2, y = box.top + box.height / 2, step = 8;
  const say = (target, type) => target.dispatchEvent(new MouseEvent(type, {
    bubbles: true, cancelable: true, view: window, clientX: x, clientY: y, buttons: type === "mouseup" ? 0 : 1 }));
  const frame = () => new Promise(requestAnimationFrame);
  const gaps = [], began = await frame();
  say(pane, "mousedown");
  for (let last = began, n = 1; last - began < milliseconds; n += 1) {
    if (n % 20 === 10) step = -step;
    x += step; y += step / 2;
    say(window, "mousemove");
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  say(window, "mouseup");
  return gaps;
}"""
_ZOOM = "() => +document.querySelector('.react-flow__viewport').style.transform.match(/scale\\(([^)]+)/)[1]"
# From the key that ends a new name to the frame that shows it, and to that which shows the answer of Python.
_WATCH = """(name) => {
  const app = document.querySelector(".wb-app"), before = app.dataset.revision;
  window.took = new Promise((done) => document.addEventListener("keydown", async () => {
    const began = performance.now();
    const shown = () => [...document.querySelectorAll(".wb-canvas .wb-name")].some((cell) => cell.textContent === name);
    const until = async (there) => {
      while (!there() && performance.now() - began < 5000) await new Promise(requestAnimationFrame);
      return performance.now() - began;
    };
    done([await until(shown), await until(() => app.dataset.revision !== before)]);
  }, { capture: true, once: true }));
}"""
_SEEN = """() => {
  const cells = [...document.querySelectorAll(".wb-canvas [data-attribute^=column_] .wb-name")];
  const seen = cells.find((cell) => {
    const { x, y, width, height } = cell.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === cell;
  });
  return [seen.closest("[data-entity]").dataset.entity, seen.closest("[data-attribute]").dataset.attribute];
}"""


def run() -> Iterator[Measurement]:
    """Measure in Chromium without a graphics processor, where there is one, and messages without."""
    yield from _messages()
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        yield Measurement("canvas", "frames", float("nan"), "ms", remark="not measured: there is no Chromium")
        return
    with tempfile.TemporaryDirectory(prefix="workbench-lab-") as name, sync_playwright() as playwright:
        folder, home = Path(name) / "notebooks", Path(name) / "jupyter"
        folder.mkdir()
        home.mkdir()
        with served(folder, home) as lab:
            chromium = playwright.chromium.launch(executable_path=program, headless=True, args=FLAGS)
            page = chromium.new_context(viewport={"width": 1500, "height": 950}).new_page()
            Person(page, folder).open(lab.notebook("large.ipynb", _DECLARE, "editor"))
            page.wait_for_selector(".wb-canvas .wb-box", timeout=120_000)
            page.wait_for_timeout(5_000)
            yield _frames(page, "fit view")
            for _ in range(24):
                if page.evaluate(_ZOOM) >= 0.8:
                    break
                page.locator(".react-flow__controls-zoomin").click()
                page.wait_for_timeout(400)
            yield _frames(page, "zoom 0.8")
            yield from _edits(page)
            chromium.close()


def _frames(page: Page, where: str) -> Measurement:
    page.wait_for_timeout(1_500)
    gaps = page.evaluate(_MOVE, 5_000)
    boxes = page.locator(".wb-box").count()
    return Measurement(
        "canvas", f"frame at {where}", statistics.median(gaps), "ms", GOAL_FRAME_MS, f"{_SIZE}; {boxes} of them drawn"
    )


def _edits(page: Page) -> Iterator[Measurement]:
    table, name = page.evaluate(_SEEN)
    taken = []
    for number in range(9):
        cell = page.locator(f'.wb-canvas [data-entity="{table}"] [data-attribute="{name}"]')
        cell.locator(".wb-name").dblclick()
        field = page.locator(".wb-canvas .wb-row input")
        new = f"column_{number}_new"
        field.fill(new)
        page.evaluate(_WATCH, new)
        field.press("Enter")
        taken.append(page.evaluate("window.took"))
        name = new
    for what, times in zip(("edit seen", "edit made and seen"), zip(*taken, strict=True), strict=True):
        yield Measurement("canvas", what, statistics.median(times), "ms", GOAL_EDIT_MS, _SIZE)


def _messages() -> Iterator[Measurement]:
    session = Session.of_model(large(200))
    editor = edit(session)
    try:
        sent: list[object] = []
        editor.screen.send = lambda message, *_: sent.append(message)
        editor.screen._handle_custom_msg({"type": "view", "open": True}, [])  # noqa: SLF001 what ipywidgets calls
        sent.clear()
        busiest = max((e.name for e in session.model.entities), key=lambda name: len(session.model.references_to(name)))
        last = session.model.entity(busiest).attributes[-1].name
        edits = {
            "rename an attribute": Rename(Subject.attribute(busiest, last), "new"),
            "rename the most referenced key": Rename(Subject.attribute(busiest, "id"), "number"),
            "rename the most referenced table": Rename(Subject.entity(busiest), "orders"),
        }
        for what, each in edits.items():
            sent.clear()
            session.apply(each)
            size = sum(len(json.dumps(message).encode()) for message in sent)
            yield Measurement("message", what, size / 1000, "kB", GOAL_MESSAGE_KB, "200 tables, 300 references")
    finally:
        editor.close()
