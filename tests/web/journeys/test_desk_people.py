"""The pages of people in a browser: nothing the browser or axe complains of, and nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.people.actions.invitations import invite
from tarazy.web.rooms.people.actions.posts import delegate_post
from tarazy.web.rooms.people.enums import Role
from tests.web.browsing import PHONE, visit
from tests.web.cloning import TestDatabases
from tests.web.journeys.visits import sights
from tests.web.peopled import TEMPLATE, invitation, organisation_called, people_kazakhstan, person, post, today
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.browser
PATHS = (
    "", "organisations/", "organisations/body/", "organisations/scoped/scope/", "organisations/body/invite/",
    "organisations/body/close/", "posts/", "posts/{post}/", "posts/{post}/delegate/", "persons/", "persons/{person}/",
    "invitations/{invitation}/withdraw/", "calendar/", "calendar/kz/move-a-day/",
)  # fmt: skip


@pytest.fixture(scope="module")
def signed_in(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, object]]:
    """An administrator of the centre, and what the addresses need; the officer of the district is away."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, people_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        away = post("body.officer")
        delegate_post(away, person("body.head"), today(), today(7), by=person("centre.administrator"))
        client = Client()
        client.force_login(person("centre.administrator"))
        yield {
            "session": client.session.session_key,
            "post": away.pk,
            "person": away.user_id,
            "invitation": invitation().pk,
        }


@pytest.mark.parametrize(("language", "path", "width"), list(sights(PATHS)))
def test_a_page_of_people_is_sound(
    browser: Browser, site: str, signed_in: dict[str, object], language: str, path: str, width: int
) -> None:
    address = f"{site}/{language}/desk/{path.format(**signed_in)}"
    opened = visit(browser, address, width=width, session=str(signed_in["session"]))
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    opened.context.close()


def test_an_invited_person_joins_with_scripts_off(browser: Browser, site: str, signed_in: dict[str, object]) -> None:
    invited = invite(
        organisation_called("body"), Role.HEAD, "aigul@example.kz", "Айгүл Сәрсен", by=demo(), page="x/", language="kk"
    )
    address = f"{site}/kk/desk/invitations/answer/{invited.secret}/"
    looked_at = visit(browser, address, width=PHONE)  # axe itself needs scripts
    assert looked_at.accessibility_faults() == []
    assert not looked_at.is_wider_than_window()
    looked_at.context.close()
    opened = visit(browser, address, scripts=False)
    page = opened.page
    page.fill("#id_username", "aigul")
    page.fill("#id_password1", "three quiet rivers")
    page.fill("#id_password2", "three quiet rivers")
    page.get_by_role("button", name="Лауазымды қабылдау").click()
    page.fill("#id_login", "aigul")
    page.fill("#id_password", "three quiet rivers")
    page.locator("main form:has(#id_login) button[type=submit]").first.click()
    assert page.get_by_text("бағаланушы органның басшысы").first.is_visible()
    opened.context.close()
