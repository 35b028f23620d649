"""The recorded values of a view by unit and period, carried onto the boundaries that it asks for."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.carried import notes_of
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.view import View
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.carried import Onto, ends_of, related_units, values_onto
from tarazy.web.rooms.observatory.queries.values import Value, values_in, values_over_time


@dataclass(frozen=True)
class Line:
    """The values of a unit by period. `notes`: from what each carried one was worked out; `within`: of whose value a
    recorded one is part where its unit does not stand by itself on the boundaries asked for.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)

    def number(self, period: str) -> float | None:
        return self.values[period].value if period in self.values else None


def lines_of(
    asked: Asked, variable: Variable, breakdown: str, series: str, periods: Collection[str]
) -> dict[str, Line]:
    """The lines of the units of the view, without what is not shown by decision."""
    onto = Onto(asked.view.onto or Onto.RECORDED)
    is_carried = onto != Onto.RECORDED and series == Series.STATISTICS
    units = related_units(asked.units, asked.successions) if is_carried else {unit.pk for unit in asked.units}
    recorded = [
        value
        for value in read(asked, variable.pk, breakdown, series, sorted(units), periods)
        if not asked.offers.is_hidden(variable.pk, value.unit.pk, value.period)
    ]
    if not is_carried:
        return {unit: Line(values) for unit, values in by_unit(recorded).items()}
    shown = values_onto(variable.pk, breakdown, onto, recorded, known_until(asked.view))
    notes, lines, before = notes_of(variable, shown), by_unit(shown), by_unit(recorded)
    return {
        unit.pk: Line(
            values := lines.get(unit.pk, {}),
            {period: notes[unit.pk, period] for period in values if (unit.pk, period) in notes},
            {period: within(asked, unit.pk, onto) for period in before.get(unit.pk, {}) if period not in values},
        )
        for unit in asked.units
    }


def read(
    asked: Asked, variable: str, breakdown: str, series: str, units: list[str], periods: Collection[str]
) -> list[Value]:
    as_of = known_until(asked.view)
    if len(periods) == 1:
        return values_in(variable, next(iter(periods)), breakdown, series, units, as_of)
    lines = values_over_time(variable, units, breakdown, series, as_of)
    return [value for line in lines.values() for value in line]


def by_unit(values: Collection[Value]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for value in values:
        found.setdefault(value.unit.pk, {})[value.period] = value
    return found


def within(asked: Asked, unit: str, onto: Onto) -> str:
    ends = ends_of(unit, onto, asked.successions)
    names = "; ".join(str(one.name) for one in asked.place_units if one.pk in ends)
    return _("stands within: %(names)s") % {"names": names}


def known_until(view: View) -> datetime.datetime | None:
    """The last moment of the day of which the view asks what was known."""
    day = view.known_until
    if day is None:
        return None
    end = datetime.datetime.combine(day, datetime.time.max)
    return timezone.make_aware(end)
