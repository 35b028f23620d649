"""A table of a page as a file to take along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from tarazy.exchange.csv_written import Cell, csv_text
from tarazy.exchange.forms.csv_written import BYTE_ORDER_MARK


def table_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    return HttpResponse(
        BYTE_ORDER_MARK + csv_text(columns, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
