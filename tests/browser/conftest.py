"""A real JupyterLab on the loopback interface, and a person in front of it (Chromium, driven by Playwright)."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.conftest import ROOT

BOOT_SECONDS = 40
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = """(name) => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  return panel?.context?.path === name && panel.context.isReady && panel.content.widgets.length > 0 &&
    panel.sessionContext.isReady && panel.sessionContext.session?.kernel?.status === "idle";
}"""
EXECUTE = """async (code) => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const future = kernel.requestExecute({ code, store_history: false });
  let text = "", wrong = "";
  future.onIOPub = ({ header, content }) => {
    if (header.msg_type === "stream" && content.name === "stdout") text += content.text;
    if (header.msg_type === "error") wrong = content.ename + ": " + content.evalue;
  };
  await future.done;
  return [text, wrong];
}"""


@dataclass
class Lab:
    """A running JupyterLab."""

    url: str
    folder: Path
    log: list[str]

    def notebook(self, name: str, *cells: str) -> str:
        """Write a notebook and return where it opens."""
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(book, self.folder / name)
        # A workspace of its own, so that no other notebook comes up beside it.
        return f"{self.url}lab/workspaces/{Path(name).stem}/tree/{name}"


# Gone with the module: Playwright's own loop would still run in this thread, and no other test could start it again.
@pytest.fixture(scope="module")
def lab(chromium_path, tmp_path_factory):
    """JupyterLab with settings, runtime files and notebooks of its own, on a free port."""
    folder, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("jupyter")
    settings = home / "settings" / "@jupyterlab"
    for plugin, values in {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "application-extension/shell": {"startMode": "multiple"},
    }.items():
        path = settings / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    environment = {
        **os.environ,
        **{f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")},
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": str(ROOT),
        # The checkout's own environment is found first, whichever one the machine has besides.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--IdentityProvider.token=", "--ServerApp.password="),
        f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    log: list[str] = []
    ready = threading.Event()

    def read() -> None:
        for line in server.stderr:
            log.append(line)
            if re.search(r"http://127\.0\.0\.1:\d+/", line):
                ready.set()
        ready.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        assert ready.wait(BOOT_SECONDS), "".join(log)
        found = re.search(r"http://127\.0\.0\.1:\d+/", "".join(log))
        assert found, "".join(log)
        yield Lab(found[0], folder, log)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        reader.join()
        server.stderr.close()


# Gone with the module: Playwright's own loop would still run in this thread, and no other test could start it again.
@pytest.fixture(scope="module")
def browser(chromium_path):
    """Chromium without a profile of anybody's."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


class Person:
    """Somebody with a notebook open."""

    def __init__(self, page: Page, picture_folder: Path) -> None:
        self.page = page
        self.picture_folder = picture_folder

    def open(self, url: str) -> None:
        """Open a notebook and run all of its cells."""
        self.page.goto(url)
        self.page.wait_for_function(READY, arg=url.rpartition("/")[2])
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def run(self, code: str) -> str:
        """Run code in the notebook's kernel, beside its cells; what it prints."""
        text, wrong = self.page.evaluate(EXECUTE, code)
        assert not wrong, wrong
        return text

    def picture(self, name: str) -> None:
        """Keep a screenshot, for people who want to look (WORKBENCH_SCREENSHOTS names the folder)."""
        # The veil that JupyterLab draws over the page while it changes its theme.
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)
        self.page.locator(".workbench-editor").scroll_into_view_if_needed()
        self.page.screenshot(path=self.picture_folder / f"{name}.png")


@pytest.fixture
def person(browser, lab, tmp_path):
    """Somebody with an empty page; whatever the page logs as an error fails the test."""
    folder = Path(os.environ.get("WORKBENCH_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport={"width": 1500, "height": 950})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    expect.set_options(timeout=30_000)
    yield Person(page, folder)
    context.close()
    assert not faults
