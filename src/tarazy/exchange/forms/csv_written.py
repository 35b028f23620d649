"""A form as CSV that Excel opens in columns: with semicolons and decimal commas where the language has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.exchange.csv_written import Cell, csv_text
from tarazy.exchange.forms.columns import columns_of, shown
from tarazy.exchange.forms.form import Form
from tarazy.exchange.forms.words import heading

BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for another encoding
OF_THE_FORM: Final = ("form", "unit", "version")


def csv_of(form: Form, lang: str) -> bytes:
    """Every cell of the form in a row, with the columns of its workbook; the last three say which form it is."""
    keys = [column.key for column in columns_of(form)]
    header = [heading(key, lang) for key in (*keys, *OF_THE_FORM)]
    marks = {"delimiter": ",", "decimal": "."} if lang == "en" else {"delimiter": ";", "decimal": ","}
    return (BYTE_ORDER_MARK + csv_text(header, _rows(form, keys, lang), **marks)).encode()


def _rows(form: Form, keys: list[str], lang: str) -> Iterator[list[Cell]]:
    number = 0
    for block in form.blocks:
        for cell in block.cells:
            number += 1
            told: list[Cell] = [shown(cell, number, block, key, lang) for key in keys]
            yield [*told, form.form, form.unit, form.version]
