"""The workbook of a methodology -> its rows, each cell with its place. Nothing in it is executed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import python_calamine

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.cells import cell
from tarazy.engine.load.nodes import Scalar
from tarazy.engine.load.report import Place, Report, shortened
from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import ProblemsFound, msg
from tarazy.exchange.excel_files import cell_text, unreadable_cells
from tarazy.exchange.methodologies import layout
from tarazy.exchange.workbook import cell_name, examine_all, no_workbook

_HEADER_WITHIN: Final = 10
_NEEDED: Final = (
    layout.GENERAL, layout.TREE, layout.INDICATORS, layout.METHODS, layout.VARIABLES, layout.UNITS_OF_MEASURE,
    layout.TEXTS,
)  # fmt: skip


class CellPlace(Place):
    """`file` is the workbook with the sheet, line and column are those of the cell."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.file}!{cell_name(self.line - 1, self.column - 1)}" if self.line else self.file


class Row(NamedTuple):
    """What a row says, by the keys of its columns; `place` is its first cell."""

    place: Place
    cells: dict[str, Scalar]


class Book(NamedTuple):
    """`rows` by sheet. A sheet that may be absent and is has none."""

    name: str
    rows: dict[str, list[Row]]

    def place(self, sheet: str) -> Place:
        return CellPlace(f"{self.name}, {sheet}")


def read_book(path: Path, report: Report) -> Book:
    """Raises ProblemsFound where the file is no such workbook at all; what is wrong inside is noted in the report."""
    name = str(path)
    found = Found(name)
    examined = examine_all(path, name, found)
    for sheet in examined:
        if sheet.sheet in layout.columns():
            unreadable_cells(sheet, name, found)
    grids: dict[str, list[list[Any]]] = {}
    if examined and not found:
        try:
            with python_calamine.load_workbook(path) as workbook:
                for sheet in examined:
                    if not sheet.sheet.startswith(layout.NOT_READ):
                        grids[sheet.sheet] = workbook.get_sheet_by_name(sheet.sheet).to_python(skip_empty_area=False)
        except python_calamine.CalamineError:
            no_workbook(path, name, found)
    if found:
        raise ProblemsFound(found.listed())
    _check_sheets(name, grids, report)
    known = {sheet: grid for sheet, grid in grids.items() if sheet in layout.columns()}
    return Book(name, {sheet: list(_rows(f"{name}, {sheet}", sheet, grid, report)) for sheet, grid in known.items()})


def _check_sheets(name: str, sheets: Sequence[str] | dict[str, Any], report: Report) -> None:
    for sheet in sheets:
        if sheet not in layout.columns():
            near = nearest(sheet, set(layout.columns()) - set(sheets))
            report.add(
                Place(f"{name}, {sheet}"),
                msg("The workbook of a methodology has no sheet «{sheet}»."),
                msg("What nobody reads would be lost without a word. The sheets are: {known}."),
                msg("Did you mean «{near}»?") if near else msg("Rename it; a name that begins with # is for notes."),
                sheet=sheet,
                known=", ".join(layout.columns()),
                near=near,
            )
    for sheet in _NEEDED:
        if sheet not in sheets:
            report.add(
                Place(name),
                msg("The sheet «{sheet}» is missing."),
                msg("Without it there is no whole methodology."),
                msg("Add it; `tarazy methodology table METHODOLOGY --out FILE.xlsx` shows how it looks."),
                sheet=sheet,
            )


def _rows(place: str, sheet: str, grid: list[list[Any]], report: Report) -> Iterator[Row]:
    texts = [[_text(value) for value in row] for row in grid]
    first_key = layout.columns()[sheet][0].key
    head = next((number for number, row in enumerate(texts[:_HEADER_WITHIN]) if first_key in row), None)
    if head is None:
        report.add(
            CellPlace(place, 1, 1),
            msg("No row of the sheet holds the keys of its columns."),
            msg("By the keys a column is known, in whatever order they stand: {keys}."),
            msg("Write the keys into a row above the first that is to be read; the first of them is «{first}»."),
            keys=", ".join(column.key for column in layout.columns()[sheet]),
            first=first_key,
        )
        return
    keys = _keys(place, texts[head], head, report)
    for number, row in enumerate(texts[head + 1 :], start=head + 2):
        cells = {
            keys[position]: cell(CellPlace(place, number, position + 1), text)
            for position, text in enumerate(row)
            if text and position in keys
        }
        if cells:
            yield Row(CellPlace(place, number, 1), cells)
        _check_nameless(place, number, row, texts[head], report)


def _keys(place: str, header: list[str], head: int, report: Report) -> dict[int, str]:
    """The columns that are read, by their position."""
    keys: dict[int, str] = {}
    for position, key in enumerate(header):
        if key in keys.values():
            report.add(
                CellPlace(place, head + 1, position + 1),
                msg("The column «{key}» stands twice."),
                msg("Of two columns with one name nobody knows which one counts."),
                msg("Remove one of them, or give it its right name."),
                key=key,
            )
        elif key and not key.startswith(layout.NOT_READ):
            keys[position] = key
    return keys


def _check_nameless(place: str, number: int, row: list[str], header: list[str], report: Report) -> None:
    for position, text in enumerate(row):
        if text and not (header[position] if position < len(header) else ""):
            report.add(
                CellPlace(place, number, position + 1),
                msg("The cell with «{text}» stands in a column without a key."),
                msg("What nobody reads would be lost without a word."),
                msg("Write the key above the column, or a word that begins with # if it is a note."),
                text=shortened(text),
            )


def _text(value: Any) -> str:
    """A cell as a methodology would write it, without the spaces around it, which nobody sees."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = cell_text(value).replace("\r\n", "\n")
    return text if "\n" in text else text.strip()
