"""Campaigns in a browser: sound pages, and a campaign from preparation to progress by visible controls, scripts off."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.campaigns.actions.conduct import shift_stage
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Assignment, Campaign
from tests.web.browsing import visit
from tests.web.campaigned import TEMPLATE, campaigns_kazakhstan, first_block
from tests.web.cloning import TestDatabases
from tests.web.journeys.visits import sights
from tests.web.peopled import person, text

PATHS = (
    "", "prepare/", "prepare/pilot/", "preparing/participants/", "preparing/schedule/", "running/",
    "running/assignments/", "running/assignments/{block}/?assessor={near}", "running/progress/",
    "running/phases/collection/move/", "preparing/move/approve_schedule/", "running/copy/", "pilot/pilot/",
    "pilot/pilot/report/", "running/targets/KZ-47/",
)  # fmt: skip


@pytest.fixture(scope="module")
def signed_in(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, object]]:
    """An administrator of the centre, and what the addresses need; a deadline was moved."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, campaigns_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        running, administrator = Campaign.objects.get(pk="running"), person("centre.administrator")
        stage = running.stages.get(phase="collection")
        shift_stage(
            running, Phase.COLLECTION, stage.opens_on, stage.closes_on + datetime.timedelta(days=3),
            text("Су тасқыны", "Паводок", "Flood"), authority="Приказ № 2", by=administrator,
        )  # fmt: skip
        client = Client()
        client.force_login(administrator)
        yield {
            "session": client.session.session_key,
            "block": first_block(running),
            "near": person("scoped.assessor").pk,
        }


@pytest.mark.parametrize(("language", "path", "width"), list(sights(PATHS)))
def test_a_page_of_campaigns_is_sound(
    browser: Browser, site: str, signed_in: dict[str, object], language: str, path: str, width: int
) -> None:
    address = f"{site}/{language}/desk/campaigns/{path.format(**signed_in)}"
    opened = visit(browser, address, width=width, session=str(signed_in["session"]))
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    opened.context.close()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_an_administrator_leads_a_campaign_with_scripts_off(
    browser: Browser, site: str, signed_in: dict[str, object], language: str
) -> None:
    opened = visit(browser, f"{site}/{language}/desk/", scripts=False, session=str(signed_in["session"]))
    page, today = opened.page, timezone.localdate()

    def press(words: str, role: str = "button") -> None:
        page.get_by_role("main").get_by_role(role, name=_said(words, language), exact=True).first.click()

    page.get_by_role("link", name=_said("Campaigns", language), exact=True).first.click()
    press("Prepare a campaign", "link")
    _fill_titles(page, f"journey-{language}")
    press("Prepare")
    press("Choose who takes part", "link")
    page.get_by_role("link", name=_said("all", language, "bodies"), exact=True).click()
    press("Save")
    press("Write the schedule", "link")
    for field in page.locator("input[type=date]").all():
        name = str(field.get_attribute("name"))
        first = today if name.endswith("_opens") else today + datetime.timedelta(days=30)
        field.fill(first.isoformat())
    press("Save")
    press("Assign assessors", "link")
    page.locator("main ul a").first.click()
    page.get_by_label(_said("Assessor", language)).select_option(str(person("centre.assessor").pk))
    press("Choose the bodies")
    press("Assign")
    page.goto(f"{site}/{language}/desk/campaigns/journey-{language}/")
    press("Check and approve the schedule", "link")
    page.get_by_label(_said("Act that approves the schedule", language)).fill("№ 7")
    press("Check and approve the schedule")
    press("Start the campaign", "link")
    press("Start the campaign")
    press("Progress", "link")
    assert page.locator("h1").inner_text() == _said("Progress", language)
    assert Assignment.objects.filter(campaign=f"journey-{language}").count() > 15
    opened.context.close()


def _said(words: str, language: str, context: str = "") -> str:
    with override(language):
        return pgettext(context, words) if context else gettext(words)


def _fill_titles(page: Page, id: str) -> None:
    for name in ("kk", "ru", "en"):
        page.fill(f"#id_title_{name}", f"{id} {name}")
    page.fill("#id_period", "2025")
    page.fill("#id_id", id)
