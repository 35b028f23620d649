"""Pages of targets: what stands, how often it was changed, and the form by which it is changed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.web.piloted import BODY, Pilot, pilot, piloted
from tests.web.rooms.campaigns.test_targets import changed, target

__all__ = ["pilot", "piloted"]
pytestmark = pytest.mark.usefixtures("without_second_factor")


def at(name: str, *parts: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"desk:{name}", args=parts)


@pytest.mark.parametrize(("language", "times"), [("kk", "2 рет"), ("ru", "Менялось 2 раза"), ("en", "Changed 2 times")])
def test_the_page_counts_the_changes(pilot: Pilot, client: Client, language: str, times: str) -> None:
    changed(pilot, 7)
    changed(pilot, 9)
    client.force_login(pilot.officer)
    page = client.get(at("targets_of_body", "pilot-2026", BODY, language=language)).content.decode()
    assert times in page
    assert page.count("Decision No. 5") == 2
    assert client.get(at("targets", "pilot-2026", language=language)).status_code == 403


def test_a_target_is_changed_on_its_page(pilot: Pilot, client: Client) -> None:
    client.force_login(pilot.administrator)
    now = target(pilot)
    address = at("change_target", "pilot-2026", now.pk)
    given = {"value": "7.5", "ground": "law", "authority": "No. 9", "act_date": "2026-03-02"}
    assert client.get(address).status_code == 200
    assert client.post(address, {**given, "ground": "whim"}).status_code == 422
    done = client.post(address, given)
    assert done.headers["Location"] == at("targets_of_body", "pilot-2026", BODY)
    assert "7.5" in client.get(done.headers["Location"]).content.decode()


def test_the_list_asks_as_much_for_two_bodies_as_for_one(pilot: Pilot, client: Client) -> None:
    client.force_login(pilot.administrator)
    address = at("targets", "pilot-2026")
    client.get(address)
    with CaptureQueriesContext(connection) as two:
        client.get(address)
    pilot.campaign.participants.exclude(unit=BODY).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    assert len(two) == len(one)
