"""Excel in: real workbooks, and for each thing that can be wrong with one the message with its cell and its remedy."""

import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tarazy.exchange import workbook
from tarazy.exchange.observations import read_observations
from tests.exchange.reading import only, said_of

HEADER = ["unit", "period", "variable", "value"]
ROW = ["KZ-10", 2024, "beds", 64.25]


@pytest.fixture
def excel(tmp_path: Path):
    """Writes a workbook with openpyxl; `change` may do to the sheet what cells alone cannot."""

    def write(rows, sheet="data", change=lambda book, sheet: None, name="book.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        change(book, book.active)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def with_part(path: Path, part: str, change) -> Path:
    """The same workbook with the XML of one part changed by hand."""
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            text = old.read(info)
            new.writestr(info.filename, change(text.decode()).encode() if info.filename == part else text)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_is_read_as_csv_would_be(excel):
    path = excel([HEADER, ROW, [None] * 4, ["KZ-11", "2024", "beds", "58.5"]])
    read = read_observations([path])
    assert [(*read.at(row)[:3], read.at(row).value) for row in (0, 1)] == [
        ("KZ-10", "beds", "2024", 64.25),
        ("KZ-11", "beds", "2024", 58.5),
    ]
    assert read.at(1).place == f"{path}, data!4"


def test_a_workbook_of_another_program(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("data")
        sheet.write_row(0, 0, ["unit", "period", "beds"])
        sheet.write_row(1, 0, ["KZ-10", 2024])
        sheet.write_formula("C2", "=60+4.25", None, 64.25)
    assert read_observations([path]).at(0).value == 64.25


def test_the_sheet_data_is_read_among_others_and_hidden_rows_too(excel):
    def change(book, sheet):
        book.create_sheet("notes").append(["anything", 1])
        sheet.row_dimensions[2].hidden = True

    assert read_observations([excel([HEADER, ROW], change=change)]).at(0).value == 64.25


def test_the_only_sheet_is_read_whatever_its_name(excel):
    assert read_observations([excel([HEADER, ROW], sheet="Лист1")]).at(0).value == 64.25


def test_several_sheets_and_none_is_named_data(excel):
    said = only(said_of(excel([HEADER, ROW], sheet="2024", change=lambda book, _: book.create_sheet("2023"))))
    assert said.startswith("book.xlsx: The workbook has 2 sheets and none is named data: 2024, 2023.")
    assert said.endswith("Name the sheet with the table data.")


MISTAKES = [
    # the cell under `value`, its place, what is said, how to mend it
    ("64,25", "book.xlsx, data!D2", "The number 64,25 in column value has a decimal comma", "Write 64.25."),
    ("1\u00a0064", "book.xlsx, data!D2", "holds a space that is not seen (U+00A0", "Write 1064."),
    ("нет данных", "book.xlsx, data!D2", "stands the text нет данных instead of a number", "leave the cell empty"),
    (
        datetime.date(2024, 5, 1),
        "book.xlsx, data!D2",
        "stands the date 2024-05-01 instead of a number",
        "Format the column as a number",
    ),
    (True, "book.xlsx, data!D2", "stands the text TRUE instead of a number", "leave the cell empty"),
    (None, "book.xlsx, data!D2", "The value is empty and no status says why", "Write a status"),
]


@pytest.mark.parametrize(("cell", "place", "what", "mend"), MISTAKES)
def test_a_mistake_in_a_cell_is_told_with_its_place(excel, cell, place, what, mend):
    said = only(said_of(excel([HEADER, [*ROW[:3], cell], ["KZ-11", 2024, "beds", 1]])))
    assert said.startswith(f"{place}: ")
    assert what in said
    assert mend in said


def test_a_look_alike_letter_in_a_code_and_in_a_header(excel):
    said = only(said_of(excel([HEADER, ["КZ-10", 2024, "beds", 1]])))
    assert said.startswith("book.xlsx, data!A2: In КZ-10 in column unit the letter 1, К, is Cyrillic")
    said = said_of(excel([["unit", "period", "variable", "value", "sоurce"], [*ROW, ""]]))
    assert only(said).startswith("book.xlsx, data!E1: In sоurce in column sоurce the letter 2, о, is Cyrillic")


def test_an_error_cell(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("data")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROW[:3])
        sheet.write_formula("D2", "=1/0", None, "#DIV/0!")
    said = [one for one in said_of(path) if "#DIV/0!" in one]
    assert only(said).startswith("book.xlsx, data!D2: The cell holds the error #DIV/0!.")
    assert "Mend the formula" in said[0]


def test_a_formula_whose_result_was_not_kept(excel):
    said = [one for one in said_of(excel([HEADER, [*ROW[:3], "=60+4"]])) if "formula" in one]
    assert only(said).startswith("book.xlsx, data!D2: The cell holds a formula without its result.")
    assert "Open the file in a spreadsheet program, save it" in said[0]


def test_merged_cells(excel):
    path = excel([HEADER, ROW, [None, 2023, "beds", 60]], change=lambda _, sheet: sheet.merge_cells("A2:A3"))
    said = [one for one in said_of(path) if "merged" in one]
    assert only(said).startswith("book.xlsx, data!A2:A3: Cells are merged.")
    assert "Take the cells apart" in said[0]


def test_a_header_twice_an_empty_sheet_and_a_header_only(excel):
    assert "book.xlsx, data!1: The column value stands twice." in only(said_of(excel([[*HEADER, "value"], [*ROW, 1]])))
    assert only(said_of(excel([]))).startswith("book.xlsx, data: The sheet is empty.")
    assert only(said_of(excel([HEADER]))).startswith("book.xlsx, data: The table has a header and no rows.")


def test_a_cell_far_out_is_refused_before_the_reader_asks_for_its_memory(excel):
    path = excel([HEADER, ROW], change=lambda _, sheet: sheet.cell(1_048_576, 16_384, "x"))
    said = only(said_of(path))
    assert said.startswith("book.xlsx: The workbook holds more than 400000000 bytes when unpacked, or its cells span")
    assert "Often a single cell far below or far to the right is the cause." in said


def test_a_zip_bomb_is_refused_without_unpacking_it(excel):
    path = excel([HEADER, ROW])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/bomb.xml", "w") as bomb:
        for _ in range(450):
            bomb.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert "holds more than 400000000 bytes when unpacked" in only(said_of(path))


def test_a_part_that_is_larger_than_it_says(excel):
    path = excel([HEADER, ROW])
    content = bytearray(path.read_bytes())
    directory = content.rindex(b"PK\x01\x02", 0, content.rindex(SHEET.encode()))
    content[directory + 24 : directory + 28] = (100).to_bytes(4, "little")  # the size that the directory states
    path.write_bytes(content)
    assert "The file is not a workbook, or it is damaged." in only(said_of(path))


def test_entities_are_not_expanded(excel):
    def laugh(xml: str) -> str:
        entities = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        return re.sub(r"<worksheet", entities + "<worksheet", xml, count=1).replace("<v>64.25</v>", "<v>&b;</v>")

    assert "The file is not a workbook, or it is damaged." in only(
        said_of(with_part(excel([HEADER, ROW]), SHEET, laugh))
    )


@pytest.mark.parametrize("content", [b"", b"unit,period\n", b"PK\x03\x04 and then nothing", b"\x00" * 3000])
def test_a_file_that_is_no_workbook(tmp_path, content):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    said = only(said_of(path))
    assert said.startswith("book.xlsx: The file is not a workbook, or it is damaged.")
    assert said.endswith("Open it in a spreadsheet program and save it as .xlsx.")


def test_a_zip_that_holds_something_else(tmp_path):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("hello.txt", "hello")
    assert "not a workbook" in only(said_of(path))


def test_a_workbook_of_the_old_format(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    assert "The file is a workbook of an old format or protected by a password." in only(said_of(path))


def test_too_many_columns(excel):
    assert "at most 2000 are read" in only(said_of(excel([["unit", "period", *(f"v{i}" for i in range(2100))]])))


def test_the_bounds_hold_while_reading(excel, monkeypatch):
    path = excel([HEADER, *([*ROW] for _ in range(50))])
    monkeypatch.setattr(workbook, "MOST_CELLS", 100)
    assert "its cells span more than 100" in only(said_of(path))
