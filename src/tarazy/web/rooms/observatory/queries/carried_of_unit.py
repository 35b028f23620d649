"""The latest figures of a unit, those too that are carried from the units it came out of or that came out of it."""

from __future__ import annotations

from dataclasses import dataclass

from tarazy.engine.model.period import last_day
from tarazy.engine.statistics.carried import Carried, Period, carried_onto_former, carried_onto_present
from tarazy.web.rooms.observatory.enums import Series, Way
from tarazy.web.rooms.observatory.models import Aggregation, Variable
from tarazy.web.rooms.observatory.queries.about_unit import latest_values
from tarazy.web.rooms.observatory.queries.carried import ESTIMATED, related_units, weighed
from tarazy.web.rooms.observatory.queries.values import public_revisions
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import engine_successions


@dataclass(frozen=True)
class Figure:
    """The latest value of a variable; `carried`: from what it was worked out where nobody recorded it for the unit."""

    variable: Variable
    unit_id: str
    period: str
    value: float | None
    status: str
    carried: Carried | None = None


def latest_figures(unit: Unit) -> list[Figure]:
    """The latest value of each variable, recorded or carried, in the order of the variables."""
    found = {
        row.variable_id: Figure(row.variable, unit.pk, row.period, row.value, row.status)
        for row in latest_values(unit.pk)
    }
    carried = {
        id: (period, one)
        for id, (period, one) in latest_carried(unit).items()
        if id not in found or found[id].period < period
    }
    named = Variable.objects.select_related("topic", "unit_of_measure").in_bulk(list(carried))
    for id, (period, one) in carried.items():
        found[id] = Figure(named[id], unit.pk, period, one.value, ESTIMATED, one)
    return sorted(found.values(), key=lambda one: (one.variable.place, one.variable.position, one.variable.pk))


def latest_carried(unit: Unit) -> dict[str, tuple[str, Carried]]:
    """The latest period and value of each variable that can be carried onto a unit, from either side of a reform."""
    successions = engine_successions([unit.place])
    relatives = related_units([unit], successions)
    if len(relatives) == 1:
        return {}
    recorded = _recorded(relatives)
    found: dict[str, tuple[str, Carried]] = {}
    for how in Aggregation.objects.exclude(way=Way.NONE).select_related("variable"):
        lines = recorded.get(how.variable_id, {}) if how.variable.topic_id else {}
        weights = recorded.get(how.weighted_by_id or "", {})
        for period in sorted(lines, reverse=True):
            day = last_day(period)
            heavy = None if how.weighted_by_id is None else weighed(Period(day, weights.get(period, {})), successions)
            asked = Period(day, lines[period], heavy)
            there = carried_onto_present(asked, successions) | carried_onto_former(asked, successions)
            if unit.pk in there:
                found[how.variable_id] = (period, there[unit.pk])
                break
    return found


def _recorded(units: set[str]) -> dict[str, dict[str, dict[str, float]]]:
    """Totals of official statistics by variable, period and unit."""
    rows = public_revisions().filter(unit__in=units, breakdown="", series=Series.STATISTICS)
    found: dict[str, dict[str, dict[str, float]]] = {}
    for variable, period, unit, value in rows.values_list("variable", "period", "unit", "value"):
        if value is not None:
            found.setdefault(variable, {}).setdefault(period, {})[unit] = value
    return found
