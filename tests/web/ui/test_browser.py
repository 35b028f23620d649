"""The gallery in a real browser: accessible, within the security policy, on a phone and at a desk, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.browsing import DESK, PHONE, visit

LANGUAGES = ("kk", "ru", "en")
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_the_browser_does_not_complain(
    browser: Browser, site: str, language: str, theme: str, width: int
) -> None:
    opened = visit(browser, f"{site}/{language}/gallery/", width=width, theme="dark" if theme == "dark" else "light")
    with opened.context:
        assert not opened.is_wider_than_window()
        # Other colours change nothing but contrasts.
        assert opened.accessibility_faults("color-contrast" if theme == "dark" else "") == []
        assert opened.complaints == []


def test_axe_is_awake(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/gallery/")
    with opened.context:
        opened.page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"/x\"></a>')")
        assert [fault.split(":")[0] for fault in opened.accessibility_faults()] == ["link-name"]


def test_a_broken_security_policy_would_be_noticed(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/gallery/")
    with opened.context:
        opened.page.evaluate("document.querySelector('main').setAttribute('style', 'color: red')")
        opened.page.wait_for_timeout(50)
        assert any("Content Security Policy" in complaint for complaint in opened.complaints)


def test_the_theme_is_chosen_without_a_script(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/kk/gallery/", scripts=False)
    with opened.context:
        page = opened.page
        light = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        page.locator("button[value=dark]").click()
        page.wait_for_load_state()
        assert page.url == f"{site}/kk/gallery/"
        assert page.locator("button[value=dark]").get_attribute("aria-pressed") == "true"
        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") != light


def test_nothing_needs_a_script(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/gallery/", scripts=False)
    with opened.context:
        page = opened.page
        assert page.locator(".copy").count() == 0
        page.locator("details.disclosure > summary").first.click()
        assert page.locator("details.disclosure").first.get_attribute("open") is not None
        page.locator(".chip", has_text="2023").click()
        assert page.url.endswith("?year=2023")


def test_a_filter_changes_its_part_of_the_page_and_the_address(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/gallery/")
    with opened.context:
        page = opened.page
        page.evaluate("window.stayed = true")
        page.locator(".chip", has_text="2023").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/gallery/?year=2023")
        page.wait_for_timeout(100)
        assert page.evaluate("window.stayed") is True
        assert page.evaluate("document.activeElement.textContent") == "2023"
        assert opened.complaints == []


def test_a_hash_can_be_copied_and_chosen(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/gallery/")
    with opened.context:
        opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = opened.page
        shown = page.locator(".digest code").inner_text()
        page.locator(".copy").click()
        assert page.evaluate("navigator.clipboard.readText()") == shown
        assert page.locator(".copy [role=status]").text_content() == "Copied"
        assert page.locator(".digest code").evaluate("code => getComputedStyle(code).userSelect") == "all"


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_letters_of_the_page_are_fetched(browser: Browser, site: str, language: str) -> None:
    """The names of the languages need extended Cyrillic letters on every page; nothing here needs extended Latin."""
    with browser.new_context() as context:
        page = context.new_page()
        fonts: set[str] = set()
        page.on("request", lambda request: fonts.add(request.url) if request.resource_type == "font" else None)
        page.goto(f"{site}/{language}/gallery/")
        # Letters are asked for when the page is laid out, on a busy machine after the network has been quiet.
        page.wait_for_function(
            "document.fonts.status === 'loaded' && document.fonts.check('16px \"Golos Text\"', 'Әғқ')"
        )
        assert {font.rpartition("golos-text-")[2] for font in fonts} == {
            "latin.woff2",
            "cyrillic.woff2",
            "cyrillic-ext.woff2",
        }


def test_every_stop_of_the_keyboard_can_be_seen(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/gallery/")
    with opened.context:
        page = opened.page
        for _ in range(60):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => {
                    const here = document.activeElement, style = getComputedStyle(here);
                    const shape = here.querySelector('.map-shape');
                    const drawn = shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 3;
                    const box = here.getBoundingClientRect();
                    return [here.outerHTML.slice(0, 120), drawn || (style.outlineStyle !== 'none' && box.width > 1)];
                }"""
            )
            assert seen[1], seen[0]


def test_targets_are_large_enough_for_a_finger(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/kk/gallery/", width=PHONE)
    with opened.context:
        small = opened.page.evaluate(
            """() => [...document.querySelectorAll('a, button, summary, input, select')]
                .filter(e => !e.closest('p, li span, .map, .chain, .visually-hidden, th, td, .facts'))
                .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
                .filter(([_, box]) => box.height && (box.height < 24 || box.width < 24))
                .map(([html]) => html)"""
        )
        assert [html for html in small if "checkbox" not in html and "radio" not in html] == []


def test_paper_is_light_and_without_controls(browser: Browser, site: str) -> None:
    opened = visit(browser, f"{site}/en/gallery/", theme="dark")
    with opened.context:
        page = opened.page
        page.emulate_media(media="print", color_scheme="dark")
        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
        assert not page.locator(".themes").is_visible()
        assert not page.locator(".chips").first.is_visible()
        assert page.locator("table.data").first.is_visible()
