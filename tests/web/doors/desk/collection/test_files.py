"""A form as a file: downloaded in each language, uploaded, compared, saved, and what a file must not do."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tarazy.exchange.forms.form import Answer
from tarazy.exchange.forms.words import heading
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tests.web.piloted import Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DELIVERED, ON_TIME = "services_delivered 2026", "services_on_time 2026"


def address(pilot: Pilot, rest: str, language: str = "en") -> str:
    return f"/{language}/desk/forms/{pilot.submission.pk}/{rest}/"


def filled_in(content: bytes, language: str, answers: dict[str, object]) -> SimpleUploadedFile:
    """The downloaded workbook with values typed into its rows."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        columns = {cell.value: cell.column for cell in sheet[2]}
        if heading("value", language) not in columns:
            continue
        for row in range(3, sheet.max_row + 1):
            id = sheet.cell(row, columns[heading("cell", language)]).value
            if id in answers:
                sheet.cell(row, columns[heading("value", language)]).value = answers[id]
    written = io.BytesIO()
    book.save(written)
    return SimpleUploadedFile("form.xlsx", written.getvalue())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_workbook_goes_out_and_comes_back(client: Client, pilot: Pilot, language: str) -> None:
    client.force_login(pilot.officer)
    given = client.get(address(pilot, "workbook", language))
    assert 'filename="pilot-2026-KZ-43-2026.xlsx"' in given.headers["Content-Disposition"]
    file = filled_in(given.content, language, {DELIVERED: 700_000, ON_TIME: "many"})
    compared = client.post(address(pilot, "upload", language), {"file": file})
    assert compared.status_code == 200
    page = compared.content.decode()
    assert [(kind, len(rows)) for kind, _, rows in compared.context["lists"]] == [("created", 1), ("refused", 1)]
    assert "!" in compared.context["lists"][1][2][0].where, "sheet and cell"
    assert "700\xa0000" in page
    assert cells_of(pilot.submission) == {}, "nothing is saved before it was seen"
    client.post(address(pilot, "upload", language), {"waiting": compared.context["waiting"]})
    assert [(one.value, one.origin) for one in cells_of(pilot.submission).values()] == [(700_000.0, "workbook")]


def test_what_somebody_else_answered_since_is_saved_only_if_chosen(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    content = client.get(address(pilot, "workbook")).content
    change = Change("services_delivered", "", 0, Answer(5.0))
    save_cells(pilot.submission, [change], origin=Origin.TYPED, by=pilot.head)
    for chosen, value in (({}, 5.0), ({"take": DELIVERED}, 700_000.0)):
        file = filled_in(content, "en", {DELIVERED: 700_000})
        compared = client.post(address(pilot, "upload"), {"file": file})
        assert "answered by somebody else since the download" in compared.content.decode()
        client.post(address(pilot, "upload"), {"waiting": compared.context["waiting"], **chosen})
        assert cells_of(pilot.submission)["services_delivered", ""].value == value


def test_csv_comes_back_too(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    given = client.get(address(pilot, "csv", "ru")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(given, newline=""), delimiter=";"))
    cell, value = rows[0].index(heading("cell", "ru")), rows[0].index(heading("value", "ru"))
    next(row for row in rows if row[cell] == DELIVERED)[value] = "700 000,5"
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(rows)
    file = SimpleUploadedFile("form.csv", written.getvalue().encode("utf-8-sig"))
    compared = client.post(address(pilot, "upload", "ru"), {"file": file})
    assert "Новых: 1" in compared.content.decode()
    client.post(address(pilot, "upload", "ru"), {"waiting": compared.context["waiting"]})
    assert [(one.value, one.origin) for one in cells_of(pilot.submission).values()] == [(700_000.5, "csv")]


def test_what_is_no_form_is_refused_with_its_reason(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    for name, content in (("form.xlsx", b"no workbook"), ("form.exe", b"MZ"), ("form.csv", b"a,b\n1,2\n")):
        answer = client.post(address(pilot, "upload"), {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
        assert name in answer.content.decode()
    assert client.post(address(pilot, "upload"), {}).status_code == 422


def test_what_waits_is_of_one_person_and_one_form_and_cannot_be_altered(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    content = client.get(address(pilot, "workbook")).content
    compared = client.post(address(pilot, "upload"), {"file": filled_in(content, "en", {DELIVERED: 700_000})})
    waiting = compared.context["waiting"]
    for somebody, given in (
        (pilot.head, waiting),
        (pilot.officer, waiting[:-1] + ("A" if waiting[-1] != "A" else "B")),
    ):
        client.force_login(somebody)
        answer = client.post(address(pilot, "upload"), {"waiting": given}, follow=True)
        assert "not known any longer" in answer.content.decode()
    assert cells_of(pilot.submission) == {}
