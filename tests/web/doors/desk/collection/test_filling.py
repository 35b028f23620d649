"""The pages on which a body fills in its form: what stands there, what is saved, what is said."""

from __future__ import annotations

import pytest
from django.test import Client

from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tests.web.piloted import Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BLOCK, DELIVERED, ON_TIME = "services", "services_delivered", "services_on_time"
LANGUAGES = ("kk", "ru", "en")


def page_of(client: Client, pilot: Pilot, rest: str = "", language: str = "en") -> str:
    answer = client.get(f"/{language}/desk/forms/{pilot.submission.pk}/{rest}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rest", ["", "blocks/services/", "blocks/goals/", "answers/", "explanations/"])
def test_pages(client: Client, pilot: Pilot, rest: str, language: str) -> None:
    client.force_login(pilot.officer)
    print(page_of(client, pilot, rest, language)[:100])
