"""People at their desks: each in a window of their own, without scripts, going only by what they see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Locator, Page

from tests.web.browsing import Visit, visit
from tests.web.doors.desk.account.people import PASSWORD


def translated(words: str, language: str, **values: Any) -> str:
    """What a page says in a language for English words of the source, with their values filled in."""
    with override(language):
        found = gettext(words)
    assert found != words, f"nothing is translated from {words!r}"
    return found % values if values else found


@dataclass
class Desk:
    """One person's window. What is followed, pressed and filled in is named by its words in the source."""

    opened: Visit
    language: str

    @property
    def page(self) -> Page:
        return self.opened.page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def said(self, words: str, **values: Any) -> str:
        return translated(words, self.language, **values)

    @contextmanager
    def moves_on(self) -> Iterator[None]:
        """Inside, a click leads to another page, which is none that refuses or asks again."""
        with self.page.expect_navigation() as moved:
            yield
        answer = moved.value
        assert answer.ok, f"{answer.status} {self.page.url}\n{self.main.inner_text()}"

    def follow(self, words: str, *, of: str = "", **values: Any) -> None:
        """The link that says so; `of`: the first of those that say so of something."""
        said = self.said(words, **values)
        self.follow_named(re.compile(rf"{re.escape(said)}\s*: {re.escape(of)}") if of else said)

    def follow_named(self, name: str | re.Pattern[str]) -> None:
        with self.moves_on():
            self.main.get_by_role("link", name=name, exact=True).first.click()

    def go_to(self, words: str) -> None:
        """By a link of the masthead."""
        with self.moves_on():
            self.page.get_by_role("banner").get_by_role("link", name=self.said(words), exact=True).click()

    def go_back_to(self, name: str) -> None:
        """By a link of the trail above the heading."""
        trail = self.page.get_by_role("navigation", name=self.said("You are here"))
        with self.moves_on():
            trail.get_by_role("link", name=name, exact=True).click()

    def press(self, words: str) -> None:
        with self.moves_on():
            self.main.get_by_role("button", name=self.said(words), exact=True).click()

    def fill(self, label: str, text: str, **values: Any) -> None:
        self.main.get_by_label(self.said(label, **values)).first.fill(text)

    def check(self, name: str) -> None:
        self.main.get_by_label(name, exact=True).first.check()

    def says(self, text: str) -> bool:
        return text in self.main.inner_text().replace("\N{NO-BREAK SPACE}", " ")


@dataclass
class Desks:
    """Everybody who has signed in, by user name."""

    browser: Browser
    site: str
    language: str
    signed_in: dict[str, Desk] = field(default_factory=dict)

    def of(self, username: str) -> Desk:
        """The person's desk, its first page before them; they sign in when they are first needed."""
        if username not in self.signed_in:
            self.signed_in[username] = sign_in(self.newcomer(), username)
        else:
            self.signed_in[username].go_to("My desk")
        return self.signed_in[username]

    def newcomer(self, path: str = "") -> Desk:
        """Somebody on the public site, whom nobody knows yet."""
        return Desk(visit(self.browser, f"{self.site}/{self.language}/{path}", scripts=False), self.language)

    def complaints(self) -> dict[str, list[str]]:
        return {name: desk.opened.complaints for name, desk in self.signed_in.items() if desk.opened.complaints}

    def close(self) -> None:
        for desk in self.signed_in.values():
            desk.opened.context.close()


def sign_in(desk: Desk, username: str) -> Desk:
    """From any page of the public site to the person's desk."""
    with desk.moves_on():
        desk.page.get_by_role("contentinfo").get_by_role("link", name=desk.said("Sign in")).click()
    desk.fill("User name or e-mail address", username)
    desk.fill("Password", PASSWORD)
    desk.press("Sign in")
    return desk
