"""Tables of the desk to take along: as CSV that Excel opens as it is, and as a workbook with its notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell, csv_text
from tarazy.exchange.documents import XLSX
from tarazy.exchange.forms.csv_written import BYTE_ORDER_MARK
from tarazy.exchange.table_files import Field, Note, TableFile, csv_of, workbook_of
from tarazy.web.doors.desk.access import person_of
from tarazy.web.ui.parts import Download
from tarazy.web.ui.written import long_date

TYPES: Final = {"xlsx": XLSX.media_type, "csv": "text/csv; charset=utf-8"}


def ending_called(name: str) -> str | None:
    """What a file of a table may end in."""
    return name if name in TYPES else None


def files_of(name: str, *parts: object, query: str = "") -> list[Download]:
    """Links to the files of a table, by the name of its address and what that is about."""
    return [Download(one.upper(), reverse(f"desk:{name}", args=[*parts, one]) + query) for one in TYPES]


def table_taken(
    request: HttpRequest,
    ending: str,
    titles: tuple[str, str],
    fields: Sequence[Field],
    rows: Iterable[Sequence[Cell]],
    notes: Sequence[Note] = (),
) -> HttpResponse:
    """The file. `titles`: its name, and what it is called for people. A workbook says who took it and when."""
    stem, title = titles
    taken = [
        Note(_("Taken on"), long_date(timezone.now())),
        Note(_("Taken by"), str(person_of(request))),
        Note(_("Not public"), _("What it holds is for those who may see it on the desk.")),
    ]
    heads = (_("Column of the CSV"), _("Title"), _("Meaning"))
    sheets = (_("Data"), _("Notes"))
    table = TableFile(title, fields, list(rows), [*notes, *taken], sheets, heads, timezone.now())
    return _attached(workbook_of(table) if ending == "xlsx" else BYTE_ORDER_MARK + csv_of(table), stem, ending)


def csv_taken(stem: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A table that there is as CSV alone."""
    return _attached(BYTE_ORDER_MARK + csv_text(columns, rows), stem, "csv")


def _attached(content: str | bytes, stem: str, ending: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{stem}.{ending}"'}
    return HttpResponse(content, content_type=TYPES[ending], headers=named)
