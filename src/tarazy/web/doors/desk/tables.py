"""Tables of the desk to take along: as CSV that Excel opens as it is, with its dictionary, and as a workbook."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.documents import XLSX
from tarazy.exchange.forms.csv_written import BYTE_ORDER_MARK
from tarazy.exchange.table_files import Field, Note, TableFile, csv_of, dictionary_of, workbook_of
from tarazy.web.doors.desk.access import NOTHING, Found, address, person_of
from tarazy.web.grammar.act import Rule
from tarazy.web.ui.parts import Download
from tarazy.web.ui.written import long_date

DICTIONARY: Final = "dictionary.csv"
ENDINGS: Final = ("xlsx", "csv", DICTIONARY)
CSV: Final = "text/csv; charset=utf-8"
MOST_ROWS: Final = 50_000
PAGE: Final = "page"  # what of the address of a page no file of it has: a file holds all of its pages


@dataclass(frozen=True)
class Table:
    """What a page shows as a table, all of it. `stem`: what its files are called; `title`: what people call it."""

    stem: str
    title: str
    fields: Sequence[Field]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[Note] = ()


def ending_called(name: str) -> str | None:
    """What a file of a table may end in."""
    return name if name in ENDINGS else None


def files_of(request: HttpRequest, name: str, *parts: object) -> list[Download]:
    """Links to the files of a table, by the name of its address and what that is about, with the page's own filters."""
    asked = request.GET.copy()
    asked.pop(PAGE, None)
    query = f"?{asked.urlencode()}" if asked else ""
    return [Download(_called(one), reverse(f"desk:{name}", args=[*parts, one]) + query) for one in ENDINGS]


def _called(ending: str) -> str:
    return _("Dictionary of the CSV") if ending == DICTIONARY else ending.upper()


def table_address(
    route: str, table: Callable[..., Table], *, rule: Rule, name: str, things: Mapping[str, Found] = NOTHING
) -> URLPattern:
    """The address of the files of a table, to be opened by whoever opens its page: `rule` is that of the page. The
    route has a part `ending`; the table is asked for with the request and the other parts.
    """

    @functools.wraps(table)
    def taken(request: HttpRequest, ending: str, **parts: Any) -> HttpResponse:
        return table_taken(request, ending, table(request, **parts))

    return address(route, require_safe(taken), rule=rule, name=name, things={**things, "ending": ending_called})


def table_taken(request: HttpRequest, ending: str, table: Table) -> HttpResponse:
    """The file. A workbook says who took it and when; a table that is cut off says so in the name of its file."""
    found = list(islice(table.rows, MOST_ROWS + 1))
    rows = [[_here(cell) for cell in row] for row in found[:MOST_ROWS]]
    is_cut = len(found) > MOST_ROWS
    notes = [*table.notes, *_taken_by(request), *([_cut()] if is_cut else [])]
    heads, sheets = (_("Column of the CSV"), _("Title"), _("Meaning")), (_("Data"), _("Notes"))
    file = TableFile(table.title, table.fields, rows, notes, sheets, heads, timezone.now())
    stem = f"{table.stem}-first-{MOST_ROWS}" if is_cut else table.stem
    named = {"Content-Disposition": f'attachment; filename="{stem}.{ending}"'}
    kind = XLSX.media_type if ending == "xlsx" else CSV
    return HttpResponse(_written(file, ending), content_type=kind, headers=named)


def _written(file: TableFile, ending: str) -> str | bytes:
    match ending:
        case "xlsx":
            return workbook_of(file)
        case "csv":
            return BYTE_ORDER_MARK + csv_of(file)
        case _:
            return BYTE_ORDER_MARK + dictionary_of(file)


def _here(cell: Cell) -> Cell:
    """A moment as the clocks here show it."""
    return timezone.localtime(cell) if isinstance(cell, datetime.datetime) else cell


def _taken_by(request: HttpRequest) -> list[Note]:
    return [
        Note(_("Taken on"), long_date(timezone.now())),
        Note(_("Taken by"), str(person_of(request))),
        Note(_("Not public"), _("What it holds is for those who may see it on the desk.")),
    ]


def _cut() -> Note:
    words = _("Only the first %(count)s rows are in this file. Filters of the page make the table shorter.")
    return Note(_("Cut off"), words % {"count": MOST_ROWS})
