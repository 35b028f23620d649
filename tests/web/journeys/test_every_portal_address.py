"""Every page of the portal in a real browser, in every language: sound on a wide screen and a phone, light and dark.

All of it is left to the long run; the ordinary one looks at each page in two languages, in the tests beside this one.
"""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.long import only_long
from tests.web.browsing import visit
from tests.web.doors.portal.test_every_address import ADDRESSES, LANGUAGES, address_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("published")]


def is_page(address: str) -> bool:
    answer = Client().get(address, follow=True)
    return answer.status_code == 200 and str(answer.headers["Content-Type"]).startswith("text/html")


@pytest.mark.parametrize("language", [only_long(one) for one in LANGUAGES])
@pytest.mark.parametrize("kind", ADDRESSES)
def test_every_page_of_the_portal_is_sound(browser: Browser, site: str, kind: str, language: str) -> None:
    address = address_of(ADDRESSES[kind], language)
    if not is_page(address):
        return
    opened = visit(browser, f"{site}{address}")
    with opened.context:
        assert opened.faults_in_every_look() == []
        assert opened.complaints == []
