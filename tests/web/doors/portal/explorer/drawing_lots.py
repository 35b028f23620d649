"""Random views of the shipped figures of Kazakhstan, and their numbers reckoned again, slowly, from the files."""

from __future__ import annotations

import random
from functools import cache

from tarazy.web.doors.portal.explorer.view import CHARTS, TRANSFORMATIONS, View, canonical
from tests.web.doors.portal.explorer.slow_carrying import Key, carried, ends, like
from tests.web.doors.portal.observatory.shipped import rows


@cache
def observed() -> dict[Key, float]:
    return {
        (row["unit"], row["variable"], row["breakdown"], row["period"]): float(row["value"])
        for row in rows("kz", "observations")
        if row["value"] and row["series"] == "statistics"
    }


@cache
def known() -> tuple[list[str], dict[str, list[str]], dict[str, list[str]]]:
    """Variables, and the breakdowns and periods of each."""
    keys: dict[str, list[str]] = {}
    periods: dict[str, list[str]] = {}
    for row in rows("kz", "observations"):
        keys.setdefault(row["variable"], []).append(row["breakdown"])
        periods.setdefault(row["variable"], []).append(row["period"])
    return (
        sorted(keys),
        {id: sorted(set(found)) for id, found in keys.items()},
        {id: sorted(set(found)) for id, found in periods.items()},
    )


def drawn_by_lot(chance: random.Random) -> View:
    """A view that can be shown."""
    variables, breakdowns, _ = known()
    chosen = chance.sample(variables, chance.choice((1, 1, 1, 2, 2, 3)))
    charts = [chart for chart in CHARTS if chart != "scatter" or len(chosen) > 1]
    keys = [""]
    if chance.random() < 0.4:
        keys = chance.sample(breakdowns[chosen[0]], min(len(breakdowns[chosen[0]]), chance.choice((1, 2, 3))))
    periods = periods_of(chosen, keys)
    first, last = sorted((chance.choice(periods), chance.choice(periods)))
    how = chance.choice(("as_is", *TRANSFORMATIONS))
    units = [row["unit"] for row in rows("kz", "units") if row["kind"] in ("oblast", "city")]
    whose = chance.choice(("hand", "hand", "group", "group", "like"))
    standing = [row["unit"] for row in rows("kz", "units") if row["kind"] in ("oblast", "city") and not row["valid_to"]]
    axes = [*chance.sample(chosen, len(chosen)), "", ""]
    if "" not in breakdowns[chosen[0]] and keys == [""]:
        keys = breakdowns[chosen[0]][:1]
    return canonical(
        View(
            variables=tuple(chosen),
            first=first,
            last=last,
            units=tuple(chance.sample(units, chance.randint(1, 9))) if whose == "hand" else (),
            group="region" if whose == "group" else "",
            like=chance.choice(standing) if whose == "like" else "",
            onto=chance.choice(("", "", "present", "former")),
            targets=chance.choice(("", "", "yes")),
            breakdowns=tuple(keys),
            chart=chance.choice(charts),
            transformation=how,
            base=chance.choice(periods),
            by="population_avg" if how == "per_head" else chance.choice(variables),
            x=axes[0],
            y=axes[1],
            size=axes[2],
        )
    )


def periods_of(variables: list[str], keys: list[str]) -> list[str]:
    found = {p for _, variable, key, p in observed_keys() if variable in variables and key in keys}
    return sorted(found) or sorted({p for _, variable, _key, p in observed_keys() if variable in variables})


@cache
def observed_keys() -> frozenset[Key]:
    return frozenset(
        (row["unit"], row["variable"], row["breakdown"], row["period"]) for row in rows("kz", "observations")
    )


def reckoned(view: View) -> dict[Key, float | None]:
    """Every number of a view, one at a time. Of targets none are recorded."""
    periods = [p for p in periods_of(list(view.variables), list(view.breakdowns)) if view.first <= p <= view.last]
    return {
        (unit, variable, key, period): number(view, unit, variable, key, period)
        for unit in units_of(view)
        for variable in view.variables
        for key in view.breakdowns
        for period in periods
    }


def units_of(view: View) -> list[str]:
    end = f"{view.last}-12-31"
    of_group = [
        row["unit"]
        for row in rows("kz", "units")
        if view.group and row["peer_group"] == view.group
        and (not row["valid_from"] or row["valid_from"] <= end) and (not row["valid_to"] or end < row["valid_to"])
    ]  # fmt: skip
    together = of_group or (like(view.like, observed()) if view.like else [])
    return sorted({*view.units, *(end for unit in together for end in ends(unit, view.onto) or [unit])})


def number(view: View, unit: str, variable: str, key: str, period: str) -> float | None:
    values = carried(observed(), view.onto, (variable, view.by))
    value = values.get((unit, variable, key, period))
    if value is None or view.transformation == "as_is":
        return value
    if view.transformation == "index":
        base = values.get((unit, variable, key, view.base))
        return 100 * value / base if base is not None and base > 0 else None
    if view.transformation == "change":
        before = values.get((unit, variable, key, str(int(period) - 1)))
        return None if before is None else value - before
    by = values.get((unit, view.by, "", period))
    if not by:
        return None
    return 1000 * value / by if view.transformation == "per_head" else value / by
