"""Tables of the desk to take along: the same rows in both files, and a workbook that says what it is."""

from __future__ import annotations

import csv
import datetime
import io

import openpyxl
import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field, Note
from tarazy.web.doors.desk import tables
from tarazy.web.doors.desk.tables import Table, ending_called, files_of, table_taken
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("campaigned", "db")
FIELDS = [
    Field("name", "Body", "Its name."),
    Field("score", "Score", "Points.", "number", places=1),
    Field("day", "Day", "Of the score.", "day"),
    Field("at", "When", "It was computed.", "moment"),
]
DAY = datetime.date(2026, 1, 2)
MOMENT = datetime.datetime(2026, 1, 2, 20, 30, tzinfo=datetime.UTC)
ROWS: list[list[Cell]] = [["=Abai", 1.25, DAY, MOMENT], ["Әйтеке", None, None, None]]


def scores(rows: list[list[Cell]] = ROWS) -> Table:
    return Table("scores", "Scores", FIELDS, rows, [Note("Part", "index")])


def asked(path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = person("centre.analyst")
    return request


def test_a_workbook_holds_the_table_and_says_who_took_it() -> None:
    with override("en"), timezone.override("Asia/Almaty"):
        answer = table_taken(asked(), "xlsx", scores())
    assert answer["Content-Disposition"] == 'attachment; filename="scores.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    data, notes = book.worksheets
    here = datetime.datetime(2026, 1, 3, 1, 30)  # noqa: DTZ001  # a workbook knows no zones
    assert [[cell.value for cell in row] for row in data.iter_rows()] == [
        ["Body", "Score", "Day", "When"],
        ["=Abai", 1.25, datetime.datetime(2026, 1, 2), here],  # noqa: DTZ001
        ["Әйтеке", None, None, None],
    ]
    assert data["A2"].data_type == "s"
    assert [data[f"{one}2"].number_format for one in "BCD"] == ["#,##0.0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert data.freeze_panes == "B2"
    said = {str(row[0].value): str(row[1].value) for row in notes.iter_rows()}
    assert said["Part"] == "index"
    assert said["Taken by"] == str(person("centre.analyst"))
    assert "Not public" in said


def test_a_csv_opens_in_an_office_program_as_it_is() -> None:
    with timezone.override("Asia/Almaty"):
        answer = table_taken(asked(), "csv", scores())
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["score"] for row in rows] == ["1.25", ""]
    assert [rows[0]["day"], rows[0]["at"]] == ["2026-01-02", "2026-01-03T01:30:00+05:00"]
    assert not rows[0]["name"].startswith("=")


def test_a_csv_has_its_dictionary() -> None:
    content = table_taken(asked(), "dictionary.csv", scores()).content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["column"], row["type"]) for row in rows] == [(one.name, one.type) for one in FIELDS]


def test_a_table_that_is_cut_off_says_so_in_its_name_and_its_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    with override("en"):
        answer = table_taken(asked(), "xlsx", scores())
    assert answer["Content-Disposition"] == 'attachment; filename="scores-first-1.xlsx"'
    data, notes = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    assert data.max_row == 2
    said = {str(row[0].value): str(row[1].value) for row in notes.iter_rows()}
    assert "first 1 rows" in said["Cut off"]
    whole = table_taken(asked(), "csv", scores(ROWS[:1]))
    assert whole["Content-Disposition"] == 'attachment; filename="scores.csv"'


def test_a_table_ends_in_one_of_three_ways_and_keeps_the_filters_of_its_page() -> None:
    endings = ("xlsx", "csv", "dictionary.csv", "exe", "")
    assert [ending_called(one) for one in endings] == [*endings[:3], None, None]
    with override("en"):
        links = files_of(asked("/?node=index&page=3"), "preview_file", 7)
    assert [one.label for one in links] == ["XLSX", "CSV", "Dictionary of the CSV"]
    assert links[0].href.endswith("/proposals/7/preview/table.xlsx?node=index")
