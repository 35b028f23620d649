"""The latest values of units side by side, with marks of the best and the worst where one way is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tarazy.exchange.csv_written import Cell as FileCell
from tarazy.web.doors.portal.explorer.view import View
from tarazy.web.doors.portal.explorer.ways_on import href as explorer_href
from tarazy.web.doors.portal.observatory.short import precision_of
from tarazy.web.rooms.observatory.enums import Better
from tarazy.web.rooms.observatory.models import PublicObservation, Variable
from tarazy.web.rooms.observatory.queries.about_unit import latest_values
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text

Mark = Literal["", "best", "worst"]
FILE_COLUMNS = ("variable", "title", "unit_of_measure", "better", "unit", "name", "period", "value", "status", "source")


@dataclass(frozen=True)
class Cell:
    """A value; its period where it is not that of the row; whether it is the best or the worst of the row."""

    written: str
    period: str
    status: str
    mark: Mark


@dataclass(frozen=True)
class Row:
    """A variable: the period of most of its values, a cell a unit."""

    title: str
    symbol: str
    href: str
    period: str
    cells: list[Cell]


def latest_of(units: Sequence[Unit]) -> dict[Variable, dict[str, PublicObservation]]:
    """The latest value of each variable by unit, in the order of the variables."""
    found: dict[Variable, dict[str, PublicObservation]] = {}
    for unit in units:
        for row in latest_values(unit.pk):
            found.setdefault(row.variable, {})[unit.pk] = row
    ordered = sorted(found, key=lambda variable: (variable.place, variable.position, variable.pk))
    return {variable: found[variable] for variable in ordered}


def by_topic(units: Sequence[Unit]) -> list[tuple[str, list[Row]]]:
    """The rows of the table, those of one topic together."""
    groups: dict[str, list[Row]] = {}
    for variable, values in latest_of(units).items():
        groups.setdefault(topic_of(variable), []).append(row_of(variable, values, units))
    return list(groups.items())


def topic_of(variable: Variable) -> str:
    return in_language(variable.topic.name) if variable.topic else ""


def row_of(variable: Variable, values: Mapping[str, PublicObservation], units: Sequence[Unit]) -> Row:
    periods = [row.period for row in values.values()]
    common = max(periods, key=lambda period: (periods.count(period), period))
    precision = precision_of(row.value for row in values.values())
    marks = marks_of(variable, {unit: row for unit, row in values.items() if row.period == common})
    cells = []
    for unit in units:
        row = values.get(unit.pk)
        if row is None:
            cells.append(Cell("", "", "", ""))
            continue
        period = period_text(row.period) if row.period != common else ""
        cells.append(Cell(precision.of(row.value), period, status_in_words(row.status), marks.get(unit.pk, "")))
    across = (
        "yes" if len({unit.kind_id for unit in units}) > 1 and len({unit.peer_group_id for unit in units}) > 1 else ""
    )
    view = View((variable.pk,), units=tuple(unit.pk for unit in units), across=across)
    symbol = in_language(variable.unit_of_measure.symbol)
    return Row(str(variable.title), symbol, explorer_href(view), period_text(common), cells)


def marks_of(variable: Variable, values: Mapping[str, PublicObservation]) -> dict[str, Mark]:
    """Best and worst among values of one period; nobody where no way is better or all are equal."""
    known = {unit: row.value for unit, row in values.items() if row.value is not None}
    low, high = min(known.values(), default=0.0), max(known.values(), default=0.0)
    if variable.better == Better.NONE or low == high:
        return {}
    best, worst = (high, low) if variable.better == Better.HIGHER else (low, high)
    return {unit: "best" if value == best else "worst" for unit, value in known.items() if value in (best, worst)}


def file_rows(units: Sequence[Unit]) -> list[list[FileCell]]:
    """Every value of the table on a line of its own."""
    names = {unit.pk: str(unit.name) for unit in units}
    return [
        [
            variable.pk, str(variable.title), in_language(variable.unit_of_measure.symbol), variable.better, unit,
            names[unit], row.period, row.value, row.status, row.source,
        ]
        for variable, values in latest_of(units).items()
        for unit, row in values.items()
    ]  # fmt: skip
