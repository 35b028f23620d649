"""Tables of the desk to take along: the same rows in both files, and a workbook that says what it is."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.translation import override

from tarazy.exchange.table_files import Field, Note
from tarazy.web.doors.desk.tables import ending_called, files_of, table_taken
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("campaigned", "db")
FIELDS = [Field("name", "Body", "Its name."), Field("score", "Score", "Points.", "number", places=1)]
ROWS: list[list[str | float | None]] = [["=Abai", 1.25], ["Әйтеке", None]]


def asked() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = person("centre.analyst")
    return request


def test_a_workbook_holds_the_table_and_says_who_took_it() -> None:
    with override("en"):
        answer = table_taken(asked(), "xlsx", ("scores", "Scores"), FIELDS, ROWS, [Note("Part", "index")])
    assert answer["Content-Disposition"] == 'attachment; filename="scores.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    data, notes = book.worksheets
    assert [[cell.value for cell in row] for row in data.iter_rows()] == [
        ["Body", "Score"], ["=Abai", 1.25], ["Әйтеке", None],
    ]  # fmt: skip
    assert data["A2"].data_type == "s"
    assert (data.freeze_panes, data["B2"].number_format) == ("B2", "#,##0.0")
    said = {str(row[0].value): str(row[1].value) for row in notes.iter_rows()}
    assert said["Part"] == "index"
    assert said["Taken by"] == str(person("centre.analyst"))
    assert "Not public" in said


def test_a_csv_opens_in_an_office_program_as_it_is() -> None:
    content = table_taken(asked(), "csv", ("scores", "Scores"), FIELDS, ROWS).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["score"] for row in rows] == ["1.25", ""]
    assert not rows[0]["name"].startswith("=")


def test_a_table_ends_in_one_of_two_ways() -> None:
    assert [ending_called(one) for one in ("xlsx", "csv", "exe", "")] == ["xlsx", "csv", None, None]
    links = files_of("preview_file", 7, query="?node=index")
    assert [one.label for one in links] == ["XLSX", "CSV"]
    assert links[0].href.endswith("/proposals/7/preview/table.xlsx?node=index")
