"""Two versions of a methodology beside each other, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.browsing import DESK, PHONE, visit
from tests.web.doors.portal.later import LATER, registered_later

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("later")]
PAGE = f"methodologies/{LATER}/changes/2024.2/"


@pytest.fixture(scope="module")
def later(published: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    registered_later(tmp_path_factory.mktemp("kz"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, site: str, language: str) -> None:
    opened = visit(browser, f"{site}/{language}/{PAGE}")
    with opened.context:
        page, faults = opened.page, []
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            assert not opened.is_wider_than_window(), f"wider than {width}"
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            faults += [f"{width} {fault}" for fault in opened.accessibility_faults()]
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            faults += [f"{width} dark {fault}" for fault in opened.accessibility_faults("color-contrast")]
        assert faults == []
        assert opened.complaints == []


def test_a_reader_walks_from_a_version_to_the_rule_that_changed_without_a_script(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/ru/methodologies/{LATER}/", scripts=False, width=PHONE)
    with opened.context:
        page = opened.page
        page.locator("#changes a").click()
        page.locator(".chip", has_text="2024.2").click()
        assert page.url.endswith(f"/ru/{PAGE}")
        assert page.locator("#affected").inner_text().count("2022") == 1
        page.locator("#differences h3 a").first.click()
        assert page.url.endswith(f"/ru/methodologies/{LATER}/#node-internet_users")
        assert page.locator("#node-internet_users").is_visible()
