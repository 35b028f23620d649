"""Going from page to page by what can be seen: each step ends when the next page is there."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page


def go(page: Page, words: str, about: str = "") -> None:
    """By a link in the page itself; `about`: what stands in it beside the words, for those who only hear it."""
    links = page.get_by_role("main").get_by_role("link", name=words)
    _leave(page, (links.filter(has_text=about) if about else links).first)


def go_to(page: Page, words: str) -> None:
    """By a link of the masthead."""
    _leave(page, page.get_by_role("banner").get_by_role("link", name=words, exact=True))


def push(page: Page, words: str) -> None:
    _leave(page, page.get_by_role("main").get_by_role("button", name=words, exact=True).first)


def taken_along(page: Page, words: str) -> str:
    """What stands in the file behind a link."""
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name=words).first.click()
    return Path(download.value.path()).read_bytes().decode("utf-8-sig")


def _leave(page: Page, control: Locator) -> None:
    with page.expect_navigation():
        control.click()
