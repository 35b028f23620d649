"""A table as a workbook: what is given stands in it, and nothing of it is computed."""

from __future__ import annotations

import io

import openpyxl

from tarazy.exchange.excel_written import table_workbook


def test_what_is_given_stands_there_and_no_formula() -> None:
    made = table_workbook("A table", ["unit", "value"], [["=1+1", 2.5], ["@x", None]])
    sheet = openpyxl.load_workbook(io.BytesIO(made))["A table"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["unit", "value"], ["=1+1", 2.5], ["@x", None],
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert sheet.freeze_panes == "B2"


def test_a_table_without_rows_opens() -> None:
    assert openpyxl.load_workbook(io.BytesIO(table_workbook("T", ["a"], [])))["T"].max_row == 1
