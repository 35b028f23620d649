"""The workbench in a browser: sliders and keyboard with the script, the plain form without it; sound in every look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.methodologies.models import Version
from tests.web.browsing import listening
from tests.web.cloning import TestDatabases
from tests.web.computed import TEMPLATE, compute_kazakhstan
from tests.web.peopled import person

pytestmark = pytest.mark.browser
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture(scope="module")
def session(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, int]]:
    """A methodologist of the centre who is signed in, and the version that was computed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, compute_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        client = Client()
        client.force_login(person("met"))
        yield str(client.session.session_key), Version.objects.get(methodology="kz/regional-development").pk


def window(browser: Browser, site: str, session: tuple[str, int], *, scripts: bool = True) -> BrowserContext:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session[0], "url": site}])
    return context


def address(site: str, session: tuple[str, int], more: str = "", language: str = "en") -> str:
    return f"{site}/{language}/desk/methodologies/{session[1]}/workbench/{more}"


def moved(page: Page) -> str:
    return page.locator("#moved").inner_text()


def told(page: Page, words: str) -> None:
    expect(page.locator("#moved")).to_contain_text(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_sound_in_every_look(browser: Browser, site: str, session: tuple[str, int], language: str) -> None:
    with window(browser, site, session) as context:
        opened = listening(context)
        opened.page.goto(address(site, session, "?weight.economy=60&weight.people=none", language))
        assert opened.accessibility_faults() == []
        opened.complaints.clear()  # the browser itself complains of the status 422
        opened.page.goto(address(site, session, "?weight.economy=60&normalise.poverty=z_score&all=yes", language))
        assert opened.faults_in_every_look() == []
        assert opened.complaints == []
        opened.page.goto(address(site, session, "draft/?weight.economy=60", language))
        assert opened.accessibility_faults() == []


def test_a_slider_moves_its_field_the_picture_and_the_address(
    browser: Browser, site: str, session: tuple[str, int]
) -> None:
    with window(browser, site, session) as context:
        opened = listening(context)
        page = opened.page
        page.goto(address(site, session))
        told(page, "Nobody changes place.")
        slider = page.locator("input[data-of=weight-economy]")
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2)
        page.mouse.down()
        for share in (0.4, 0.6, 0.8):
            page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.mouse.up()
        told(page, "Economy: the weight within")
        value = page.locator("#weight-economy").input_value()
        assert 75 < float(value) < 85
        expect(page.locator("[data-share=economy]")).not_to_have_text("25.0%")
        page.wait_for_function("value => location.search.includes(`weight.economy=${value}`)", arg=value)
        # What the address holds is what the form computes.
        after = moved(page)
        page.reload()
        assert moved(page) == after
        slider = page.locator("input[data-of=weight-economy]")
        slider.focus()
        page.keyboard.press("Home")
        expect(page.locator("#weight-economy")).to_have_value("0.5")
        told(page, "is now 0.66 percent")
        page.locator("#weight-economy").fill("25")
        told(page, "Nobody changes place.")
        assert slider.input_value() == "25"
        assert opened.complaints == []


def test_a_method_brings_its_fields_and_takes_them_away(browser: Browser, site: str, session: tuple[str, int]) -> None:
    with window(browser, site, session) as context:
        page = context.new_page()
        page.goto(address(site, session))
        page.locator("summary", has_text="Labour and income").click()
        page.locator("summary", has_text="Unemployment rate").click()
        page.locator("#normalise-unemployment").select_option("z_score")
        field = page.get_by_label("Points for one standard deviation")
        expect(field).to_have_value("10")
        field.fill("many")
        told(page, "Write a number, such as 12.5.")
        field.fill("15")
        told(page, "Who moves farthest")
        page.locator("#normalise-unemployment").select_option("goalposts")
        expect(page.locator("#normalise-unemployment-goalposts-high")).to_be_visible()
        told(page, "Nobody changes place.")


def test_the_plain_form_comes_to_the_same_and_saves_a_draft(
    browser: Browser, site: str, session: tuple[str, int]
) -> None:
    with window(browser, site, session) as context:
        page = context.new_page()
        page.goto(address(site, session))
        page.locator("#weight-economy").fill("60")
        told(page, "44.44 percent")
        with_script = moved(page)
    with window(browser, site, session, scripts=False) as context:
        page = context.new_page()
        page.goto(address(site, session))
        page.locator("#weight-economy").fill("60")
        page.get_by_role("button", name="Compute").click()
        assert moved(page) == with_script
        assert not page.locator("input[type=range]").first.is_visible()
        page.get_by_role("button", name="Save as a draft").click()
        page.get_by_label("Number of the new version").fill("2024.8")
        page.get_by_label("Who says so, and why").fill("A journey")
        page.get_by_role("button", name="Save as a draft").click()
        expect(page.locator("main")).to_contain_text("Done: Save as a draft.")
        assert "kz/regional-development/2024.8" in page.locator("main").inner_text()
