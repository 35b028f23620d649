"""The whole way from the schedule to the publication in a real browser: eleven people, each at a desk of their own, by
visible controls only, with scripts off. Only the start page is typed; nothing is written to the database between.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.people.models import User
from tests.long import only_long
from tests.web.cloning import TestDatabases
from tests.web.doors.desk.account.people import forget_attempts
from tests.web.journeys.campaign_led import invite_member, lead_campaign
from tests.web.journeys.conclusion_appealed import appeal, conclude
from tests.web.journeys.desks import Desks
from tests.web.journeys.forms_filled import fill_in_forms
from tests.web.journeys.results_published import approve, publish, read
from tests.web.journeys.sample_checked import check_sample
from tests.web.journeys.small_world import TEMPLATE, small_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world(databases: TestDatabases, django_db_blocker: DjangoDbBlocker, language: str) -> Iterator[None]:
    """People and a methodology, in a database of this test alone: what its browsers save is committed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, small_world),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        forget_attempts()
        User.objects.filter(email__isnull=False).update(language=language)
        yield


@pytest.mark.parametrize("language", ["ru", only_long("kk")])
def test_from_the_schedule_to_the_publication(
    world: None, browser: Browser, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    desks = Desks(browser, site, language)
    lead_campaign(desks)
    invite_member(desks)
    fill_in_forms(desks)
    check_sample(desks)
    conclude(desks)
    appeal(desks)
    approve(desks)
    assert desks.complaints() == {}
    desks.close()
    publish(desks, monkeypatch)
    read(desks, tmp_path)
