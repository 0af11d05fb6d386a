"""A real JupyterLab on the loopback interface, and a person in front of it (Chromium, driven by Playwright)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.lab import FLAGS, Person, served


# Gone with the module: Playwright's own loop would still run in this thread, and no other test could start it again.
@pytest.fixture(scope="module")
def lab(chromium_path, tmp_path_factory):
    """JupyterLab with settings, runtime files and notebooks of its own, on a free port."""
    with served(tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("jupyter")) as running:
        yield running


# Gone with the module: Playwright's own loop would still run in this thread, and no other test could start it again.
@pytest.fixture(scope="module")
def browser(chromium_path):
    """Chromium without a profile of anybody's."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


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
