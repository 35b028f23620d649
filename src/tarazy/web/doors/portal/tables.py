"""Tables of the portal as files: every one as CSV with a dictionary and as a workbook with notes, by one writer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field, Note, TableFile, csv_of, dictionary_of, workbook_of
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.rooms.observatory.models import Source
from tarazy.web.ui.parts import Download
from tarazy.web.ui.written import in_language, long_date

DICTIONARY: Final = "dictionary.csv"
FORMS: Final = ("xlsx", "csv", DICTIONARY)


def table_file(
    title: str,
    fields: Sequence[Field],
    rows: Sequence[Sequence[Cell]],
    notes: Sequence[Note],
    moment: datetime.datetime | None = None,
) -> TableFile:
    """A table in the language of the page; without `moment` it is of now."""
    heads = (_("Column of the CSV"), _("Title"), _("Meaning"))
    sheets = (_("Data"), _("Notes"))
    return TableFile(title, fields, rows, notes, sheets, heads, moment or timezone.now())


def written(table: TableFile, form: str) -> bytes:
    """The content of a file of one of FORMS."""
    match form:
        case "xlsx":
            return workbook_of(table)
        case "csv":
            return csv_of(table).encode()
        case _:
            return dictionary_of(table).encode()


def answered(table: TableFile, form: str, stem: str) -> HttpResponse:
    return attached(written(table, form), f"{stem}.{form}")


def taken_from(request: HttpRequest) -> list[Note]:
    """Where and when the file was taken."""
    address = f"{settings.SITE_ADDRESS}{request.get_full_path()}"
    return [Note(_("Address"), address), Note(_("Taken on"), long_date(timezone.now()))]


def notes_of_sources(sources: Iterable[Source]) -> list[Note]:
    """Each source with who publishes it, when it was read and under which licence."""
    return [
        Note(
            _("Source %(id)s") % {"id": source.pk},
            _("%(title)s. %(publisher)s, %(date)s. Licence: %(licence)s. %(url)s")
            % {
                "title": in_language(source.title),
                "publisher": in_language(source.published_by.name),
                "date": source.date,
                "licence": in_language(source.licence.stated),
                "url": source.url or "",
            },
        )
        for source in sources
    ]


def named(form: str) -> str:
    """What a link to a file of a form is called."""
    return _("Dictionary of the CSV") if form == DICTIONARY else form.upper()


def downloads(hrefs: Iterable[tuple[str, str]]) -> list[Download]:
    """Links by form and address."""
    return [Download(named(form), href) for form, href in hrefs]
