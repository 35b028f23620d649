"""The recorded values of a view by unit and period, carried onto the boundaries that it asks for."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.carried import notes_of
from tarazy.web.doors.portal.explorer.offers import series_of
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.view import TOTAL, View
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.carried import Onto, ends_of, related_units, values_onto
from tarazy.web.rooms.observatory.queries.values import Sought, Under, Value, values_recorded


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


@dataclass(frozen=True)
class Lines:
    """Everything that a view is made from, read at once."""

    asked: Asked
    recorded: Mapping[Under, list[Value]]

    def of(self, variable: Variable, breakdown: str, series: str) -> dict[str, Line]:
        """The lines of the units of the view, without what is not shown by decision."""
        asked, onto = self.asked, Onto(self.asked.view.onto or Onto.RECORDED)
        recorded = [
            value
            for value in self.recorded.get((variable.pk, breakdown, series), [])
            if not asked.offers.is_hidden(variable.pk, value.unit.pk, value.period)
        ]
        if onto == Onto.RECORDED or series != Series.STATISTICS:
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


def lines_read(asked: Asked, variables: Collection[Variable], periods: Collection[str]) -> Lines:
    """The values of variables in the periods, of all breakdowns of the view and of the total, with their targets."""
    view, here = asked.view, asked.here
    is_carried = Onto(view.onto or Onto.RECORDED) != Onto.RECORDED
    units = related_units(asked.units, here.successions) if is_carried else {unit.pk for unit in asked.units}
    sought = Sought(
        [one.pk for one in variables],
        sorted(periods),
        sorted({*view.breakdowns, TOTAL}),
        [*sorted({series_of(one.pk) for one in variables}), *([Series.TARGET] if view.targets else [])],
    )
    known = {id: here.units[id] for id in sorted(units & here.units.keys())}
    return Lines(asked, values_recorded(sought, known, known_until(view)))


def by_unit(values: Collection[Value]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for value in values:
        found.setdefault(value.unit.pk, {})[value.period] = value
    return found


def within(asked: Asked, unit: str, onto: Onto) -> str:
    ends = ends_of(unit, onto, asked.here.successions)
    names = "; ".join(str(one.name) for one in asked.here.units.values() if one.pk in ends)
    return _("stands within: %(names)s") % {"names": names}


def known_until(view: View) -> datetime.datetime | None:
    """The last moment of the day of which the view asks what was known."""
    day = view.known_until
    if day is None:
        return None
    end = datetime.datetime.combine(day, datetime.time.max)
    return timezone.make_aware(end)
