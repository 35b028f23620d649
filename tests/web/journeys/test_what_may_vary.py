"""What a methodology says may vary, on its page in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tarazy.engine.load import load_methodology
from tests.web.browsing import PHONE, visit
from tests.web.rooms.shipped import put_in_force

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("stating")]
ASEM, KZ = "asem/connectivity/2018.1", "kz/regional-development/2024.2"


@pytest.fixture(scope="module")
def stating(published: None) -> None:
    """The other one is published."""
    put_in_force(ASEM)


@pytest.mark.parametrize(("id", "language"), [(ASEM, "kk"), (KZ, "ru"), (KZ, "en")])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, site: str, id: str, language: str) -> None:
    opened = visit(browser, f"{site}/{language}/methodologies/{id}/")
    with opened.context:
        assert opened.faults_in_every_look() == []
        assert opened.complaints == []


def test_a_reader_finds_it_from_the_contents_without_a_script(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/methodologies/{ASEM}/", scripts=False, width=PHONE)
    said = load_methodology(ASEM).uncertainty
    assert said is not None
    with opened.context:
        page = opened.page
        page.locator(".contents a[href='#uncertainty']").click()
        part = page.locator("#uncertainty")
        assert part.is_visible()
        assert part.locator("h3").all_inner_texts() == [one.title.en for one in said.assumptions]
        assert "10 points for the mean, 2 for each" in part.inner_text()
        sources = part.inner_text().count("COINr, vignette Sensitivity analysis: the specification")
        assert sources == len(said.assumptions)


def test_the_numbers_of_each_rule_are_seen(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/methodologies/{ASEM}/")
    with opened.context:
        facts = opened.page.locator(".rules .said")
        assert facts.count() > 50
        assert facts.evaluate_all("all => all.filter(one => getComputedStyle(one).visibility != 'visible').length") == 0
        assert "Most values that may be moved" in opened.page.locator("#uncertainty").inner_text()
