"""Every page of the desk in a real browser, in every language: sound on a wide screen and a phone, light and dark.

All of it is left to the long run; the ordinary one looks at each page once, in the tests beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils.translation import override
from playwright.sync_api import Browser, BrowserContext, Route

from tarazy.web.rooms.collection.models import Submission
from tests.long import only_long
from tests.web.browsing import Visit, listening
from tests.web.doors.desk.conftest import without_second_factor
from tests.web.doors.desk.test_every_address import ADDRESSES, expected, parts_of, people
from tests.web.doors.desk.test_every_phase import LATER_IN_STATE, WHO, door_of
from tests.web.peopled import person

__all__ = ["without_second_factor"]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("campaigned", "db", "without_second_factor")]
LANGUAGES = ("kk", "ru", "en")
DOORS = sorted({door_of(one) for one in ADDRESSES})
HTML = "text/html"
# The secret is not known here; nothing is computed of the unit; nothing is recorded to try the shipped index on (the
# bench with figures is looked at in test_workbench); the index asks bodies nothing, and the blocks of a form that does
# are looked at in test_collection.
SAYS_NO = {"answer_invitation", "preview_of_unit", "workbench", "fill_block", "accept_block"}


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


def answer_to(address: URLPattern, language: str) -> tuple[str, dict[str, str], bytes]:
    """What whoever may open an address is answered: where it lies, the heads of the answer, the page."""
    name = str(address.name)
    client, who = Client(), min(expected(people(), WHO[name]))
    if who != "nobody":
        client.force_login(person(who))
    parts = parts_of(address)
    if name in LATER_IN_STATE:
        Submission.objects.update(state=LATER_IN_STATE[name][0])
    with override(language):
        href = reverse(f"desk:{name}", kwargs=parts)
    answer = client.get(href)
    assert answer.status_code in (200, 302) or name in SAYS_NO, f"{who} {href}"
    # A file is no page, nor is the part of one that its script asks for.
    is_page = not getattr(answer, "streaming", False) and answer.headers.get("Content-Type", "").startswith(HTML)
    is_page = is_page and answer.content.lstrip().lower().startswith(b"<!doctype html>")
    return href, dict(answer.headers), answer.content if is_page else b""


def shown(window: BrowserContext, href: str, headers: dict[str, str], html: bytes) -> Visit:
    """The page as the browser draws it: it is handed over, since what it is about is seen by this transaction alone."""
    opened = listening(window)

    def hand_over(route: Route) -> None:
        route.fulfill(status=200, headers=headers, body=html)

    opened.page.route(href, hand_over)
    opened.page.goto(href, wait_until="load")
    return opened


@pytest.mark.parametrize("language", [only_long(one) for one in LANGUAGES])
@pytest.mark.parametrize("door", DOORS)
def test_every_page_of_the_desk_is_sound(window: BrowserContext, site: str, door: str, language: str) -> None:
    faults: dict[str, list[str]] = {}
    seen = 0
    for address in (one for one in ADDRESSES if door_of(one) == door and WHO.get(str(one.name))):
        with transaction.atomic():
            href, headers, html = answer_to(address, language)
            transaction.set_rollback(True)
        if not html:
            continue
        seen += 1
        opened = shown(window, f"{site}{href}", headers, html)
        if found := [*opened.faults_in_every_look(), *opened.complaints]:
            faults[str(address.name)] = found
        opened.page.close()
    assert faults == {}
    assert seen > 0
