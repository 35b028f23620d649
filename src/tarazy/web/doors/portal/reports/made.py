"""Reports by name: what an address asks for, and what a command has made beforehand; both are the same files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tarazy.reports.document import pdf_of
from tarazy.web.doors.portal.indices.index import index_called
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports.kept import kept
from tarazy.web.doors.portal.reports.publication_report import publication_report
from tarazy.web.doors.portal.reports.published import asked_in, latest_scored, row_in, rows_of
from tarazy.web.doors.portal.reports.unit_report import unit_report
from tarazy.web.ui.written import language

Which = tuple[str, int, str]  # index, publication, period


def asked_of(index: str, publication: int | None, period: str) -> Asked:
    """The publication that is shown now, or one by its number; its last period with scores. Raises NoPage."""
    place, _slash, name = index.partition("/")
    found = index_called(index, period)
    if publication is None and not period:
        return Asked(found, latest_scored(found))
    if publication is None:
        publication = found.showing(found.period(period)).publication.pk
    return asked_in(place, name, publication, period or latest_scored(found))


def units_of(asked: Asked, only: Sequence[str] | None = None) -> list[str]:
    """The units of a publication in a period, or some of them. Raises NoPage for one that is not there."""
    rows = rows_of(asked)
    return [row_in(rows, unit, asked).unit.pk for unit in only] if only else [row.unit.pk for row in rows]


def unit_pdf(asked: Asked, unit: str) -> bytes:
    return kept(asked, f"units/{unit}/report.pdf", lambda: pdf_of(unit_report(asked, unit)))


def whole_pdf(asked: Asked) -> bytes:
    return kept(asked, "report.pdf", lambda: pdf_of(publication_report(asked)))


def made(which: Which, unit: str) -> bytes:
    """The report of a unit in the language that is spoken; without a unit the consolidated one."""
    asked = _asked(which, language())
    return unit_pdf(asked, unit) if unit else whole_pdf(asked)


@lru_cache(maxsize=4)
def _asked(which: Which, lang: str) -> Asked:
    """Found once for many reports."""
    index, publication, period = which
    place, _slash, name = index.partition("/")
    return asked_in(place, name, publication, period)


def name_of(which: Which, unit: str) -> str:
    """A name by which a reader finds the file again: index, publication, period, unit, language."""
    index, publication, period = which
    parts = (index.replace("/", "-"), str(publication), period.replace("/", "-"), *([unit] if unit else []), language())
    return "-".join(parts) + ".pdf"
