"""Names of columns that a workbook carries along."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tarazy.exchange.named_columns import NamedColumns, name_column, named_columns


@pytest.mark.parametrize("sheet", ["data", "Деректер мен ескерту", "d'Ivoire"])
def test_names_are_read_back_with_their_sheet(tmp_path: Path, sheet: str) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet(sheet)
        book.add_worksheet("other")
        for column, name in enumerate(("unit", "no name!", "", "value")):
            name_column(book, sheet, column, name)
        name_column(book, sheet, 27, "far_out")
    found = named_columns(path)
    assert found == NamedColumns(sheet, {0: "unit", 3: "value", 27: "far_out"})
    assert found.over(["Unit", "Note", "", "Value"]) == ["unit", "Note", "", "value"]


@pytest.mark.parametrize("names", [{"B1": "a_name_of_somebody"}, {}])
def test_a_workbook_of_somebody_else_names_nothing(tmp_path: Path, names: dict[str, str]) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("data")
        for place, name in names.items():
            book.define_name(name, f"=data!${place[0]}${place[1]}")
    assert named_columns(path) == NamedColumns()


def test_what_is_no_workbook_names_nothing(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing else")
    assert named_columns(path) == named_columns(tmp_path / "none.xlsx") == NamedColumns()
