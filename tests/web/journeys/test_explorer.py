"""The explorer, comparing and downloads in a real browser: accessible, within the policy, with a script and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.long import LONG
from tests.web.browsing import DESK, PHONE, visit
from tests.web.journeys.visits import LONGEST_WORDS, visits

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("published")]
KZ = "explorer/?v=unemployment_rate&group=region&from=2015&to=2022"
PAGES = {
    "lines": f"{KZ}&chart=line",
    "whole": "explorer/",
    "table": f"{KZ}&chart=table",
    "bars": f"{KZ}&chart=bars",
    "distribution": f"{KZ}&chart=distribution",
    "scatter": "explorer/?v=unemployment_rate&v=grp_per_capita&group=region&to=2022&chart=scatter",
    "map": f"{KZ}&chart=map",
    "multiples": f"{KZ}&chart=multiples&b=sex%3Df&b=sex%3Dm",
    "embed": f"{KZ}&chart=bars".replace("explorer", "embed"),
    "compare": "compare/?unit=KZ-19&unit=KZ-71&unit=KZ-63",
    "downloads": "downloads/",
}


@pytest.mark.parametrize(("language", "path"), list(visits(PAGES.values())))
def test_axe_finds_nothing_in_any_colours_and_width(browser: Browser, site: str, language: str, path: str) -> None:
    opened = visit(browser, f"{site}/{language}/{path}")
    with opened.context:
        page, faults = opened.page, []
        page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            assert not opened.is_wider_than_window(), f"wider than {width}"
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            faults += [f"{width} {fault}" for fault in opened.accessibility_faults()]
            if LONG or language == LONGEST_WORDS:
                page.emulate_media(color_scheme="dark", reduced_motion="reduce")
                faults += [f"{width} dark {fault}" for fault in opened.accessibility_faults("color-contrast")]
        assert faults == []
        assert opened.complaints == []


def test_a_choice_changes_the_picture_in_place_and_the_address(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/{KZ}&chart=line")
    with opened.context:
        page = opened.page
        page.evaluate("window.stayed = true")
        page.locator("#from").select_option("2019")
        page.wait_for_url("**from=2019**")
        page.locator(".chip", has_text="Bars").click()
        page.wait_for_url("**from=2022&to=2022&chart=bars")
        page.locator("[name=chart][value=bars]").wait_for(state="attached")
        page.locator("#across").check()
        page.wait_for_url("**across=yes**chart=bars")
        assert page.evaluate("window.stayed") is True
        assert opened.complaints == []


def test_the_form_works_without_a_script(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/kk/explorer/", scripts=False)
    with opened.context:
        page = opened.page
        page.locator("#as").select_option("per_head")
        with page.expect_navigation():
            page.locator(".explorer-form button").click()
        assert "as=per_head&by=population_avg" in page.url
        assert "form=" not in page.url
        assert page.locator("#shown .chart-wide svg").is_visible()


def test_marks_are_reached_by_keyboard_and_say_what_pointing_says(browser: Browser, site: str) -> None:
    """Without a script: a mark has a name, shows that it is reached, and its words stand below the picture."""
    opened = visit(browser, f"{site}/en/{KZ.replace('2015', '2022')}&chart=bars", scripts=False)
    with opened.context:
        page = opened.page
        marks = page.locator("#shown .chart-wide .mark")
        assert marks.count() == 20
        marks.first.focus()
        page.keyboard.press("Tab")
        reached = page.locator("#shown .mark:focus-visible")
        said = str(reached.get_attribute("aria-label"))
        assert reached.locator(".said").first.is_visible()
        assert " ".join(reached.locator(".said").all_text_contents()) == said
        assert marks.nth(3).locator(".said").first.is_hidden()
