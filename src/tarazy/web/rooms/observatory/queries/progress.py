"""How far units have come towards their targets."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, cast

from django.db.models import Q

from tarazy.engine.model.period import last_day
from tarazy.engine.statistics.progress import Better, Dated, Progress, progress
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Break, PublicObservation, Variable
from tarazy.web.rooms.observatory.queries.values import public_revisions

FIRST_BASELINE: Final = "2015"  # the year from which the 2030 Agenda is counted
BEFORE_ALL: Final = ""

Pair = tuple[str, str]  # unit, variable


@dataclass(frozen=True)
class TowardsTarget:
    """A unit and a variable with a target: from where, how far until now, to where, and what follows from the three."""

    variable: Variable
    unit: str
    baseline: PublicObservation
    latest: PublicObservation
    target: PublicObservation
    progress: Progress


def progress_of_variable(variable: str, as_of: datetime.datetime | None = None) -> list[TowardsTarget]:
    """Every unit that has a target in a variable and values on the way to it, by unit."""
    return _towards(Q(variable=variable), as_of)


def progress_of_unit(unit: str) -> list[TowardsTarget]:
    """Every observed variable in which a unit has a target and values on the way to it, in the order of variables."""
    found = _towards(Q(unit=unit, variable__topic__isnull=False), None)
    return sorted(found, key=lambda one: (one.variable.place, one.variable.position, one.variable.pk))


def _towards(asked: Q, as_of: datetime.datetime | None) -> list[TowardsTarget]:
    known = public_revisions(as_of).filter(asked, breakdown="", value__isnull=False)
    targets = _by_pair(known.filter(series=Series.TARGET).select_related("variable__unit_of_measure"))
    if not targets:
        return []
    units, variables = {unit for unit, _variable in targets}, {variable for _unit, variable in targets}
    values = _by_pair(known.filter(series=Series.STATISTICS, unit__in=units, variable__in=variables))
    breaks = _last_breaks(variables)
    found = []
    for pair in sorted(targets.keys() & values.keys()):
        since = max(breaks.get(pair, BEFORE_ALL), breaks.get((BEFORE_ALL, pair[1]), BEFORE_ALL), FIRST_BASELINE)
        if one := _towards_one(pair, targets[pair], [row for row in values[pair] if row.period >= since]):
            found.append(one)
    return found


def _by_pair(rows: Collection[PublicObservation]) -> dict[Pair, list[PublicObservation]]:
    found: dict[Pair, list[PublicObservation]] = {}
    for row in rows:
        found.setdefault((row.unit_id, row.variable_id), []).append(row)
    return found


def _last_breaks(variables: Collection[str]) -> dict[Pair, str]:
    """The period of the last break of each pair; of a break that concerns every unit the unit is empty."""
    rows = Break.objects.filter(variable__in=variables).order_by("period")
    return {(row.unit_id or BEFORE_ALL, row.variable_id): row.period for row in rows}


def _towards_one(
    pair: Pair, targets: Sequence[PublicObservation], values: Sequence[PublicObservation]
) -> TowardsTarget | None:
    """The next target not passed yet, else the last; None where there are not two values on the way to it."""
    if not values:
        return None
    at = _year(values[-1].period)
    target = next((row for row in targets if _year(row.period) >= at), targets[-1])
    until = [row for row in values if _year(row.period) <= _year(target.period)]
    if len(until) < 2:
        return None
    baseline, latest, variable = until[0], until[-1], target.variable
    found = progress(_dated(baseline), _dated(latest), _dated(target), cast("Better", variable.better))
    return TowardsTarget(variable, pair[0], baseline, latest, target, found)


def _dated(row: PublicObservation) -> Dated:
    assert row.value is not None
    return Dated(_year(row.period), row.value)


def _year(period: str) -> float:
    """The end of a period in years: of 2024 it is 2025.0, of 2024-Q1 2024.25."""
    day = last_day(period)
    return day.year + day.month / 12
