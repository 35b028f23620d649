"""A form as a workbook that is filled in without the network: locked but for the answers, with lists and ranges."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tarazy.engine.words import in_words, msg, say
from tarazy.exchange.forms import guide
from tarazy.exchange.forms.columns import Column, columns_of, is_filled_in, is_one_sheet, shown
from tarazy.exchange.forms.form import Block, Cell, Form
from tarazy.exchange.forms.words import AGREEMENTS, STATUSES, heading
from tarazy.exchange.forms.workbook_read import SERVICE

_TITLE_ROW, _HEADER_ROW, _FIRST_ROW = 0, 1, 2
_LONGEST_NAME: Final = 31  # of a sheet
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MOST: Final = 1e15  # beyond it a spreadsheet no longer counts in ones
_A4: Final = 9
_NOT_PRINTED: Final = ("counts_in", "reported_by")  # the first of them that is there, and what follows it
_LISTS: Final = {"status": ("D", STATUSES), "agreement": ("E", AGREEMENTS)}
# What a sheet lets people do without taking its protection off; it has no password, so that nobody is locked out.
_ALLOWED: Final = {"format_columns": True, "format_rows": True, "autofilter": True}
_OUTSIDE: Final = msg(
    "Possible values: {low} to {high}. If there is no value, leave the cell empty and choose a status."
)
_NO_NUMBER: Final = msg("A number belongs here. If there is no value, leave the cell empty and choose a status.")
_NOT_LISTED: Final = msg("Choose from the list of the cell, or leave it empty.")


class _Sheet(NamedTuple):
    name: str
    title: str
    rows: list[tuple[Block, Cell]]


def workbook_of(form: Form, lang: str) -> bytes:
    """The form as .xlsx, in one language; it is read back in any."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        _Written(book, form, lang).write()
    return file.getvalue()


def _sheets(form: Form, lang: str) -> list[_Sheet]:
    taken = {SERVICE.casefold(), say(guide.SHEET, lang).casefold()}
    if is_one_sheet(form):
        rows = [(block, cell) for block in form.blocks for cell in block.cells]
        title = form.title.in_language(lang)
        return [_Sheet(_name(say(msg("Answers"), lang), taken), title, rows)]
    found = []
    for block in form.blocks:
        title = block.title.in_language(lang)
        found.append(_Sheet(_name(title, taken), title, [(block, cell) for cell in block.cells]))
    return found


