"""What a browser loads for a page, as it is transferred: counted by the browser itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tools.browser import from_path

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT: Final = "Script"


@dataclass(frozen=True)
class Part:
    """A file that the browser has fetched: of which kind (document, style sheet, font, ...), with how many bytes."""

    kind: str
    name: str
    size: int


@dataclass(frozen=True)
class Weight:
    """A page before anybody touches it, and what comes with the first touch."""

    path: str
    parts: Sequence[Part]
    on_first_touch: Sequence[Part]

    @property
    def total(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def scripts_on_first_touch(self) -> int:
        return sum(part.size for part in self.on_first_touch if part.kind == SCRIPT)


def weights(port: int, paths: Sequence[str]) -> list[Weight]:
    """Each page in a browser that has kept nothing."""
    from playwright.sync_api import sync_playwright

    chromium = from_path()
    if chromium is None:
        sys.exit("There is no Chromium to weigh the pages with; `make test` fetches one.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        try:
            return [_weighed(browser.new_context().new_page(), f"http://127.0.0.1:{port}{path}") for path in paths]
        finally:
            browser.close()


def _weighed(page: Page, address: str) -> Weight:
    """The first touch of the explorer's form is another chart; other pages have nothing that fetches a script."""
    seen: dict[str, dict[str, Any]] = {}
    parts: list[Part] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.responseReceived", lambda told: seen.update({told["requestId"]: told}))

    def finished(told: dict[str, Any]) -> None:
        of = seen.get(told["requestId"])
        if of is not None:
            name = urlsplit(of["response"]["url"]).path.rpartition("/")[2]
            parts.append(Part(of["type"], name, int(told["encodedDataLength"])))

    network.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    before = len(parts)
    choice = page.locator("#explorer .chips a:not([aria-current])")
    if choice.count():
        choice.first.click()
        page.wait_for_load_state("networkidle")
    weight = Weight(urlsplit(address).path, parts[:before], parts[before:])
    page.context.close()
    return weight
