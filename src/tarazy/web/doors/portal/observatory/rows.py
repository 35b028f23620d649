"""The table and the map of a variable in one period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.engine.model.period import last_day
from tarazy.web.doors.portal.maps import Maps, Seen, maps_of
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.doors.portal.statuses import status_in_words
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Band, Column
from tarazy.web.ui.written import in_language, number


@dataclass(frozen=True)
class Row:
    """A unit in the table of a variable."""

    value: Value
    name: str
    href: str
    over_time: str
    status: str
    band: Band


def wholes_of(values: Sequence[Value]) -> list[Value]:
    """Values of units that other units of the table are parts of: they stand above the table and on no scale."""
    parents = {value.unit.parent_id for value in values}
    return [value for value in values if value.unit.pk in parents]


def row_of(asked: Asked, value: Value, scale: Scale) -> Row:
    return Row(
        value=value,
        name=str(value.unit.name),
        href=reverse("portal:unit", kwargs={"unit": value.unit.pk}),
        over_time=asked.href(unit=value.unit.pk) + "#lines",
        status=status_in_words(value.status),
        band=scale.at(value.value),
    )


def sorted_rows(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """By name or by value; what has no value comes last either way."""
    by_name = sorted(rows, key=lambda row: sort_key(row.name), reverse=asked.sort == "-name")
    if asked.sort.endswith("name"):
        return by_name
    known = [row for row in by_name if row.value.value is not None]
    known.sort(key=lambda row: row.value.value or 0.0, reverse=asked.sort.startswith("-"))
    return known + [row for row in by_name if row.value.value is None]


def columns_of(asked: Asked) -> list[Column]:
    unit_of_measure = in_language(asked.variable.unit_of_measure.symbol)
    now = {"name": "", "value": ""} | {
        asked.sort.removeprefix("-"): "descending" if asked.sort.startswith("-") else "ascending"
    }
    to_name = "-name" if asked.sort == "name" else "name"
    to_value = "value" if asked.sort == "-value" else "-value"
    return [
        Column(_("Unit"), row_head=True, href=asked.href(sort=to_name), sorted=now["name"]),  # type: ignore[arg-type]
        Column(
            _("Value"),
            numeric=True,
            href=asked.href(sort=to_value),
            sorted=now["value"],  # type: ignore[arg-type]
            note=unit_of_measure,
        ),
        Column(_("To be read with care")),
    ]


def maps_of_rows(asked: Asked, rows: Sequence[Row], units: Sequence[Unit]) -> Maps:
    """The maps of the place. Units that exist in the period and have no value are hatched, not left out."""
    day = last_day(asked.period)
    seen = {
        unit.pk: Seen(str(unit.name), href=reverse("portal:unit", kwargs={"unit": unit.pk}))
        for unit in units
        if unit.valid_to is None or day < unit.valid_to
    }
    seen |= {
        row.value.unit.pk: Seen(
            row.name, number(row.value.value), row.band.css, row.band.label, row.href, row.value.unit.pk == asked.unit
        )
        for row in rows
    }
    return maps_of(asked.variable.place, seen)


def gaps(rows: Sequence[Row], units: Sequence[Unit], kinds: Collection[str], period: str) -> list[str]:
    """Names of units that exist in the period, are of a kind that the table holds, and have no value."""
    day = last_day(period)
    known = {row.value.unit.pk for row in rows if row.value.value is not None}
    missing = [
        str(unit.name)
        for unit in units
        if unit.pk not in known
        and unit.kind_id in kinds
        and (unit.valid_from is None or unit.valid_from <= day)
        and (unit.valid_to is None or day < unit.valid_to)
    ]
    return sorted(missing, key=sort_key)
