"""Signing in and the own account in a real browser: for everybody, on a phone, in both themes; passkeys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.long import only_long
from tests.web.browsing import DESK, PHONE, Visit, visit
from tests.web.doors.desk.account.people import EMAIL, PASSWORD, code_of, forget_attempts, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OUTSIDE = (
    "sign-in/",
    "password/forgotten/",
    "password/forgotten/sent/",
    "password/changed/",
    "closed/",
    "password/forgotten/1-used-up/",
)
CONFIRM = "confirm/"
INSIDE = ("", "language/", "password/", "sessions/", "sign-out/", CONFIRM, "second-factor/")
PROTECTED = ("second-factor/app/", "second-factor/passkeys/add/", "second-factor/passkeys/")
WITH_APP = (
    "second-factor/recovery-codes/",
    "second-factor/recovery-codes/new/",
    "second-factor/app/remove/",
    CONFIRM,
    "confirm/code/",
    "second-factor/",
)


@pytest.fixture
def here(site: str) -> str:
    """Passkeys belong to a name; to an address of numbers no browser gives any."""
    return site.replace("127.0.0.1", "localhost")


def looked_at(opened: Visit, name: str) -> list[str]:
    """What is wrong with the page that stands open, wide and on a phone, light and dark."""
    faults: list[str] = []
    for width in (DESK, PHONE):
        opened.page.set_viewport_size({"width": width, "height": 900})
        if opened.is_wider_than_window():
            faults.append(f"{name} is wider than {width}")
        faults += [f"{name} {width} {fault}" for fault in opened.accessibility_faults()]
    # Other colours change nothing but contrasts, and these are the same on a wide screen.
    opened.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    faults += [f"{name} dark {fault}" for fault in opened.accessibility_faults("color-contrast")]
    opened.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults


def fill_in(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    with page.expect_navigation():
        page.locator("main form:has([name=" + next(iter(fields)) + "]) button[type=submit]").first.click()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}sign-in/")
    fill_in(page, login="aigerim", password=PASSWORD)


def set_up_app(page: Page, address: str) -> str:
    page.goto(f"{address}second-factor/app/")
    fill_in(page, password=PASSWORD)
    secret = page.locator(".digest code").inner_text().replace(" ", "")
    fill_in(page, code=code_of(secret))
    return secret


@pytest.mark.parametrize("language", ["ru", only_long("kk"), only_long("en")])
def test_axe_finds_nothing_on_any_page_of_accounts(browser: Browser, here: str, language: str) -> None:
    person(language=language)
    address = f"{here}/{language}/account/"
    opened = visit(browser, f"{address}sign-in/")
    page, faults = opened.page, []
    with opened.context:

        def walk(paths: tuple[str, ...]) -> None:
            for path in paths:
                page.goto(f"{address}{path}", wait_until="load")
                faults.extend(looked_at(opened, path))

        walk(OUTSIDE)
        page.goto(f"{address}sign-in/")
        fill_in(page, login="nobody", password="wrong")
        faults.extend(looked_at(opened, "sign-in/ with a mistake"))
        sign_in(page, address)
        walk(INSIDE)
        page.goto(f"{address}password/")
        fill_in(page, oldpassword="wrong", password1="short", password2="other")
        faults.extend(looked_at(opened, "password/ with mistakes"))
        page.goto(f"{address}second-factor/app/")
        fill_in(page, password=PASSWORD)
        walk(PROTECTED)
        page.goto(f"{address}second-factor/app/")
        fill_in(page, code=code_of(page.locator(".digest code").inner_text().replace(" ", "")))
        faults.extend(looked_at(opened, "recovery codes just made"))
        walk(WITH_APP)
        page.context.clear_cookies()
        sign_in(page, address)
        faults.extend(looked_at(opened, "sign-in/code/"))
        assert faults == []
        assert [said for said in opened.complaints if "404" not in said] == []


def test_everything_but_passkeys_is_done_without_a_script(browser: Browser, here: str) -> None:
    person(language="kk")
    address = f"{here}/kk/account/"
    opened = visit(browser, f"{here}/kk/desk/", scripts=False, width=PHONE)
    with opened.context:
        page = opened.page
        fill_in(page, login=EMAIL, password=PASSWORD)
        assert page.url == f"{here}/kk/desk/"
        secret = set_up_app(page, address)
        codes = page.locator(".codes li").all_inner_texts()
        assert len(codes) == 10
        with page.expect_navigation():
            page.locator("header form button").first.click()
        forget_attempts()
        sign_in(page, address)
        assert not page.locator("[data-needs-passkeys]").first.is_visible()
        fill_in(page, code=codes[0])
        assert page.url == f"{here}/kk/desk/"
        assert secret
        assert opened.complaints == []


def with_authenticator(page: Page) -> None:
    """A device that keeps passkeys and has checked its holder."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_signs_in_and_stands_for_the_second_proof(browser: Browser, here: str) -> None:
    person()
    address = f"{here}/en/account/"
    opened = visit(browser, f"{address}sign-in/")
    with opened.context:
        page = opened.page
        with_authenticator(page)
        sign_in(page, address)
        page.goto(f"{address}second-factor/passkeys/add/")
        fill_in(page, password=PASSWORD)
        page.locator("[name=name]").fill("Laptop at work")
        page.locator("main form[data-passkey] button").click()
        page.wait_for_url("**/recovery-codes/")
        page.goto(f"{address}second-factor/passkeys/")
        assert page.locator("main strong").inner_text() == "Laptop at work"
        with page.expect_navigation():
            page.locator("header form").last.evaluate("form => form.requestSubmit()")
        page.context.clear_cookies()

        page.goto(f"{address}sign-in/?next=/en/account/sessions/")
        page.locator("form[data-passkey] button").click()
        page.wait_for_url(f"{address}sessions/")

        page.context.clear_cookies()
        sign_in(page, address)
        assert page.url.endswith("/sign-in/code/")
        page.locator("form[data-passkey] button").click()
        page.wait_for_url(f"{here}/en/desk/")

        page.goto(f"{address}confirm/passkey/?next=/en/account/language/")
        page.locator("form[data-passkey] button").click()
        page.wait_for_url(f"{address}language/")
        assert opened.complaints == []


def test_a_device_that_does_not_confirm_is_told_of(browser: Browser, here: str) -> None:
    opened = visit(browser, f"{here}/en/account/sign-in/")
    with opened.context:
        page = opened.page
        page.evaluate("() => { navigator.credentials.get = async () => { throw new Error('no'); }; }")
        page.locator("form[data-passkey] button").click()
        page.locator("[data-passkey-failed]").wait_for()
        assert page.url.endswith("/sign-in/")
