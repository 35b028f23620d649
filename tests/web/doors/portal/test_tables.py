"""Every table of the portal as a workbook with notes and as CSV with its dictionary."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.test import Client

from tarazy.web.doors.portal.indices.files import COLUMNS as OF_RESULTS
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")
RESULTS = "indices/kz/regional-development/2024/table"
VARIABLE = "observatory/unemployment_rate/all"
TABLES = (RESULTS, VARIABLE, "observatory/unemployment_rate/table", "appeals/table")


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_csv_stands_in_its_dictionary(client: Client, table: str) -> None:
    header = client.get(f"/kk/{table}.csv").content.decode("utf-8").splitlines()[0].split(",")
    said = csv_rows(client, f"/kk/{table}.dictionary.csv")
    assert [row["column"] for row in said] == header
    assert all(row["title"] and row["description"] for row in said)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_a_workbook_with_notes(client: Client, table: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/en/{table}.xlsx").content))
    data, notes = book["Data"], book["Notes"]
    assert data.freeze_panes == "B2"
    assert data.auto_filter.ref
    said = " ".join(str(cell.value) for row in notes.iter_rows() for cell in row if cell.value)
    assert f"/en/{table}.xlsx" in said
    assert "Taken on" in said


def test_a_workbook_says_unit_of_measure_sources_and_licence(client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/ru/{VARIABLE}.xlsx").content))
    data, notes = book.worksheets
    assert "процент" in " ".join(str(cell.value) for cell in data[1])
    said = " ".join(str(cell.value) for row in notes.iter_rows() for cell in row if cell.value)
    assert "stat.gov.kz" in said
    assert len(csv_rows(client, f"/ru/{VARIABLE}.csv")) == data.max_row - 1


def test_the_workbook_of_results_holds_the_numbers_of_the_csv(client: Client) -> None:
    rows = csv_rows(client, f"/en/{RESULTS}.csv")
    data = openpyxl.load_workbook(io.BytesIO(client.get(f"/en/{RESULTS}.xlsx").content))["Data"]
    at = OF_RESULTS.index("score") + 1
    assert [float(row["score"]) for row in rows] == [data.cell(line, at).value for line in range(2, len(rows) + 2)]
    assert data.cell(2, at).number_format == "#,##0.0"


def test_pages_link_the_files_and_another_form_leads_on(client: Client) -> None:
    for page, table in (
        ("indices/kz/regional-development/2024/", RESULTS),
        ("observatory/unemployment_rate/", VARIABLE),
    ):
        links = [href.partition("?")[0] for href, _ in read(client, f"/kk/{page}").links]
        for form in ("xlsx", "csv", "dictionary.csv"):
            assert f"/kk/{table}.{form}" in links
    for table in TABLES:
        assert read(client, f"/kk/{table}.exe").status == 404
