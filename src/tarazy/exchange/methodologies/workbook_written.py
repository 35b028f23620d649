"""The sheets of a methodology -> an Excel workbook that a methodologist can read, filter and edit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from tarazy.engine import steps
from tarazy.engine.load.plain import Leaf
from tarazy.engine.words import Message, Problem, ProblemsFound, msg, say
from tarazy.exchange.methodologies import layout
from tarazy.exchange.methodologies.headings import ABOUT, COMMAND, HOW_TO, heading
from tarazy.exchange.methodologies.sheets import Sheet, shown

_LONGEST_CELL: Final = 32_767
_FIRST_DAY: Final = datetime.date(1900, 3, 1)  # before it the days of Excel are not those of the calendar
_FREE_ROWS: Final = 500  # below what is there, for what will be added
_NARROW, _MIDDLE, _WIDE = 14, 24, 46
_TEXTS: Final = ("kk", "ru", "en", "text", "source", "value", "# title")
_NAMES: Final = {  # columns whose cells name a row of another sheet
    "unit_of_measure": (layout.UNITS_OF_MEASURE, "unit_of_measure"),
    "parent": (layout.TREE, "node"),
    "node": (layout.TREE, "node"),
    "case": (layout.CASES, "case"),
}


def write_workbook(path: Path, sheets: Sequence[Sheet], lang: str) -> None:
    """Write the file as a whole or not at all. `lang`: of what is only for people.

    Raises: ProblemsFound where a text is longer than a cell can hold.
    """
    _check_lengths(path, sheets)
    unfinished = path.with_name(f"{path.name}.unfinished")
    with xlsxwriter.Workbook(unfinished, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _Written(book, sheets, lang).write()
    unfinished.replace(path)


def _check_lengths(path: Path, sheets: Sequence[Sheet]) -> None:
    problems = [
        Problem(
            what=Message(msg("The text of «{key}» has {count} characters."), {"key": key, "count": len(shown(leaf))}),
            where=f"{path}, {sheet.name}",
            why=Message(msg("A cell of a workbook holds at most {most}."), {"most": _LONGEST_CELL}),
            mend=Message(msg("Shorten the text, or edit the methodology as the text that it is.")),
        )
        for sheet in sheets
        for row in sheet.rows
        for key, leaf in row.items()
        if len(shown(leaf)) > _LONGEST_CELL
    ]
    if problems:
        raise ProblemsFound(problems)


class _Written:
    def __init__(self, book: Any, sheets: Sequence[Sheet], lang: str) -> None:
        self.book, self.sheets, self.lang = book, sheets, lang
        top = {"valign": "top", "text_wrap": True}
        self.formats = {
            "words": book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1, **top}),
            "keys": book.add_format({"font_color": "#666666", "font_name": "Consolas", "font_size": 9, "bottom": 1}),
            "text": book.add_format({"num_format": "@", **top}),
            "number": book.add_format({"num_format": "General", "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "note": book.add_format({"font_color": "#666666", "italic": True, **top}),
        }

    def write(self) -> None:
        self.guide()
        for sheet in self.sheets:
            self.sheet(sheet)
        self.words()

    def guide(self) -> None:
        page = self.book.add_worksheet(layout.GUIDE)
        page.set_column(0, 0, _MIDDLE)
        page.set_column(1, 1, 110)
        told = [say(text, self.lang) for text in HOW_TO]
        lines = [("", told[0]), ("", COMMAND), *(("", text) for text in told[1:]), ("", "")]
        lines += [(name, say(about, self.lang)) for name, about in ABOUT.items()]
        for number, (name, text) in enumerate(lines):
            page.write_string(number, 0, name, self.formats["words"] if name else self.formats["text"])
            page.write_string(number, 1, text, self.formats["text"])

    def sheet(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.name)
        fixed = {column.key: column for column in layout.columns()[sheet.name]}
        for position, key in enumerate(sheet.columns):
            page.write_string(0, position, heading(sheet.name, key, self.lang), self.formats["words"])
            page.write_string(1, position, key, self.formats["keys"])
            is_text = fixed[key].is_text if key in fixed else False
            page.set_column(position, position, _width(key), self.formats["text" if is_text else "number"])
            self.validate(page, sheet, position, fixed.get(key, layout.Column(key)))
        for number, row in enumerate(sheet.rows, start=layout.ROWS_BEFORE):
            for position, key in enumerate(sheet.columns):
                if key in row:
                    self.cell(page, number, position, row[key], is_note=key.startswith(layout.NOT_READ))
        last = max(len(sheet.rows) + layout.ROWS_BEFORE - 1, layout.ROWS_BEFORE)
        page.autofilter(layout.ROWS_BEFORE - 1, 0, last, len(sheet.columns) - 1)
        page.freeze_panes(layout.ROWS_BEFORE, 1)
        # A period and a code are texts that look like numbers: no green corner on each of them.
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1 + _FREE_ROWS}"})

    def cell(self, page: Any, row: int, column: int, leaf: Leaf, *, is_note: bool) -> None:
        """Always as what it is: a text never starts a formula, and a number keeps its last digit."""
        value = leaf.value
        if isinstance(value, datetime.date) and value >= _FIRST_DAY:
            page.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), self.formats["day"])
        elif isinstance(value, int | float) and not isinstance(value, bool) and float(f"{value:.16G}") == value:
            page.write_number(row, column, value, self.formats["number"])
        elif text := shown(leaf):
            page.write_string(row, column, text, self.formats["note" if is_note else "text"])

    def validate(self, page: Any, sheet: Sheet, position: int, column: layout.Column) -> None:
        """A list to choose from, where only these words or names can stand."""
        first, last = layout.ROWS_BEFORE, len(sheet.rows) + layout.ROWS_BEFORE + _FREE_ROWS
        source: Any = list(column.words)
        if column.key in _NAMES and _NAMES[column.key] != (sheet.name, column.key):
            named, key = _NAMES[column.key]
            letter = "ABCDEFGHIJ"[[one.key for one in layout.columns()[named]].index(key)]
            source = f"='{named}'!${letter}${first + 1}:${letter}${2000}"
        if source:
            page.data_validation(first, position, last, position, {"validate": "list", "source": source})
        if sheet.name == layout.GENERAL and column.key == "value":
            for number, row in enumerate(sheet.rows, start=first):
                if words := layout.general_words().get(shown(row["key"])):
                    options = {"validate": "list", "source": list(words)}
                    page.data_validation(number, position, number, position, options)

    def words(self) -> None:
        """Every step with its methods, to look up."""
        page = self.book.add_worksheet(layout.WORDS)
        page.set_column(0, 1, _MIDDLE)
        page.set_column(2, 2, _WIDE)
        number = 0
        for step in steps.ORDER:
            for name, module in steps.methods(step).items():
                for position, text in enumerate((step, name, say(module.TITLE, self.lang))):
                    page.write_string(number, position, text, self.formats["text"])
                number += 1


def _width(key: str) -> int:
    last = key.rpartition("/")[2]
    return _WIDE if last in _TEXTS else _MIDDLE if last in ("node", "parent", "key", "parameter") else _NARROW
