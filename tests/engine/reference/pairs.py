"""Every unit against every other, one pair and one child at a time."""

from __future__ import annotations

from decimal import Decimal

from tests.engine.reference.numbers import twelve

# The (score, weight) of each child that counts, by child.
Parts = dict[str, tuple[float, float]]


def net_wins(units: dict[str, Parts], groups: dict[str, str]) -> dict[str, int]:
    """Pairs won less pairs lost, among the units of the same group that have anything to compare."""
    compared = [unit for unit in units if units[unit]]
    net = dict.fromkeys(compared, 0)
    for one in compared:
        for other in compared:
            if one != other and groups[one] == groups[other]:
                net[one] += _outcome(units[one], units[other])
    return net


def _outcome(mine: Parts, theirs: Parts) -> int:
    better = worse = 0.0
    for child in mine:
        if child in theirs:
            weight = (mine[child][1] + theirs[child][1]) / 2
            own, other = twelve(mine[child][0]), twelve(theirs[child][0])
            better += weight if own > other else 0.0
            worse += weight if own < other else 0.0
    if abs(better - worse) <= 1e-12:
        return 0
    return 1 if better > worse else -1


def net_flows(
    units: dict[str, Parts], groups: dict[str, str], indifference: float, preference: float
) -> dict[str, float] | list[str]:
    """Leads less lags, in the mean of the pairs; a list names the units that have nobody to be compared with."""
    compared = [unit for unit in units if units[unit]]
    rivals = {one: [other for other in compared if other != one and groups[one] == groups[other]] for one in compared}
    alone = [unit for unit in compared if not rivals[unit]]
    if alone:
        return alone
    ends = Decimal(repr(indifference)), Decimal(repr(preference))
    flows = {}
    for one in compared:
        largest = _largest([units[unit] for unit in (one, *rivals[one])])
        leads = (
            _lead(units[one], units[other], *ends, largest) - _lead(units[other], units[one], *ends, largest)
            for other in rivals[one]
        )
        flows[one] = sum(leads) / len(rivals[one])
    return flows


def _largest(units: list[Parts]) -> dict[str, Decimal]:
    """The score of each child that is farthest from zero."""
    children = {child for unit in units for child in unit}
    return {child: max(abs(Decimal(unit[child][0])) for unit in units if child in unit) for child in children}


def _lead(mine: Parts, theirs: Parts, indifference: Decimal, preference: Decimal, largest: dict[str, Decimal]) -> float:
    total = 0.0
    for child in mine.keys() & theirs.keys():
        apart = Decimal(f"{mine[child][0]:.11e}") - Decimal(f"{theirs[child][0]:.11e}")
        # What lies above the threshold by less than scores are told apart by is no more than it.
        near = Decimal("2e-11") * max(preference, largest[child])
        if 0 < preference < apart <= preference + near:
            apart = preference
        if apart > preference:
            degree = 1.0
        elif apart <= indifference:
            degree = 0.0
        else:
            degree = float((apart - indifference) / (preference - indifference))
        total += degree * (mine[child][1] + theirs[child][1]) / 2
    return total


def in_points(net: dict[str, int], groups: dict[str, str], low: float, high: float) -> dict[str, float] | list[str]:
    """On the scale of points; a list names the units that have nobody to be compared with."""
    others = {unit: sum(groups[other] == groups[unit] for other in net) - 1 for unit in net}
    alone = [unit for unit in net if others[unit] == 0]
    if alone:
        return alone
    return {unit: low + (high - low) * (net[unit] + others[unit]) / (2 * others[unit]) for unit in net}
