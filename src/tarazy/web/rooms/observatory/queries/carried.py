"""Values on boundaries of another time: carried over reforms for whoever asks, stored nowhere."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.period import last_day
from tarazy.engine.statistics.carried import (
    Carried,
    Period,
    Succession,
    carried_onto_former,
    carried_onto_present,
)
from tarazy.web.rooms.observatory.enums import Way
from tarazy.web.rooms.observatory.models import Aggregation
from tarazy.web.rooms.observatory.queries.values import Value, numbers_over_time
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import engine_successions, units_by_id

ESTIMATED: Final = "E"

Numbers = Mapping[str, Mapping[str, float]]  # by unit and period


class Onto(models.TextChoices):
    """On which boundaries values are shown."""

    RECORDED = "as-recorded", _("as recorded")
    PRESENT = "present", _("of today")
    FORMER = "former", _("before the reforms")


def aggregation_of(variable: str) -> Aggregation | None:
    """How values of a variable are put together; None where nothing says how."""
    return aggregations_of([variable]).get(variable)


def aggregations_of(variables: Collection[str]) -> Mapping[str, Aggregation]:
    """How values are put together, by variable, for those of which something says how."""
    return {one.pk: one for one in Aggregation.objects.filter(pk__in=variables).exclude(way=Way.NONE)}


def carried_numbers(
    variable: str,
    breakdown: str,
    onto: Onto,
    numbers: Numbers,
    successions: Sequence[Succession],
    as_of: datetime.datetime | None = None,
) -> dict[str, dict[str, Carried]]:
    """What can be carried of some values, by unit and period. A mean is weighted with values of the same breakdown."""
    how = aggregation_of(variable)
    if how is None or onto == Onto.RECORDED or not successions:
        return {}
    by = how.weighted_by_id
    weights = {} if by is None else by_period(numbers_over_time(by, breakdown, as_of=as_of))
    found: dict[str, dict[str, Carried]] = {}
    for period, known in by_period(numbers).items():
        day = last_day(period)
        heavy = None if by is None else weighed(Period(day, weights.get(period, {})), successions)
        carry = carried_onto_present if onto == Onto.PRESENT else carried_onto_former
        for unit, carried in carry(Period(day, known, heavy), successions).items():
            found.setdefault(unit, {})[period] = carried
    return found


def by_period(numbers: Numbers) -> dict[str, dict[str, float]]:
    turned: dict[str, dict[str, float]] = {}
    for unit, line in numbers.items():
        for period, number in line.items():
            turned.setdefault(period, {})[unit] = number
    return turned


def weighed(period: Period, successions: Sequence[Succession]) -> dict[str, float]:
    """The weights of all units, those too that must be carried themselves."""
    carried = {**carried_onto_present(period, successions), **carried_onto_former(period, successions)}
    return {**{unit: one.value for unit, one in carried.items()}, **period.known}


def values_onto(
    variable: str, breakdown: str, onto: Onto, found: Sequence[Value], as_of: datetime.datetime | None = None
) -> list[Value]:
    """Values on the chosen boundaries, by unit: with those that are carried, marked as such, and without units whose
    whole territory stands there by itself. What cannot be carried stays as it is recorded.
    """
    if onto == Onto.RECORDED:
        return list(found)
    successions = engine_successions([value.unit.place for value in found[:1]])
    numbers: dict[str, dict[str, float]] = {}
    for value in found:
        if value.value is not None:
            numbers.setdefault(value.unit.pk, {})[value.period] = value.value
    carried = carried_numbers(variable, breakdown, onto, numbers, successions, as_of)
    units = units_by_id(carried)
    latest = max((value.recorded_at for value in found), default=None)
    made = [
        Value(
            unit=units[unit], period=period, value=one.value, status=ESTIMATED, source="", revision=0, reason="",
            recorded_at=latest, is_back_cast=False, break_here=None, doubt=None, carried=one,
        )
        for unit, line in carried.items() for period, one in line.items()
        if latest is not None
    ]  # fmt: skip
    held = {(value.unit.pk, value.period) for value in made}
    whole = [*(value for value in found if (value.unit.pk, value.period) not in held), *made]
    return sorted(_each_once(whole, onto, successions), key=lambda value: (value.unit.pk, value.period))


def _each_once(values: Sequence[Value], onto: Onto, successions: Sequence[Succession]) -> list[Value]:
    known = {(value.unit.pk, value.period) for value in values if value.value is not None}
    ends: dict[str, set[str]] = {value.unit.pk: ends_of(value.unit.pk, onto, successions) for value in values}
    return [
        value
        for value in values
        if not ends[value.unit.pk] or not all((end, value.period) in known for end in ends[value.unit.pk])
    ]


def ends_of(unit: str, onto: Onto, successions: Iterable[Succession]) -> set[str]:
    """The units that hold a unit's territory on the chosen boundaries; empty where it does itself."""
    rows = [(one.from_unit, one.to_unit) for one in successions]
    steps = rows if onto == Onto.PRESENT else [(new, old) for old, new in rows]
    ends, waiting, seen = set[str](), [unit], set[str]()
    while waiting:
        here = waiting.pop()
        seen.add(here)
        further = [end for start, end in steps if start == here]
        waiting += [end for end in further if end not in seen]
        if not further and here != unit:
            ends.add(here)
    return ends


def related_units(units: Collection[Unit], successions: Iterable[Succession]) -> set[str]:
    """The units with everything that came out of them and that they came out of."""
    rows, found = list(successions), {unit.pk for unit in units}
    while True:
        wider = found | {one.to_unit for one in rows if one.from_unit in found}
        wider |= {one.from_unit for one in rows if one.to_unit in wider}
        if wider == found:
            return found
        found = wider
