"""Methodologies, the observatory and how to read in a real browser: for everybody, on a phone, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.browsing import PHONE, visit
from tests.web.journeys.visits import LONGEST_WORDS, visits

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("published")]
KZ = "methodologies/kz/regional-development/2024.2/"
REFLOW = 320  # a wide screen enlarged to 400 percent
PAGES = {
    "methodologies": "methodologies/",
    "methodology": KZ,
    "changes of a methodology": f"{KZ}changes/",
    "movement between versions": f"{KZ}changes/2024.2/movement/",
    "file of a methodology": f"{KZ}text/variables.yaml",
    "observatory": "observatory/",
    "variable": "observatory/grp_nominal/?period=2016&unit=KZ-63",
    "values carried over reforms": "observatory/doctors/?period=2016&territory=present&unit=KZ-10&peers=similar",
    "left behind": "observatory/unemployment_rate/left-behind/",
    "revisions": "observatory/unemployment_rate/revisions/?unit=KZ-79&period=2023",
    "release calendar": "observatory/calendar/",
    "about": "about/",
    "accessibility": "accessibility/",
}
OTHER_STATES = {
    "flags on every value": "observatory/crimes_registered/?period=2022",
    "many units": "observatory/income_rank/?page=2",
    "nothing found": "observatory/?q=unicorns",
    "no such variable": "observatory/unobtainium/",
}
VISITS = list(visits(PAGES.values()))
VISITS += [(LONGEST_WORDS, path) for path in OTHER_STATES.values()]


@pytest.mark.parametrize(("language", "path"), VISITS)
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, site: str, language: str, path: str) -> None:
    opened = visit(browser, f"{site}/{language}/{path}")
    with opened.context:
        page = opened.page
        page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
        faults = opened.accessibility_faults()
        for width in (REFLOW, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            assert not opened.is_wider_than_window(), f"wider than {width}"
        if language == LONGEST_WORDS:
            faults += [f"phone {fault}" for fault in opened.accessibility_faults()]
            # Other colours change nothing but contrasts; colours that are still changing would be measured half way.
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            faults += [f"dark {fault}" for fault in opened.accessibility_faults("color-contrast")]
        assert faults == []
        assert [said for said in opened.complaints if "404" not in said] == []


def test_a_reader_walks_from_a_variable_to_the_line_of_the_text_without_a_script(browser: Browser, site: str) -> None:
    """From the list by a search, to the variable, to the index that uses it, to the rule, to the file."""
    opened = visit(browser, f"{site}/kk/observatory/", scripts=False, width=PHONE)
    with opened.context:
        page = opened.page
        page.locator("main input[type=search]").fill("өсуі")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.goto(f"{site}/kk/observatory/grp_volume_index/")
        assert page.locator("h1").inner_text() == "Жалпы өңірлік өнімнің нақты көлем индексі"
        page.locator(".ways a").first.click()
        assert page.url.endswith("#node-grp_growth")
        assert page.locator("#node-grp_growth").is_visible()
        page.locator("#files a", has_text="grp_growth.yaml").first.click()
        assert page.locator("#L1").inner_text() == "indicator: grp_growth"


def test_a_line_is_chosen_by_a_form_without_a_script(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/ru/observatory/unemployment_rate/?period=2015", scripts=False)
    with opened.context:
        page = opened.page
        page.locator("#lines select").select_option("KZ-63")
        with page.expect_navigation():
            page.locator("#lines button").click()
        assert "unit=KZ-63" in page.url
        assert "period=2015" in page.url
        assert page.url.endswith("#lines")
        page.locator("#lines summary").click()
        former = page.locator("#lines tbody small", has_text="в границах до 2022")
        assert former.count() == 12


def test_a_choice_changes_the_page_in_place_and_the_address(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/observatory/unemployment_rate/")
    with opened.context:
        page = opened.page
        page.evaluate("window.stayed = true")
        page.locator(".chip", has_text="rural").click()
        page.wait_for_url("**breakdown=residence**")
        page.locator(".chip[aria-current]", has_text="rural").wait_for()
        assert page.evaluate("window.stayed") is True
        assert opened.complaints == []
