"""Documents on the desk: given with a file or an address, opened by whoever reads the form, taken back."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import Client
from django.utils import timezone

from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.actions.links import Trial, note_trials
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Cell, Evidence
from tarazy.web.rooms.collection.queries.submissions import evidence_of
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tests.web.piloted import Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]

REPORT = b"%PDF-1.7 yearly report"


@pytest.fixture
def cell(pilot: Pilot) -> Cell:
    change = Change("services_delivered", "", 0, Answer(693_329.0))
    return save_cells(pilot.submission, [change], origin=Origin.TYPED, by=pilot.officer).cells[0]


def address(pilot: Pilot, rest: str = "", language: str = "en") -> str:
    return f"/{language}/desk/forms/{pilot.submission.pk}/documents/{rest}"


def given(client: Client, pilot: Pilot, cell: Cell, **more: object) -> Evidence:
    file = io.BytesIO(REPORT)
    file.name = "Жылдық есеп.pdf"
    said = {"title": "Yearly report", "file": file, "pages": "3-4", "cells": [cell.pk], **more}
    answer = client.post(address(pilot, "new/"), said)
    assert answer.status_code == 302, answer.content.decode()
    return evidence_of(pilot.submission)[cell.pk][0]


def test_a_document_is_given_and_opened_by_those_who_read_the_form(client: Client, pilot: Pilot, cell: Cell) -> None:
    client.force_login(pilot.officer)
    assert "Still without a document" in client.get(address(pilot)).content.decode()
    evidence = given(client, pilot, cell)
    page = client.get(address(pilot)).content.decode()
    assert "Yearly report" in page
    assert "3-4" in page
    client.force_login(pilot.assessor)
    answer = client.get(f"/en/desk/forms/documents/{evidence.pk}/file/")
    assert b"".join(answer.streaming_content) == REPORT
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D0%96")
    client.force_login(pilot.stranger)
    assert client.get(f"/en/desk/forms/documents/{evidence.pk}/file/").status_code == 403
    assert client.get(address(pilot)).status_code == 403


def test_what_is_asked_of_a_document_is_said_in_the_readers_language(client: Client, pilot: Pilot, cell: Cell) -> None:
    client.force_login(pilot.officer)
    for language, words in (("kk", "25 МБ дейін"), ("ru", "До 25 МБ"), ("en", "Up to 25 MB")):
        assert words in client.get(address(pilot, "new/", language)).content.decode()
    refused = client.post(address(pilot, "new/"), {"title": "Report", "link": "https://adilet.zan.kz/"})
    assert 'href="#id_cells_0">Choose the cells' in refused.content.decode()


def test_a_large_document_goes_from_disk_to_disk(
    client: Client, pilot: Pilot, cell: Cell, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[type, Path]] = []

    def watched(stream: Any, name: str, *, by: User) -> Content:
        kept.append((type(stream), Path(stream.temporary_file_path()).parent))
        return keep_content(stream, name, by=by)

    monkeypatch.setattr(settings, "FILE_UPLOAD_MAX_MEMORY_SIZE", len(REPORT) - 1)
    monkeypatch.setattr("tarazy.web.doors.desk.given_documents.keep_content", watched)
    client.force_login(pilot.officer)
    assert given(client, pilot, cell).file
    assert kept == [(TemporaryUploadedFile, settings.FILE_UPLOAD_TEMP_DIR)]


def test_the_same_document_given_twice_stands_once(client: Client, pilot: Pilot, cell: Cell) -> None:
    """Whoever got no answer, or pressed the button twice, sends the same again."""
    client.force_login(pilot.officer)
    assert given(client, pilot, cell) == given(client, pilot, cell)
    assert Evidence.objects.filter(cell=cell).count() == 1
    given(client, pilot, cell, pages="5")
    assert Evidence.objects.filter(cell=cell).count() == 2


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(client: Client, pilot: Pilot, cell: Cell) -> None:
    client.force_login(pilot.officer)
    program = io.BytesIO(b"MZ\x90\x00\x03")
    program.name = "report.exe"
    wrong = {
        "A file of this type is not taken": {"file": program, "title": "x", "cells": [cell.pk]},
        "Give a file or a link": {"title": "x", "cells": [cell.pk]},
        "Say what the document is": {"link": "https://adilet.zan.kz/rus", "cells": [cell.pk]},
        "Write the whole address": {"title": "x", "link": "adilet", "cells": [cell.pk]},
        "Choose the cells of this form": {"title": "x", "link": "https://adilet.zan.kz/rus"},
    }
    for words, said in wrong.items():
        answer = client.post(address(pilot, "new/"), said)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_document_is_replaced_by_a_later_revision_and_both_can_be_read(
    client: Client, pilot: Pilot, cell: Cell
) -> None:
    client.force_login(pilot.officer)
    first = given(client, pilot, cell)
    replacing = f"/en/desk/forms/documents/{first.pk}/replace/"
    assert 'value="3-4"' in client.get(replacing).content.decode()
    nothing = client.post(replacing, {"title": "Yearly report, corrected", "pages": "5"})
    assert nothing.status_code == 422
    assert "Give a file or a link" in nothing.content.decode()
    later = {"title": "Yearly report, corrected", "pages": "5", "link": "https://adilet.zan.kz/rus/docs/1"}
    assert client.post(replacing, later).status_code == 302
    (standing,) = evidence_of(pilot.submission)[cell.pk]
    assert (standing.replaces, standing.pages) == (first, "5")
    client.force_login(pilot.assessor)
    page = client.get(address(pilot)).content.decode()
    assert page.index("Yearly report, corrected") < page.index("Earlier revisions") < page.index(f"{first.pk}/file/")
    assert client.get(f"/en/desk/forms/documents/{first.pk}/file/").status_code == 200
    assert client.post(replacing, later).status_code == 403
    client.force_login(pilot.officer)
    again = client.post(replacing, later)
    assert again.status_code == 422
    assert "was replaced already" in again.content.decode()


def test_a_document_is_taken_back_by_its_own_body_only(client: Client, pilot: Pilot, cell: Cell) -> None:
    client.force_login(pilot.officer)
    evidence = given(client, pilot, cell)
    taking_back = f"/en/desk/forms/documents/{evidence.pk}/take-back/"
    client.force_login(pilot.assessor)
    assert client.post(taking_back).status_code == 403
    client.force_login(pilot.officer)
    assert "The answer stands without it then" in client.get(taking_back).content.decode()
    assert client.post(taking_back).status_code == 302
    assert evidence_of(pilot.submission) == {}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("rest", ["", "new/"])
def test_the_pages_in_every_language(client: Client, pilot: Pilot, cell: Cell, rest: str, language: str) -> None:
    client.force_login(pilot.officer)
    answer = client.get(address(pilot, rest, language))
    assert answer.status_code == 200
    assert {"kk": "Құжат", "ru": "Документ", "en": "ocument"}[language] in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "never", "once", "broken"),
    [
        ("en", "Not tried yet.", "the server does not give the page (answer 404). It will be", "on 3 different days"),
        ("ru", "Ещё не проверена.", "сервер не отдаёт страницу (ответ: 404). Будет", "в разные дни: 3"),
        ("kk", "Әлі тексерілген жоқ.", "сервер бетті бермейді (жауап: 404). Тағы", "күндер саны: 3"),
    ],
)
def test_beside_a_link_stands_what_came_of_trying_it(
    client: Client, pilot: Pilot, cell: Cell, language: str, never: str, once: str, broken: str
) -> None:
    link = "https://stat.example.kz/report"
    client.force_login(pilot.officer)
    given(client, pilot, cell, file="", link=link)

    def page() -> str:
        return client.get(address(pilot, language=language)).content.decode()

    def tried(outcome: str, status: int, day: int) -> None:
        at = timezone.now() - datetime.timedelta(days=5 - day)
        note_trials([Trial(link, outcome, status, at)], by=system_actor())

    assert never in page()
    tried("refused", 404, 1)
    assert once in page()
    tried("no_answer", 0, 2)
    tried("refused", 404, 3)
    assert broken in page()
    assert "tag-bad" in page()
    tried("answers", 200, 4)
    assert broken not in page()
    assert "tag-good" in page()
