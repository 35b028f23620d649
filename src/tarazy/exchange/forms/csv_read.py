"""The CSV of a form -> its rows: with commas or semicolons, as spreadsheet programs save it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import msg
from tarazy.exchange.csv_files import decoded
from tarazy.exchange.csv_written import unguarded
from tarazy.exchange.forms.columns import WANTED
from tarazy.exchange.forms.csv_written import OF_THE_FORM
from tarazy.exchange.forms.given import AGAIN, Given, Row, columns_in
from tarazy.exchange.forms.words import key_of

MOST_BYTES: Final = 20_000_000
_DELIMITERS: Final = (";", ",", "\t")
_HEADER_WITHIN: Final = 10


def read_csv(path: Path, name: str, found: Found) -> Given | None:
    """What a CSV gives; None, with the reason noted, if it is no form at all."""
    if path.stat().st_size > MOST_BYTES:
        found.add(
            name,
            msg("The file has more than {most} bytes."),
            msg("No form is as large."),
            AGAIN,
            most=MOST_BYTES,
        )
        return None
    text = decoded(path.read_bytes(), name, found)
    if text is None:
        return None
    for delimiter in _DELIMITERS:
        table = _table(text, delimiter)
        if table is not None:
            return _Csv(table, name, delimiter, found).given()
    found.add(
        name,
        msg("The file has no row with the headings of a form."),
        msg("By the headings a column is known, in Kazakh, Russian or English."),
        AGAIN,
    )
    return None


Lines = list[tuple[int, list[str]]]


def _table(text: str, delimiter: str) -> Lines | None:
    """The rows from the header on, each with its line; None if with this delimiter there is no header."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = list(_numbered(reader))
    except csv.Error:
        return None
    for number, (_, row) in enumerate(lines[:_HEADER_WITHIN]):
        if "cell" in map(key_of, row):
            return lines[number:]
    return None


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1  # type: ignore[attr-defined]


class _Csv:
    def __init__(self, lines: Lines, name: str, delimiter: str, found: Found) -> None:
        self.header_line, self.header = lines[0]
        self.lines, self.name, self.found = lines[1:], name, found
        # A comma between the columns may also stand between thousands; a semicolon is chosen where commas are decimal.
        self.comma_is_decimal = delimiter != ","

    def given(self) -> Given | None:
        where = f"{self.name}:{self.header_line}"
        wanted = (*WANTED, *OF_THE_FORM)
        columns = columns_in(self.header, [where] * len(self.header), wanted, self.found)
        rows = [self._row(line, row, columns) for line, row in self.lines if any(row)] if columns else []
        first = next((row for row in rows if row.text("form")), None)
        if first is None:
            self.found.add(
                self.name,
                msg("The file does not say which form it is."),
                msg("Its last columns say for which body and which assessment cycle it was downloaded."),
                AGAIN,
            )
            return None
        form, unit, version = (first.text(key) for key in OF_THE_FORM)
        own = [row for row in rows if self._is_of(row, form, unit)]
        return Given(form, unit, version, own, self.comma_is_decimal)

    def _row(self, line: int, row: list[str], columns: dict[str, int]) -> Row:
        places = dict.fromkeys(columns, f"{self.name}:{line}")
        contents = {key: unguarded(row[position]) for key, position in columns.items() if position < len(row)}
        if len(row) == len(self.header) or (not any(row[len(self.header) :]) and len(row) > len(self.header)):
            return Row(contents, places)
        flaw = Flaw(
            msg("The row has {cells} cells, the header {columns}."),
            msg("Most likely a number with a decimal comma, or a text with a comma, stands without quotes."),
            msg("Put it into quotes, or save the form with semicolons between the columns. The row reads: {row}"),
            {"cells": len(row), "columns": len(self.header), "row": shown(";".join(row))},
        )
        return Row({key: contents[key] for key in ("cell",) if key in contents}, places, broken={"value": flaw})

    def _is_of(self, row: Row, form: str, unit: str) -> bool:
        said = row.text("form") or form, row.text("unit") or unit
        if said == (form, unit):
            return True
        self.found.add(
            row.places["cell"],
            msg("The row is of another form than the first: {other}, not {form}."),
            msg("A file is compared with one form."),
            msg("Give the rows of each form in a file of their own."),
            other=shown(" ".join(said)),
            form=shown(f"{form} {unit}"),
        )
        return False
