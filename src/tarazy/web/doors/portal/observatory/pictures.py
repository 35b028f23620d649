"""The maps of a variable in one period."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from tarazy.engine.model.period import last_day
from tarazy.web.doors.portal.maps import Maps, Seen, maps_of
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.observatory.rows import Values
from tarazy.web.doors.portal.observatory.short import Precision, Short
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.written import with_unit

MOST_ON_A_MAP: Final = 300


@dataclass(frozen=True)
class Drawing:
    """How values are drawn on a map: in which colours, how they are written on it and how they are said."""

    scale: Scale
    short: Short
    precision: Precision


def maps_of_values(asked: Asked, values: Values, drawing: Drawing, others: Collection[Unit]) -> Maps:
    """The maps of the place. Units that have no value in the period (`others`) are hatched, not left out."""
    if len(values.compared) > MOST_ON_A_MAP:
        return Maps()
    if not asked.period:
        return Maps()
    day = last_day(asked.period)
    seen = {
        unit.pk: Seen(str(unit.name), href=unit_href(unit))
        for unit in others
        if unit.peer_group_id == values.group and (unit.valid_to is None or day < unit.valid_to)
    }
    seen |= {value.unit.pk: seen_of(asked, value, drawing) for value in values.compared}
    return maps_of(asked.variable.place, seen)


def seen_of(asked: Asked, value: Value, drawing: Drawing) -> Seen:
    band = drawing.scale.at(value.value)
    return Seen(
        name=str(value.unit.name),
        value=drawing.short.of(value.value),
        band=band.css,
        band_label=band.label,
        href=unit_href(value.unit),
        spoken=with_unit(drawing.precision.of(value.value), asked.symbol),
    )


def unit_href(unit: Unit) -> str:
    return reverse("portal:unit", kwargs={"unit": unit.pk})


def off_the_map(values: Values, maps: Maps) -> list[str]:
    """Names of former units that have a value and no outline: the map shows the units of today."""
    return [str(value.unit.name) for value in values.compared if value.unit.valid_to is not None] if maps else []
