"""Remarks beside a cell on the desk: written, answered, settled, counted where the cell is read and filled in."""

from __future__ import annotations

import pytest
from django.test import Client

from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Cell
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.remarks.models import Remark
from tests.web.piloted import Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cell(pilot: Pilot) -> Cell:
    change = Change("services_delivered", "", 0, Answer(693_329.0))
    return save_cells(pilot.submission, [change], origin=Origin.TYPED, by=pilot.officer).cells[0]


def page_of(client: Client, user: User, path: str, language: str = "en") -> str:
    client.force_login(user)
    answer = client.get(f"/{language}/desk/forms/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_remark_is_written_answered_and_settled(client: Client, pilot: Pilot, cell: Cell) -> None:
    remarks = f"cells/{cell.pk}/remarks/"
    assert "Nothing was said beside this cell yet" in page_of(client, pilot.assessor, remarks)
    assert client.post(f"/ru/desk/forms/{remarks}", {"text": "Сколько отделений?"}).status_code == 302
    asked = Remark.objects.get()
    assert asked.language == "ru"
    for path in (f"{pilot.submission.pk}/answers/", f"{pilot.submission.pk}/blocks/services/"):
        assert "Remarks: 1, not settled: 1" in page_of(client, pilot.officer, path)
    answering = f"{remarks}?answers={asked.pk}"
    page = page_of(client, pilot.officer, answering)
    assert "Your answer" in page
    assert "settle/" not in page
    assert client.post(f"/ru/desk/forms/{answering}", {"text": "Восемь."}).status_code == 302
    assert Remark.objects.latest("pk").answers == asked
    settling = f"remarks/{asked.pk}/settle/"
    assert settling in page_of(client, pilot.assessor, remarks)
    assert client.post(f"/ru/desk/forms/{settling}").status_code == 302
    page = page_of(client, pilot.officer, remarks)
    assert "settled" in page
    assert "answers=" not in page
    assert "Remarks: 2" in page_of(client, pilot.officer, f"{pilot.submission.pk}/answers/")
    refused = client.post(f"/en/desk/forms/{answering}", {"text": "Девять."})
    assert refused.status_code == 422
    assert "This remark is settled" in refused.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Айтқыңыз келгенін жазыңыз."),
        ("ru", "Напишите, что вы хотите сказать."),
        ("en", "Write what you want"),
    ],
)
def test_an_empty_remark_is_asked_for_again(client: Client, pilot: Pilot, cell: Cell, language: str, said: str) -> None:
    client.force_login(pilot.assessor)
    answer = client.post(f"/{language}/desk/forms/cells/{cell.pk}/remarks/", {"text": " "})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_others_neither_read_nor_write(client: Client, pilot: Pilot, cell: Cell) -> None:
    client.force_login(pilot.stranger)
    for method in (client.get, client.post):
        assert method(f"/en/desk/forms/cells/{cell.pk}/remarks/").status_code == 403
