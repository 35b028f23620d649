"""The workbook of a form -> its rows. Nothing in it is executed, and what could be executed is refused."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import python_calamine

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import msg
from tarazy.exchange.excel_files import cell_text
from tarazy.exchange.forms.columns import FILLED, WANTED
from tarazy.exchange.forms.given import AGAIN, Given, Row, columns_in
from tarazy.exchange.forms.numbers import cell_error
from tarazy.exchange.forms.words import key_of
from tarazy.exchange.percents import percent_cells
from tarazy.exchange.workbook import ACTIVE, CELL, DAMAGES, Examined, cell_name, column_of, examine_all, no_workbook

SERVICE: Final = "form"  # the hidden sheet that says which form a workbook is
MOST_BYTES: Final = 30_000_000  # inflated; a form of 20,000 cells has 18 million
MOST_CELLS: Final = 1_000_000
_HEADER_WITHIN: Final = 10
_LINKS: Final = re.compile(r"externallinks/|connections\.xml", re.IGNORECASE)


def read_workbook(path: Path, name: str, found: Found) -> Given | None:
    """What a workbook gives; None, with the reason noted, if it is no workbook of a form at all."""
    if not _may_be_opened(path, name, found):
        return None
    examined = examine_all(path, name, found)
    if not examined:
        return None
    if any(one.rows * one.columns > MOST_CELLS for one in examined):
        _too_large(name, found)
        return None
    grids = _grids(path, name, examined, found)
    if grids is None:
        return None
    service = {row[0]: row[1] for row in _texts(grids.get(SERVICE, [])) if len(row) > 1}
    if not service.get("form"):
        found.add(
            name,
            msg("The workbook does not say which form it is."),
            msg("A hidden sheet says for which body and which assessment cycle it was downloaded; it is not there."),
            AGAIN,
        )
        return None
    in_percent = percent_cells(path, name, found)
    if in_percent is None:
        return None
    rows = [
        row
        for one in examined
        if one.sheet not in (SERVICE, service.get("front"))
        for row in _Sheet(one, grids[one.sheet], in_percent.get(one.sheet, frozenset()), found).rows()
    ]
    return Given(service["form"], service.get("unit", ""), service.get("version", ""), rows)


def _may_be_opened(path: Path, name: str, found: Found) -> bool:
    """Whether there is nothing in it but cells, and not too many of them: known from its list of parts alone."""
    try:
        with zipfile.ZipFile(path) as parts:
            infos = parts.infolist()
    except DAMAGES:
        no_workbook(path, name, found)
        return False
    if sum(part.file_size for part in infos) > MOST_BYTES:
        _too_large(name, found)
        return False
    for part in infos:
        is_linked = _LINKS.search(part.filename) is not None
        if is_linked or ACTIVE.search(part.filename):
            _not_only_cells(name, is_linked, part.filename, found)
            return False
    return True


def _too_large(name: str, found: Found) -> None:
    found.add(
        name,
        msg("The workbook holds more than {bytes} bytes when unpacked, or its cells span more than {cells}."),
        msg("No form is as large. Often a single cell far below or far to the right is the cause."),
        AGAIN,
        bytes=MOST_BYTES,
        cells=MOST_CELLS,
    )


def _not_only_cells(name: str, is_linked: bool, part: str, found: Found) -> None:
    if is_linked:
        found.add(
            name,
            msg("The workbook is linked to other files ({part})."),
            msg("What such cells show depends on a file that is not here."),
            msg("Break the links, so that the values stand in the cells themselves, and save it again."),
            part=shown(part),
        )
    else:
        found.add(
            name,
            msg("The workbook holds a program or an embedded object ({part})."),
            msg("A form is only read; a file that could do something is not accepted."),
            AGAIN,
            part=shown(part),
        )


def _grids(path: Path, name: str, examined: list[Examined], found: Found) -> dict[str, list[list[Any]]] | None:
    try:
        with python_calamine.load_workbook(path) as workbook:
            return {
                one.sheet: workbook.get_sheet_by_name(one.sheet).to_python(skip_empty_area=False) for one in examined
            }
    except python_calamine.CalamineError:
        no_workbook(path, name, found)
        return None


def _texts(grid: list[list[Any]]) -> list[list[str]]:
    return [[cell_text(content).strip() for content in row] for row in grid]


class _Sheet:
    """One sheet with what its cells cannot say themselves: errors, formulas without a result, merged cells."""

    def __init__(self, examined: Examined, grid: list[list[Any]], in_percent: frozenset[str], found: Found) -> None:
        self.name, self.grid, self.in_percent, self.found = examined.sheet, grid, in_percent, found
        self.broken: dict[str, Flaw] = {cell: cell_error(error) for cell, error in examined.errors}
        self.broken |= dict.fromkeys(examined.without_value, _not_computed())
        for merged in examined.merged:
            self.broken |= dict.fromkeys(_but_the_first(merged, len(grid)), _merged(merged))

    def rows(self) -> Iterator[Row]:
        head = next((number for number, row in enumerate(self.grid[:_HEADER_WITHIN]) if self._is_header(row)), None)
        if head is None:
            if any(any(row) for row in _texts(self.grid)):
                self._not_of_the_form()
            return
        header = _texts([self.grid[head]])[0]
        places = [self.place(head, position) for position in range(len(header))]
        columns = columns_in(header, places, WANTED, self.found)
        for number in range(head + 1, len(self.grid)) if columns else ():
            row = self._row(number, columns)
            if row.text("cell"):
                yield row
            else:
                self._check_nothing_is_lost(row)

    def place(self, row: int, column: int) -> str:
        return f"{self.name}!{cell_name(row, column)}"

    def _is_header(self, row: list[Any]) -> bool:
        return "cell" in {key_of(text) for text in _texts([row])[0]}

    def _row(self, number: int, columns: dict[str, int]) -> Row:
        names = {key: cell_name(number, position) for key, position in columns.items()}
        return Row(
            contents={key: self.grid[number][position] for key, position in columns.items()},
            places={key: f"{self.name}!{name}" for key, name in names.items()},
            in_percent=frozenset(key for key, name in names.items() if name in self.in_percent),
            broken={key: self.broken[name] for key, name in names.items() if name in self.broken},
        )

    def _check_nothing_is_lost(self, row: Row) -> None:
        filled = next((key for key in FILLED if row.text(key)), None)
        if filled is not None:
            self.found.add(
                row.places[filled],
                msg("The row has lost the id by which the form knows it, and is not read."),
                msg("A hidden column holds the ids; in a row that was added or copied there is none."),
                AGAIN,
            )

    def _not_of_the_form(self) -> None:
        self.found.add(
            self.name,
            msg("The sheet «{sheet}» is not of the form and is not read."),
            msg("It has no row with the headings of a form."),
            msg("If answers stand in it, copy them into the form as it was downloaded; else nothing needs to be done."),
            sheet=shown(self.name),
        )


def _but_the_first(merged: str, rows: int) -> Iterator[str]:
    """The cells of a merged range that lost their content."""
    corners = [CELL.fullmatch(corner) for corner in merged.split(":")]
    if len(corners) != 2 or not (corners[0] and corners[1]):
        return
    first, last = ((int(corner[2]) - 1, column_of(corner[1])) for corner in corners if corner)
    for row in range(first[0], min(last[0], rows) + 1):
        for column in range(first[1], min(last[1], first[1] + 200) + 1):
            if (row, column) != first:
                yield cell_name(row, column)


def _not_computed() -> Flaw:
    return Flaw(
        msg("The cell holds a formula without its result."),
        msg("Formulas are not computed here; the program that wrote the file did not keep what they come to."),
        msg("Open the file in a spreadsheet program, save it, and give it again; or write the value itself."),
        {},
    )


def _merged(merged: str) -> Flaw:
    return Flaw(
        msg("The cells {merged} are merged."),
        msg("Only the first of merged cells has a content, so the others would be read as empty."),
        msg("Take the cells apart and write the content into each."),
        {"merged": merged},
    )
