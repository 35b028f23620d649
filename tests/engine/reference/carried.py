"""Carrying over reforms, the slow way: every path from unit to unit is walked, in fractions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from tarazy.engine.statistics.carried import Succession


def paths_to(unit: str, successions: Sequence[Succession], known: Mapping[str, float]) -> Iterator[list[Succession]]:
    """Every way back from a unit to units that have a value of their own; an empty way where it has one itself."""
    if unit in known:
        yield []
        return
    for row in successions:
        if row.to_unit == unit:
            for path in paths_to(row.from_unit, successions, known):
                yield [*path, row]


def divided(
    unit: str, day: datetime.date, known: Mapping[str, float], successions: Sequence[Succession]
) -> Fraction | None:
    """The sum over all ways of the value at the beginning times every share along the way."""
    later = [row for row in successions if row.on > day]
    total, found = Fraction(0), False
    for path in paths_to(unit, later, known):
        if path:
            found = True
            term = Fraction(known[path[0].from_unit])
            for row in path:
                siblings = [Fraction(one.share or 0) for one in later if one.from_unit == row.from_unit]
                term *= Fraction(row.share or 0) / sum(siblings)
            total += term
    return total if found else None


def leaves_under(unit: str, successions: Sequence[Succession], known: Mapping[str, float]) -> list[str] | None:
    """The units with values that a former unit falls into; None where one has none."""
    if unit in known:
        return [unit]
    parts = [row.to_unit for row in successions if row.from_unit == unit]
    below = [leaves_under(part, successions, known) for part in parts]
    if not parts or any(one is None for one in below):
        return None
    return [leaf for one in below if one for leaf in one]
