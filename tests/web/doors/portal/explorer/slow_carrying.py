"""The peers of a unit and its values on boundaries of another time, worked out from the files that ship."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache

import numpy as np

from tarazy.engine.statistics.carried import Period, Succession, carried_onto_former, carried_onto_present
from tarazy.engine.statistics.neighbours import neighbours
from tests.web.doors.portal.observatory.shipped import rows

Key = tuple[str, str, str, str]  # unit, variable, breakdown, period
FULL = 0.8


@cache
def successions() -> list[Succession]:
    return [
        Succession(
            row["from_unit"],
            row["to_unit"],
            datetime.date.fromisoformat(row["on"]),
            float(row["share"]) if row["share"] else None,
            row["basis"],
        )
        for row in rows("kz", "successions")
    ]


@cache
def ends(unit: str, territory: str) -> tuple[str, ...]:
    """Who holds the whole territory of a unit on other boundaries; nobody where it does itself."""
    pairs = [(one.from_unit, one.to_unit) for one in successions()]
    steps = {"present": pairs, "former": [(new, old) for old, new in pairs]}.get(territory, [])
    found = [end for start, end in steps if start == unit]
    return tuple(sorted({last for end in found for last in ends(end, territory) or (end,)}))


def like(unit: str, values: Mapping[Key, float]) -> list[str]:
    """A unit and those of today of its kind that are nearest to it."""
    kinds = {row["unit"]: row["kind"] for row in rows("kz", "units") if not row["valid_to"]}
    same = [one for one in sorted(kinds) if kinds[one] == kinds[unit]]
    [context] = [row for row in rows("kz", "context") if row["kind"] == kinds[unit]]
    columns = []
    for variable in context["variables"].split(";"):
        by_period: dict[str, dict[str, float]] = {}
        for (one, name, key, period), value in values.items():
            if (name, key) == (variable, "") and one in same:
                by_period.setdefault(period, {})[one] = value
        most = max(len(found) for found in by_period.values())
        last = max(period for period, found in by_period.items() if len(found) >= FULL * most)
        columns.append([by_period[last].get(one, np.nan) for one in same])
    near = neighbours(unit, same, np.array(columns).T, int(context["neighbours"]))
    return [unit, *(one.unit for one in near)]


CARRIED: dict[tuple[str, str], dict[Key, float]] = {}


def carried(values: dict[Key, float], territory: str, variables: tuple[str, ...]) -> dict[Key, float]:
    """The values of some variables on other boundaries, without units whose whole territory stands there by itself."""
    if not territory:
        return values
    found: dict[Key, float] = {}
    for variable in filter(None, variables):
        if (variable, territory) not in CARRIED:
            CARRIED[variable, territory] = of_variable(values, territory, variable)
        found |= CARRIED[variable, territory]
    return found


def of_variable(values: dict[Key, float], territory: str, variable: str) -> dict[Key, float]:
    [how] = [row for row in rows("kz", "aggregation") if row["variable"] == variable]
    tables: dict[tuple[str, str], dict[str, float]] = {}
    for (unit, name, key, period), value in values.items():
        if name == variable:
            tables.setdefault((key, period), {})[unit] = value
    found: dict[Key, float] = {}
    carry = carried_onto_present if territory == "present" else carried_onto_former
    for (key, period), known in tables.items():
        day = datetime.date(int(period), 12, 31)
        whole = dict(known)
        if how["aggregation"] != "none":
            weights = weights_of(values, how["weighted_by"], key, period, day) if how["weighted_by"] else None
            whole |= {unit: one.value for unit, one in carry(Period(day, known, weights), successions()).items()}
        for unit, value in whole.items():
            if not ends(unit, territory) or not all(end in whole for end in ends(unit, territory)):
                found[unit, variable, key, period] = value
    return found


def weights_of(values: dict[Key, float], variable: str, key: str, period: str, day: datetime.date) -> dict[str, float]:
    known = {unit: value for (unit, *rest), value in values.items() if rest == [variable, key, period]}
    at = Period(day, known)
    both = {**carried_onto_present(at, successions()), **carried_onto_former(at, successions())}
    return {unit: one.value for unit, one in both.items()} | known
