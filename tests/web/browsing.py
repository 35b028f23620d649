"""A real browser and a real server for tests of pages. Their fixtures stand in tests/web/conftest.py."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = 1280, 390
MENU = ".nav-more"


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """A line a request would drown the tests' own."""


class ThreadedServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the pages, static files included."""
    application = StaticFilesHandler(WSGIHandler())
    server = make_server("127.0.0.1", 0, application, server_class=ThreadedServer, handler_class=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from TARAZY_CHROMIUM or PATH; a test that needs it fails without it."""
    path = os.environ.get("TARAZY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "no Chromium: `make test` fetches one; or give TARAZY_CHROMIUM=/path/to/chromium"
    # Playwright keeps an event loop in this thread, and Django takes that for asynchronous code that must not ask the
    # database. Later tests of this process ask it too, so it is allowed from here on.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@dataclass
class Visit:
    """A page open in its own window, with everything the browser complained of."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def accessibility_faults(self, only: str = "", within: str = "html") -> list[str]:
        """What axe finds, one line a kind of fault, with the first places. `only` names the one rule to look at."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES}
        look = "([within, rules]) => axe.run(within, {runOnly: rules, resultTypes: ['violations']})"
        found = self.page.evaluate(look, [within, rules])
        return [
            f"{fault['id']}: {fault['help']}: {[node['html'][:160] for node in fault['nodes'][:3]]}"
            for fault in found["violations"]
        ]

    def faults_in_every_look(self) -> list[str]:
        """What axe finds on a wide screen and a phone, light and dark, everything unfolded; and what is too wide. An
        open menu covers what lies below it, and is looked at by itself.
        """
        self._unfold(f"details:not({MENU} *)")
        faults = self._faults_by_size_and_colour("html")
        if self.page.locator(MENU).count():
            self._unfold(f"{MENU} details")
            faults += self._faults_by_size_and_colour(MENU)
        return faults

    def _faults_by_size_and_colour(self, within: str) -> list[str]:
        faults = []
        for width in (DESK, PHONE):
            self.page.set_viewport_size({"width": width, "height": 900})
            # Colours that are still changing would be measured half way; dark ones change nothing but contrasts.
            for theme, only in (("light", ""), ("dark", "color-contrast")):
                self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                faults += [f"{width} {theme} {fault}" for fault in self.accessibility_faults(only, within)]
            faults += [f"wider than {width}"] if self.is_wider_than_window() else []
        return faults

    def _unfold(self, which: str) -> None:
        self.page.evaluate("which => document.querySelectorAll(which).forEach(one => one.open = true)", which)

    def is_wider_than_window(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def listening(context: BrowserContext) -> Visit:
    """An empty page that notes its complaints."""
    page = context.new_page()
    opened = Visit(page, context)

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            opened.complaints.append(message.text)

    def fail(request: Request) -> None:
        # What a page that is left had not fetched yet is no fault of it.
        if request.failure != "net::ERR_ABORTED":
            opened.complaints.append(f"failed: {request.url} {request.failure}")

    page.on("console", complain)
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("requestfailed", fail)
    return opened


def visit(
    browser: Browser,
    address: str,
    *,
    width: int = DESK,
    theme: Literal["light", "dark"] = "light",
    scripts: bool = True,
    session: str = "",
) -> Visit:
    """Open a page, as whoever is signed in with a session.

    Complaints are broken rules of the security policy, errors of scripts and requests that failed.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=scripts
    )
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    opened = listening(context)
    opened.page.goto(address, wait_until="load")
    return opened
