"""A workbook of a table: texts stay texts, numbers keep their digits, and it says what it is."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from tarazy.exchange.table_workbook import table_workbook


def test_texts_stay_texts_and_numbers_keep_their_digits() -> None:
    rows = [["=1+1", 1234567.890123, None], ["-x", -3.0, True]]
    content = table_workbook("values", ["name", "value", "more"], rows, ("about", [("What it is", "=SUM(A1)")]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["about", "values"]
    assert book.get_sheet_by_name("values").to_python() == [
        ["name", "value", "more"], ["=1+1", 1234567.890123, ""], ["-x", -3.0, "True"],
    ]  # fmt: skip
    assert book.get_sheet_by_name("about").to_python() == [["What it is", "=SUM(A1)"]]


def test_a_table_without_rows_is_a_table() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(table_workbook("values", ["name"], [], ("about", []))))
    assert book.get_sheet_by_name("values").to_python() == [["name"]]
