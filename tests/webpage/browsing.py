"""Pages opened in Chromium, and a record of all that they should not do."""

import contextlib

from playwright.sync_api import sync_playwright


@contextlib.contextmanager
def browsing(chromium_path, folder):
    """Yield a function that opens a page from its text; `trouble` of the page lists errors, messages and requests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )

        def opened(html, *, javascript=True, width=1200):
            file = folder / "page.html"
            file.write_text(html, encoding="utf-8")
            context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
            page = context.new_page()
            page.trouble = []
            page.on("dialog", lambda dialog: page.trouble.append(dialog.message) or dialog.dismiss())
            page.on("pageerror", lambda error: page.trouble.append(str(error)))
            page.on("console", lambda message: page.trouble.append(message.text))
            page.on("request", lambda request: request.url == file.as_uri() or page.trouble.append(request.url))
            page.goto(file.as_uri())
            return page

        try:
            yield opened
        finally:
            browser.close()
