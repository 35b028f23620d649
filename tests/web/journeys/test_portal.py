"""The portal in a real browser: accessible in both themes and widths, within the policy, whole without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.long import LONG
from tests.web.browsing import DESK, PHONE, visit
from tests.web.journeys.visits import LONGEST_WORDS, visits

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("published")]
KZ = "indices/kz/regional-development/"
PAGES = {
    "home": "",
    "indices": "indices/",
    "results": f"{KZ}2024/",
    "unit in an index": f"{KZ}2023/units/KZ-19/",
    "units": "units/?kind=oblast",
    "unit": "units/KZ-19/",
    "publications": f"{KZ}publications/",
    "publication": f"{KZ}publications/1/",
    "how sure": f"{KZ}publications/1/how-sure/",
    "briefing": f"{KZ}publications/1/2024/briefing/",
    "peers": "units/KZ-10/?territory=present&peers=group",
    "register of appeals": "appeals/",
    "search": "search/?q=life",
    "nothing found": "search/?q=unicorns",
    "no such page": "nowhere/",
}
OTHER_STATES = {"results without scores": f"{KZ}2025/", "large table": "indices/wales/imd/2019/"}
VISITS = list(visits(PAGES.values()))
VISITS += [("en", path) for path in OTHER_STATES.values()]


@pytest.mark.parametrize(("language", "path"), VISITS)
def test_axe_finds_nothing_in_any_colours_and_width(browser: Browser, site: str, language: str, path: str) -> None:
    opened = visit(browser, f"{site}/{language}/{path}")
    with opened.context:
        page, faults = opened.page, []
        page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            assert not opened.is_wider_than_window(), f"wider than {width}"
            # Colours that are still changing would be measured half way.
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            faults += [f"{width} {fault}" for fault in opened.accessibility_faults()]
            if LONG or language == LONGEST_WORDS or path in OTHER_STATES.values():
                # Other colours change nothing but contrasts, and these are the same in every language.
                page.emulate_media(color_scheme="dark", reduced_motion="reduce")
                faults += [f"{width} dark {fault}" for fault in opened.accessibility_faults("color-contrast")]
        assert faults == []
        assert [said for said in opened.complaints if "404" not in said] == []


def test_a_citizen_follows_a_score_to_its_source_without_a_script(browser: Browser, site: str) -> None:
    """From the map to the region, to where most points were lost, to the source of the value."""
    opened = visit(browser, f"{site}/kk/", scripts=False, width=PHONE)
    with opened.context:
        page = opened.page
        page.locator(".tile-map a", has_text=re.compile("Маңғыстау|Маңғ")).first.click()
        assert page.locator("h1").inner_text() == "Маңғыстау облысы"
        lost = page.locator(".lost-list a").first
        target = lost.get_attribute("href") or ""
        lost.click()
        assert page.url.endswith(target)
        walk = page.locator(f"details:has({target})")
        if walk.get_attribute("open") is None:
            walk.locator("summary").click()
        walk.locator(".source").first.wait_for(state="visible")
        assert walk.locator(".source").first.inner_text().startswith("Ақпарат көзі")
        walk.locator(".given a").first.click()
        assert "/kk/observatory/" in page.url
        assert page.locator("h1").is_visible()


def test_filters_change_the_table_in_place_and_the_address(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/{KZ}2024/")
    with opened.context:
        page = opened.page
        page.evaluate("window.stayed = true")
        page.locator(".chip", has_text="2022").click()
        page.wait_for_url(f"**/{KZ}2022/")
        page.locator(".chip[aria-current]", has_text="2022").wait_for()
        page.locator("th a", has_text="Name").click()
        page.wait_for_url("**sort=name**")
        page.locator("tbody tr").first.locator("a", has_text="Abai").wait_for()
        assert page.evaluate("window.stayed") is True
        assert opened.complaints == []


def test_the_language_switch_keeps_the_page(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/{KZ}2023/units/KZ-71/", scripts=False)
    with opened.context:
        page = opened.page
        page.locator(".languages a[lang=kk]").click()
        assert page.url == f"{site}/kk/{KZ}2023/units/KZ-71/"
        assert page.locator("html").get_attribute("lang") == "kk"
        assert page.locator("h1").inner_text() == "Астана қаласы"


def test_a_name_is_searched_without_a_script(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/ru/indices/wales/imd/2019/?sort=-score", scripts=False)
    with opened.context:
        page = opened.page
        page.locator("main input[type=search]").fill("W0100119")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "q=W0100119" in page.url
        assert "sort=-score" in page.url
        names = page.locator("tbody th a").all_inner_texts()
        assert names
        assert all("W0100119" in name for name in names)
