"""Tables to take along: what is read back from a workbook, a CSV and its dictionary, hostile cells among it."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile

import openpyxl

from tarazy.exchange.csv_written import unguarded
from tarazy.exchange.table_files import DICTIONARY, Field, Note, TableFile, csv_of, dictionary_of, workbook_of

HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\tx", "https://example.org", "<b>&\"'", "Әә\nҒғ")
TABLE = TableFile(
    "Қызылорда облысы",
    [
        Field("unit", "Unit", "Who is observed."),
        Field("value", "Value", "What was observed.", "number", "percent", 1),
        Field("share", "Share", "0 to 1.", "share"),
        Field("is_late", "Late", "Whether.", "flag"),
    ],
    [*([text, 61.54321, 0.25, True] for text in HOSTILE), ["KZ-10", None, None, None]],
    [Note("Source", "=HYPERLINK(1)"), Note("Unit of measure", "percent")],
    ("Data", "Notes"),
    ("Column", "Title", "Meaning"),
    datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
)


def test_a_workbook_holds_numbers_formats_a_frozen_head_and_notes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(TABLE)))
    data, notes = book["Data"], book["Notes"]
    assert [cell.value for cell in data[1]] == ["Unit", "Value, percent", "Share", "Late"]
    assert data.freeze_panes == "B2"
    assert data.auto_filter.ref == "A1:D10"
    assert (data["B2"].value, data["B2"].number_format) == (61.54321, "#,##0.0")
    assert (data["C2"].value, data["C2"].number_format) == (0.25, "0.0%")
    assert data["D2"].value is True
    assert data["B10"].value is None
    assert 9 <= data.column_dimensions["A"].width <= 61
    said = [str(cell.value) for row in notes.iter_rows() for cell in row if cell.value]
    for text in ("Қызылорда облысы", "=HYPERLINK(1)", "Unit of measure", "Who is observed.", "value"):
        assert text in said


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    content = workbook_of(TABLE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [book["Data"].cell(line, 1).value for line in range(2, 10)] == [*HOSTILE]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets


def test_a_csv_is_plain_utf_8_and_reads_back() -> None:
    text = csv_of(TABLE)
    assert not text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [unguarded(row["unit"]) for row in rows] == [*HOSTILE, "KZ-10"]
    assert rows[0]["value"] == "61.54321"
    assert not any(row["unit"].startswith(("=", "+", "-", "@", "\t")) for row in rows)


def test_the_dictionary_says_what_every_column_holds() -> None:
    rows = list(csv.DictReader(io.StringIO(dictionary_of(TABLE), newline="")))
    assert tuple(rows[0]) == DICTIONARY
    assert [row["column"] for row in rows] == ["unit", "value", "share", "is_late"]
    assert rows[1] == {"column": "value", "title": "Value", "description": "What was observed.",
                       "unit_of_measure": "percent", "type": "number"}  # fmt: skip


def test_the_same_table_is_the_same_workbook() -> None:
    assert workbook_of(TABLE) == workbook_of(TABLE)


def test_days_and_moments_are_dates_in_a_workbook_and_iso_8601_in_a_csv() -> None:
    fields = [Field("day", "Day", "Of it.", "day"), Field("at", "When", "It was.", "moment")]
    row = [datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)]
    table = TableFile("Days", fields, [row], [], ("Data", "Notes"), ("Column", "Title", "Meaning"), TABLE.moment)
    data = openpyxl.load_workbook(io.BytesIO(workbook_of(table)))["Data"]
    assert [cell.is_date for cell in data[2]] == [True, True]
    assert [cell.number_format for cell in data[2]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert csv_of(table).splitlines()[1] == "2026-01-02,2026-01-02T03:04:05+00:00"
