"""A view of the explorer in the page of somebody else, by the code that the explorer offers for it."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.web.browsing import DESK

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("published")]
VIEW = "v=unemployment_rate&group=region&to=2022&chart=bars"
MARKS = ".chart-wide svg .mark"
ISOLATED = {"Cross-Origin-Embedder-Policy": "require-corp"}


@contextmanager
def other_site(body: str, headers: dict[str, str]) -> Iterator[str]:
    """The address of a page of another site, which is not of our host either."""

    class Served(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(f"<!doctype html><html lang=en><title>News</title><body>{body}".encode())

        def log_message(self, format: str, *args: object) -> None:
            """A line a request would drown the tests' own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def offered_code(client: Client, site: str) -> str:
    """The code as the explorer offers it to be copied, of a site that stands at this address."""
    page = client.get(f"/en/explorer/?{VIEW}", headers={"host": site.removeprefix("http://")}).content.decode()
    [code] = [code for code in re.findall(r'data-copy="([^"]*)"', page) if "iframe" in code]
    return html.unescape(code)


def marks_framed(page: Page) -> int:
    """How many marks the picture has within the frame, however deep it lies."""
    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_function("() => window.length > 0")
    for _ in range(100):
        for frame in page.frames[1:]:
            if "/embed/" in frame.url and frame.locator(MARKS).count():
                assert frame.locator(".chart-wide svg").is_visible()
                return frame.locator(MARKS).count()
        page.wait_for_timeout(100)
    return 0


def test_the_picture_stands_in_the_page_of_somebody_else(
    browser: Browser, site: str, client: Client, tmp_path: Path
) -> None:
    """The same marks as on the page itself, on any kind of page: one that has an origin, and one that has none."""
    code = offered_code(client, site)
    own = browser.new_page(viewport={"width": DESK, "height": 900})
    own.goto(html.unescape(re.findall('src="([^"]*)"', code)[0]))
    marks = own.locator(MARKS).count()
    assert marks == 20
    own.close()
    file = tmp_path / "page.html"
    file.write_text(code, encoding="utf-8")
    below = f'<div style="height: 4000px"></div>{code}'
    sandbox = f'<iframe sandbox="allow-scripts" width="900" height="700" srcdoc="{html.escape(code)}"></iframe>'
    for name, body, headers in (
        ("another site", code, {}),
        ("below what is seen", below, {}),
        ("isolated", code, ISOLATED),
        ("in a sandbox", sandbox, {}),
        ("a file", "", {}),
        ("written by a script", "", {}),
    ):
        complaints: list[str] = []
        with other_site(body, headers) as address:
            page = browser.new_page(viewport={"width": DESK, "height": 900})
            page.on("console", lambda message, said=complaints: said.append(message.text))
            if name == "written by a script":
                page.set_content(code)
            else:
                page.goto(file.as_uri() if name == "a file" else address)
            assert marks_framed(page) == marks, (name, complaints)
            # Within a sandbox our own fonts are strange ones, and the reader's own stand in for them.
            assert [said for said in complaints if ".woff2" not in said and "ERR_FAILED" not in said] == [], name
            page.close()
