"""The table of a view: a row a unit, its columns the periods; of one period, the columns are what is observed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell as FileCell
from tarazy.web.doors.portal.explorer.cells import Cell, Row, Shown
from tarazy.web.doors.portal.observatory.pictures import unit_href
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Column
from tarazy.web.ui.written import period as period_text

ROWS_A_PAGE = 60
FILE_COLUMNS = (
    "unit", "name", "variable", "title", "breakdown", "series", "period", "value", "value_low", "value_high",
    "unit_of_measure", "given",
    "status_meaning", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A cell as it stands in the page: the number with its interval, or why there is none, and marks that lead to
    notes.
    """

    number: str
    why: str
    flags: list[tuple[str, int]]
    interval: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the page's table."""

    name: str
    href: str
    of: str
    cells: list[Written]


def table_of(shown: Shown, given: QueryDict) -> dict[str, Any]:
    """The page of the table that is asked for, its columns and the notes that its cells name."""
    is_short = len(shown.periods) == 1
    groups = [list(rows) for _unit, rows in groupby(shown.rows, lambda row: row.unit)] if is_short else None
    lines: list[Row] | list[list[Row]] = shown.rows if groups is None else groups
    page: Any = Paginator(lines, ROWS_A_PAGE).get_page(given.get("page"))
    notes: dict[str, int] = {}
    found = [of_units(shown, rows, notes) if is_short else of_periods(shown, rows, notes) for rows in page]
    has_titles = not is_short and len(shown.observed) > 1
    return {
        "page": page,
        "lines": found,
        "columns": columns_of(shown, is_short, has_titles),
        "has_titles": has_titles,
        "notes": list(notes),
    }


def columns_of(shown: Shown, is_short: bool, has_titles: bool) -> list[Column]:
    first = [Column(_("Name"), row_head=True)]
    if is_short:
        return first + [Column(one.title, numeric=True, note=one.symbol) for one in shown.observed]
    several = len(shown.asked.variables) > 1
    titles = (
        [Column(_("Variable") if several else _("Series") if shown.has_targets else _("Breakdown"))]
        if has_titles
        else []
    )
    return [*first, *titles, *(Column(period_text(period), numeric=True) for period in shown.periods)]


def of_units(shown: Shown, rows: Sequence[Row], notes: dict[str, int]) -> Line:
    return line_of(rows[0].unit, "", [written(shown, row, row.cells[-1], notes) for row in rows])


def of_periods(shown: Shown, row: Row, notes: dict[str, int]) -> Line:
    title = _("%(title)s (%(unit)s)") % {"title": row.observed.title, "unit": row.observed.symbol}
    of = row.observed.part if len(shown.asked.variables) == 1 else title
    return line_of(row.unit, of, [written(shown, row, cell, notes) for cell in row.cells])


def line_of(unit: Unit, of: str, cells: list[Written]) -> Line:
    return Line(str(unit.name), unit_href(unit), of, cells)


def written(shown: Shown, row: Row, cell: Cell, notes: dict[str, int]) -> Written:
    """A number with the flags that are said beside it; each note stands once, however many cells name it."""
    if cell.value is None:
        return Written("", cell.why or _("no data"), [])
    said = [f"{word}. {why}" if why else word for word, why in cell.flags]
    flags = [(words, notes.setdefault(words, len(notes) + 1)) for words in said]
    return Written(shown.written(row.observed, cell.value), "", flags, shown.interval(row.observed, cell))


def file_rows(shown: Shown) -> list[list[FileCell]]:
    """Every value of the view on a line of its own, at full precision, with what it was made from."""
    return [
        [
            row.unit.pk, str(row.unit.name), row.observed.variable.pk, row.observed.title, row.observed.breakdown,
            row.observed.series, period, cell.value, *(cell.between or (None, None)),
            row.observed.symbol, cell.given,
            "; ".join(word for word, _why in cell.flags) or (cell.why if cell.value is None else ""),
            cell.source,
        ]
        for row in shown.rows
        for period, cell in zip(shown.periods, row.cells, strict=True)
    ]  # fmt: skip
