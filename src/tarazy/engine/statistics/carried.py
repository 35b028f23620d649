"""Values carried over territorial reforms: onto the units of today, and back onto former ones."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

COMPLETE: Final = 1e-4  # shares are published with a few decimals; farther from a whole, a part of the unit is unknown
UNBROKEN: Final = 1.0


@dataclass(frozen=True)
class Succession:
    """On the day `on` the part `share` (0..1, None = unknown) of a unit went to another, measured by `basis`."""

    from_unit: str
    to_unit: str
    on: datetime.date
    share: float | None
    basis: str = ""


@dataclass(frozen=True)
class Part:
    """A recorded value that went into a carried one: whose it is, with which share of it, by which bases."""

    unit: str
    share: float = UNBROKEN
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Carried:
    """A value that nobody recorded for this unit. `is_exact`: nothing but recorded values was added up."""

    value: float
    parts: tuple[Part, ...]
    is_exact: bool


@dataclass(frozen=True)
class Period:
    """What is recorded of one variable in one period whose last day is `day`.

    `known`: values by unit. `weights`: None where values add up (counts, sums); else the mean is weighted with these,
    the denominator's values by unit (population of a rate per head); a unit without one cannot be averaged.
    """

    day: datetime.date
    known: Mapping[str, float]
    weights: Mapping[str, float] | None = None


def carried_onto_present(period: Period, successions: Sequence[Succession]) -> dict[str, Carried]:
    """Values of units that came out of others later than the period, from those of the units they came out of.

    Formula: values that add up, y[t] = sum over f of share[f, t] x[f]; means, y[t] = sum of w[f] share[f, t] x[f] /
    sum of w[f] share[f, t]: a part of one unit takes that unit's value. Several successions one after the other are
    gone through in turn. The parts of a unit add up to its value to the last bit (see `pieces`).
    Parameters: `period` as it is recorded (missing: not among `known`); `successions` of the place, where a unit whose
    boundaries changed is a new unit (docs/manual/formats.md).
    Returns: carried values by unit; none for a unit that has a value of its own (a back-cast by the source), whose
    shares are unknown or do not make up the whole, one of whose sources is missing, or beside which another part of
    the same former unit has a value of its own: the rest is then not what the shares say.
    Source: Eurostat, Statistical regions in the European Union (NUTS): correspondence by population-weighted shares.

    >>> day = datetime.date(2017, 12, 31)
    >>> reform = datetime.date(2018, 6, 19)
    >>> parts = [Succession("south", "west", reform, 0.75), Succession("south", "east", reform, 0.25)]
    >>> {unit: one.value for unit, one in carried_onto_present(Period(day, {"south": 80.0}), parts).items()}
    {'east': 20.0, 'west': 60.0}
    >>> {unit: one.value for unit, one in carried_onto_present(Period(day, {"south": 7.5}, {}), parts).items()}
    {'east': 7.5, 'west': 7.5}
    """
    later = [one for one in successions if one.on > period.day]
    found: dict[str, Carried] = {}
    for unit in _sources_first(later):
        rows = sorted((one for one in later if one.to_unit == unit), key=lambda one: one.from_unit)
        if rows and unit not in period.known and all(_is_whole(one, later, period) for one in rows):
            made = _from_sources(rows, later, period, found)
            if made is not None:
                found[unit] = made
    return dict(sorted(found.items()))


def carried_onto_former(period: Period, successions: Sequence[Succession]) -> dict[str, Carried]:
    """Values of units that were divided, from those of everything that they were divided into.

    Formula: values that add up, y[f] = sum over t of x[t]; means, y[f] = sum of w[t] x[t] / sum of w[t].
    Parameters: as in `carried_onto_present`.
    Returns: carried values by unit; none for a unit that has a value of its own, one of whose parts is missing, or one
    of whose parts came out of other units too.
    Source: as in `carried_onto_present`.

    >>> day = datetime.date(2023, 12, 31)
    >>> reform = datetime.date(2018, 6, 19)
    >>> parts = [Succession("south", "west", reform, 0.75), Succession("south", "east", reform, 0.25)]
    >>> carried_onto_former(Period(day, {"west": 70.0, "east": 30.0}), parts)["south"].value
    100.0
    >>> rates, people = {"west": 4.0, "east": 8.0}, {"west": 300.0, "east": 100.0}
    >>> carried_onto_former(Period(day, rates, people), parts)["south"].value
    5.0
    """
    found: dict[str, Carried] = {}
    for unit in reversed(_sources_first(successions)):
        parts = sorted(one.to_unit for one in successions if one.from_unit == unit)
        others = [one for one in successions if one.to_unit in parts and one.from_unit != unit]
        if parts and unit not in period.known and not others:
            made = _together([(part, UNBROKEN, ()) for part in parts], period, found)
            if made is not None:
                found[unit] = made
    return dict(sorted(found.items()))


def pieces(value: float, shares: Sequence[float]) -> list[float]:
    """A value divided by shares, so that the pieces add up to it to the last bit, in whatever order.

    Every piece is a whole number of steps of the value's last bit; the steps that are left over go to the greatest
    remainders (the method of Hamilton). Sums of such steps below the value are exact in binary arithmetic.

    >>> pieces(10.0, [0.25, 0.75])
    [2.5, 7.5]
    >>> sum(pieces(0.1, [1 / 3, 1 / 3, 1 / 3])) == 0.1
    True
    """
    step = Fraction(math.ulp(value))
    whole, total = Fraction(value) / step, sum(map(Fraction, shares))
    exact = [whole * Fraction(share) / total for share in shares]
    steps = [math.floor(one) for one in exact]
    remainders = sorted(range(len(exact)), key=lambda at: (steps[at] - exact[at], at))
    for at in remainders[: int(whole) - sum(steps)]:
        steps[at] += 1
    return [float(count * step) for count in steps]


def _sources_first(successions: Sequence[Succession]) -> list[str]:
    """Units in an order in which whatever one came out of stands before it. A unit that would come out of itself, by
    whatever way, stops the walk there: nothing is carried round in a circle.
    """
    order: list[str] = []
    left = sorted({one.from_unit for one in successions} | {one.to_unit for one in successions})
    while left:
        waiting = {one.to_unit for one in successions if one.from_unit in left}
        free = [unit for unit in left if unit not in waiting]
        if not free:
            return order
        order += free
        left = [unit for unit in left if unit in waiting]
    return order


def _is_whole(row: Succession, later: Sequence[Succession], period: Period) -> bool:
    """Whether a unit can be divided at all: its parts are known to the whole, and none has a value of its own."""
    siblings = [one for one in later if one.from_unit == row.from_unit]
    if period.weights is None:
        if any(one.to_unit in period.known for one in siblings):
            return False
        shares = [one.share for one in siblings]
        return None not in shares and abs(sum(share or 0.0 for share in shares) - 1) <= COMPLETE
    return True


def _from_sources(
    rows: Sequence[Succession], later: Sequence[Succession], period: Period, found: Mapping[str, Carried]
) -> Carried | None:
    if len(rows) > 1 and any(row.share is None for row in rows):
        return None
    given = [(row.from_unit, UNBROKEN if row.share is None else row.share, _bases(row)) for row in rows]
    if period.weights is not None:
        return _together(given, period, found)
    sources = [_value_of(row.from_unit, period, found) for row in rows]
    if any(source is None for source in sources):
        return None
    taken = [_piece(row, source.value, later) for row, source in zip(rows, sources, strict=True) if source]
    return Carried(math.fsum(taken), _parts(given, found), is_exact=all(share == UNBROKEN for _, share, _ in given))


def _piece(row: Succession, value: float, later: Sequence[Succession]) -> float:
    siblings = sorted((one for one in later if one.from_unit == row.from_unit), key=lambda one: one.to_unit)
    at = [one.to_unit for one in siblings].index(row.to_unit)
    return pieces(value, [one.share or 0.0 for one in siblings])[at]


Given = tuple[str, float, tuple[str, ...]]


def _together(given: Sequence[Given], period: Period, found: Mapping[str, Carried]) -> Carried | None:
    """The sum, or the weighted mean, of whole units; None where a value or a weight is missing."""
    sources = [_value_of(unit, period, found) for unit, *_ in given]
    values = [source.value for source in sources if source is not None]
    if len(values) < len(given):
        return None
    is_exact = all(source.is_exact for source in sources if source is not None)
    if period.weights is None:
        return Carried(math.fsum(values), _parts(given, found), is_exact)
    if len(given) == 1:  # a part of one unit: nothing is averaged, and no weight is needed
        return Carried(values[0], _parts(given, found), is_exact=False)
    weights = [period.weights.get(unit, math.nan) * share for unit, share, _ in given]
    total = math.fsum(weights)
    if not (all(weight >= 0 for weight in weights) and total > 0):
        return None
    mean = math.fsum(weight * value for weight, value in zip(weights, values, strict=True)) / total
    return Carried(min(max(mean, min(values)), max(values)), _parts(given, found), is_exact=False)


def _value_of(unit: str, period: Period, found: Mapping[str, Carried]) -> Carried | None:
    if unit in period.known:
        return Carried(period.known[unit], (Part(unit),), is_exact=True)
    return found.get(unit)


def _parts(given: Sequence[Given], found: Mapping[str, Carried]) -> tuple[Part, ...]:
    """The recorded values behind the sources, shares multiplied along the way; one that arrives twice, once."""
    taken: dict[str, Part] = {}
    for unit, share, bases in given:
        before = found[unit].parts if unit in found else (Part(unit),)
        for part in before:
            there = taken.get(part.unit, Part(part.unit, 0.0))
            every = tuple(dict.fromkeys((*there.bases, *part.bases, *bases)))
            taken[part.unit] = Part(part.unit, there.share + part.share * share, every)
    return tuple(taken.values())


def _bases(row: Succession) -> tuple[str, ...]:
    return (row.basis,) if row.basis else ()