def _name(title: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other sheet has."""
    whole = " ".join(_NOT_IN_A_NAME.sub(" ", title).split()).strip("'") or "-"
    name, number = whole[:_LONGEST_NAME].strip("' "), 1
    while name.casefold() in taken:
        number += 1
        name = f"{whole[: _LONGEST_NAME - 5].strip()} ({number})"
    taken.add(name.casefold())
    return name


class _Written:
    def __init__(self, book: Any, form: Form, lang: str) -> None:
        self.book, self.form, self.lang = book, form, lang
        self.formats: dict[tuple[str, str], Any] = {}
        self.number = 0

    def write(self) -> None:
        self.book.set_properties({"title": self.form.title.in_language(self.lang)})
        sheets = _sheets(self.form, self.lang)
        self.front(sheets)
        columns = columns_of(self.form)
        for sheet in sheets:
            self.sheet(
                sheet, [one for one in columns if one.key != "block" or len(self.form.blocks) > 1 == len(sheets)]
            )
        self.service()

    def format(self, look: str, number: str = "") -> Any:
        """`look`: title, header, shown, filled or link; `number`: the format of numbers."""
        if (look, number) not in self.formats:
            wrapped: dict[str, Any] = {"text_wrap": True, "valign": "top", "font_size": 10}
            framed = wrapped | {"border": 1, "border_color": "#7F7F7F"}
            of = {
                "title": {"bold": True, "font_size": 14},
                "label": wrapped | {"bold": True},
                "text": wrapped,
                "header": framed | {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"},
                "shown": framed | {"bg_color": "#F2F2F2"},
                "filled": framed | {"bg_color": "#FFF8E1", "locked": False},
                "link": wrapped | {"font_color": "#0563C1", "underline": 1},
            }[look]
            self.formats[look, number] = self.book.add_format(of | ({"num_format": number} if number else {}))
        return self.formats[look, number]

    def front(self, sheets: Sequence[_Sheet]) -> None:
        page = self.book.add_worksheet(say(guide.SHEET, self.lang))
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 100)
        page.write_string(0, 0, self.form.title.in_language(self.lang), self.format("title"))
        told = [(one.name, one.title, len(one.rows)) for one in sheets]
        for row, line in enumerate(guide.lines(self.form, self.lang, told), start=2):
            page.write_string(row, 0, line.label, self.format("label"))
            if line.sheet:
                place = f"internal:'{line.sheet.replace(chr(39), chr(39) * 2)}'!A1"
                page.write_url(row, 1, place, self.format("link"), line.text)
            else:
                page.write_string(row, 1, line.text, self.format("text"))
        page.protect("", _ALLOWED)
        self.print_setup(page)

    def sheet(self, sheet: _Sheet, columns: list[Column]) -> None:
        page = self.book.add_worksheet(sheet.name)
        keys = [column.key for column in columns]
        page.write_string(_TITLE_ROW, keys.index("number"), sheet.title, self.format("title"))
        for position, column in enumerate(columns):
            page.set_column(position, position, column.width, None, {"hidden": column.use == "hidden"})
            page.write_string(_HEADER_ROW, position, heading(column.key, self.lang), self.format("header"))
        for row, (block, cell) in enumerate(sheet.rows, start=_FIRST_ROW):
            self.number += 1
            for position, key in enumerate(keys):
                self.cell(page, row, position, cell, key, shown(cell, self.number, block, key, self.lang))
            self.validate(page, row, keys.index("value"), cell)
        last = _FIRST_ROW + len(sheet.rows) - 1
        for key, (letter, words) in _LISTS.items():
            if key in keys and sheet.rows:
                source = f"='{SERVICE}'!${letter}$1:${letter}${len(words)}"
                at = keys.index(key)
                page.data_validation(
                    _FIRST_ROW, at, last, at, {"validate": "list", "source": source} | self.error(_NOT_LISTED)
                )
        page.autofilter(_HEADER_ROW, 0, max(last, _HEADER_ROW), len(keys) - 1)
        page.freeze_panes(_FIRST_ROW, keys.index("title") + 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(keys) - 1)}{last + 1}"})
        page.protect("", _ALLOWED)
        self.print_setup(page)
        page.repeat_rows(_HEADER_ROW)
        # What follows explains why a number is asked for; on paper it would only make the rest smaller.
        page.print_area(0, 0, max(last, _HEADER_ROW), min(keys.index(key) for key in _NOT_PRINTED if key in keys) - 1)

    def cell(self, page: Any, row: int, column: int, cell: Cell, key: str, content: str | float) -> None:
        """Always as what it is: a text never starts a formula."""
        look = "filled" if is_filled_in(cell, key) else "shown"
        if key in ("value", "known", "last_year", "target"):
            format = self.format(look, _number_format(cell.decimals))
        else:
            format = self.format(look, "@" if key == "note" else "")
        if isinstance(content, str):
            page.write_string(row, column, content, format) if content else page.write_blank(row, column, None, format)
        else:
            page.write_number(row, column, content, format)

    def error(self, text: str, **said: str) -> dict[str, str]:
        return {"error_title": heading("value", self.lang), "error_message": say(text, self.lang, said)[:255]}

    def validate(self, page: Any, row: int, column: int, cell: Cell) -> None:
        asked = cell.question
        if asked.only_values and all(value == int(value) for value in asked.only_values):
            rule: dict[str, Any] = {"validate": "list", "source": [f"{value:.0f}" for value in asked.only_values]}
            rule |= self.error(_NOT_LISTED)
        else:
            low, high = (asked.range.low, asked.range.high) if asked.range else (-_MOST, _MOST)
            rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
            ends = {"low": in_words(low, self.lang), "high": in_words(high, self.lang)}
            rule |= self.error(_OUTSIDE, **ends) if asked.range else self.error(_NO_NUMBER)
        page.data_validation(row, column, row, column, rule)

    def print_setup(self, page: Any) -> None:
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        who = self.form.unit_name.in_language(self.lang).replace("&", "&&")[:150]
        page.set_footer(f"&L{who}&R&P / &N")

    def service(self) -> None:
        """What makes the way back safe, and the words of the lists."""
        page = self.book.add_worksheet(SERVICE)
        told = (
            ("form", self.form.form),
            ("unit", self.form.unit),
            ("version", self.form.version),
            ("front", say(guide.SHEET, self.lang)),
        )
        for row, (key, text) in enumerate(told):
            page.write_string(row, 0, key)
            page.write_string(row, 1, text)
        for letter, words in _LISTS.values():
            for row, text in enumerate(words.values(), start=1):
                page.write_string(f"{letter}{row}", say(text, self.lang))
        page.protect("")
        page.hide()


def _number_format(decimals: int | None) -> str:
    """Thousands apart, and so many decimals; as it is typed where nobody says how many.

    >>> _number_format(2), _number_format(0), _number_format(None)
    ('#,##0.00', '#,##0', 'General')
    """
    if decimals is None:
        return "General"
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
