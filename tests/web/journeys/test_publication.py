"""The way of results to publication in a real browser: its pages by themselves, on a screen and a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.actions.proposals import leave_out, propose, put_forward, vote, withhold
from tarazy.web.rooms.publication.queries.proposals import steps_of
from tarazy.web.rooms.publication.tasks import publish_what_is_due
from tarazy.web.rooms.units.models import Unit
from tests.long import only_long
from tests.web.browsing import DESK, PHONE, visit
from tests.web.cloning import TestDatabases
from tests.web.computed import (
    TEMPLATE,
    Computed,
    approve,
    compute_kazakhstan,
    computed_as_built,
    computed_run,
)
from tests.web.rooms.campaigns.conftest import text

LOOK = os.environ.get("LOOK", "")
OF_CAMPAIGN, OF_PROPOSAL = "desk/campaigns/official-2023/publishing/", "desk/proposals/{proposal}/"
PATHS = (
    ("voter", OF_CAMPAIGN), ("voter", f"{OF_CAMPAIGN}chain/"),
    ("voter", OF_PROPOSAL), ("voter", f"{OF_PROPOSAL}preview/"), ("voter", f"{OF_PROPOSAL}preview/KZ-47/"),
    ("voter", "desk/proposals/steps/{step}/vote/"), ("voter", "desk/runs/{run}/"),
    ("officer", "desk/proofs/"), ("officer", "desk/proofs/{publication}/"),
    ("officer", "indices/kz/regional-development/"),
)  # fmt: skip


@pytest.fixture
def addresses(
    databases: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Computed, dict[str, int]]]:
    """One publication that leaves out and withholds, and a correction of it that has its first vote."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, compute_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        world = computed_as_built()
        yield world, built(world)


def built(world: Computed) -> dict[str, int]:
    computed_run(world)
    first = propose(world.campaign, text("Results of 2023"), by=world.proposer)
    decided = {"decision": "No. 7", "reason": text("The figures are disputed."), "by": world.proposer}
    leave_out(first, unit=Unit.objects.get(pk="KZ-43"), **decided)
    withhold(first, "unemployment_rate", unit=Unit.objects.get(pk="KZ-47"), **decided)
    approve(put_forward(first, by=world.proposer), world)
    publish_what_is_due()
    run = computed_run(world)
    second = propose(world.campaign, text("Results of 2023, corrected"), reason=text("A figure"), by=world.proposer)
    put_forward(second, by=world.proposer)
    vote(steps_of(second)[0], is_for=True, by=world.methodologist)
    step = steps_of(second)[1]
    return {"proposal": second.pk, "step": step.pk, "run": run.pk, "publication": first.publication.pk}


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


@pytest.mark.parametrize(
    ("width", "language"), [(DESK, "ru"), (PHONE, "kk"), only_long(PHONE, "ru"), only_long(DESK, "kk")]
)
def test_every_page_of_publication_is_whole(
    browser: Browser, site: str, addresses: tuple[Computed, dict[str, int]], width: int, language: str
) -> None:
    world, parts = addresses
    people = {"voter": world.administrator, "proposer": world.proposer, "officer": world.officer}
    for who, path in PATHS:
        address = f"{site}/{language}/{path.format(**parts)}"
        opened = visit(browser, address, width=width, session=session_of(people[who]))
        if LOOK:
            name = path.format(**parts).strip("/").replace("/", "-")
            opened.page.screenshot(path=Path(LOOK, f"{language}-{width}-{name}.png"), full_page=True)
        assert opened.page.locator("h1").count() == 1, address
        assert opened.accessibility_faults() == [], address
        assert not opened.is_wider_than_window(), address
        assert opened.complaints == [], address
        opened.context.close()
