"""A JupyterLab on the loopback interface, and somebody in front of it; tests and benchmarks use both."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from playwright.sync_api import Page, expect

BOOT_SECONDS = 40
PATIENCE_SECONDS = 15
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "workbench" / "widget" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
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
IDLE = """() => {
  const { sessionContext } = window.jupyterapp.shell.currentWidget;
  return sessionContext.isReady && sessionContext.session?.kernel?.status === "idle";
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


@contextmanager
def served(folder: Path, home: Path) -> Iterator[Lab]:
    """Run JupyterLab with settings, runtime files (in ``home``) and notebooks of its own, on a free port."""
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

    def again(self) -> None:
        """Run all cells again, in the kernel that is there now."""
        self.page.wait_for_function(IDLE)
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def run(self, code: str) -> str:
        """Run code in the notebook's kernel, beside its cells; what it prints."""
        text, wrong = self.page.evaluate(EXECUTE, code)
        assert not wrong, wrong
        return text

    def until(self, code: str, expected: str) -> None:
        """Wait until code in the kernel prints something; what is typed is the model a moment later."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (printed := self.run(code)) != expected and time.monotonic() < deadline:
            self.page.wait_for_timeout(100)
        assert printed == expected

    def accessible(self) -> None:
        """Nothing on the editor that axe-core calls serious or critical."""
        self.page.add_script_tag(path=AXE)
        found = self.page.evaluate("axe.run('.wb-app')")["violations"]
        assert not [
            (fault["id"], fault["help"], [node["html"][:200] for node in fault["nodes"]])
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]

    def picture(self, name: str) -> None:
        """Keep a screenshot, for people who want to look (WORKBENCH_SCREENSHOTS names the folder)."""
        # The veil that JupyterLab draws over the page while it changes its theme.
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)
        self.page.locator(".workbench-editor").first.scroll_into_view_if_needed()
        self.page.screenshot(path=self.picture_folder / f"{name}.png")
