"""How sure single units are of their place: whom they stand surely before, and how that was over the periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count

from tarazy.engine.model.methodology import INDEX
from tarazy.web.rooms.results.models import Estimate, Interval, Pair
from tarazy.web.rooms.results.queries.estimates import Between, not_told_apart


def surely_from(estimate: Estimate) -> float:
    """From which share of the replicates on one of two units stands surely before the other."""
    return (1 + (estimate.level_percent or 100) / 100) / 2


def ahead_of_others(estimate: Estimate, period: str, unit: str) -> Mapping[str, float]:
    """How often a unit stands before each other one, 0..1; empty where pairs were not kept."""
    pairs = Pair.objects.filter(estimate=estimate, period=period)
    found = dict(pairs.filter(unit=unit).values_list("other", "p_ahead"))
    return found | {first: 1 - share for first, share in pairs.filter(other=unit).values_list("unit", "p_ahead")}


def ahead_among(estimate: Estimate, period: str, units: Collection[str]) -> Mapping[tuple[str, str], float]:
    """How often one of the units stands before another one, 0..1, for every two of them either way round. Two of
    different peer groups are not there, nor is anybody where units were too many for pairs to be kept.
    """
    pairs = Pair.objects.filter(estimate=estimate, period=period, unit__in=units, other__in=units)
    found = {}
    for unit, other, share in pairs.values_list("unit", "other", "p_ahead"):
        found[unit, other], found[other, unit] = share, 1 - share
    return found


def are_told_apart(estimate: Estimate, p_ahead: float) -> bool:
    """Whether one of two stands surely before the other: in at least (1 + level) / 2 of the replicates."""
    return max(p_ahead, 1 - p_ahead) >= surely_from(estimate)


def beside(estimate: Estimate, period: str, unit: str) -> Sequence[str]:
    """The units that are not told apart from one, in no order; where pairs were not kept, those of its groups."""
    shares = ahead_of_others(estimate, period, unit)
    if shares:
        return [other for other, share in shares.items() if not are_told_apart(estimate, share)]
    groups = [units for _peers, units in not_told_apart(estimate, period) if unit in units]
    return sorted({other for units in groups for other in units if other != unit})


def counts_not_apart(estimate: Estimate, period: str, without: Collection[str] = ()) -> Mapping[str, int] | None:
    """From how many others each unit of an index is not told apart; one that is told apart from all is not there.

    None where pairs were not kept, of too many units: then nobody knows.
    """
    pairs = Pair.objects.filter(estimate=estimate, period=period)
    if not pairs.exists():
        return None
    share = surely_from(estimate)
    close = pairs.filter(p_ahead__gt=1 - share, p_ahead__lt=share).exclude(unit__in=without).exclude(other__in=without)
    found = Counter[str]()
    for end in ("unit", "other"):
        found.update(dict(close.values_list(end).annotate(count=Count("*")).order_by(end)))
    return found


def intervals_in_runs(runs: Collection[int], unit: str, node: str = INDEX) -> Mapping[tuple[int, str], Between]:
    """Of one unit at a node, by run and period."""
    rows = Interval.objects.filter(estimate__run__in=runs, unit=unit, node=node)
    listed = rows.values_list("estimate__run", "period", *Between._fields)
    return {(run, period): Between(*of) for run, period, *of in listed}


def intervals_in(
    estimate: Estimate, period: str, units: Collection[str] | None = None
) -> list[tuple[str, str, Between]]:
    """Everything that was estimated in a period: unit, node, what came. `units` None: of all."""
    rows = Interval.objects.filter(estimate=estimate, period=period)
    if units is not None:
        rows = rows.filter(unit__in=units)
    return [(unit, node, Between(*of)) for unit, node, *of in rows.values_list("unit", "node", *Between._fields)]


def pairs_in(estimate: Estimate, period: str) -> list[tuple[str, str, float]]:
    """Every pair of the index in a period: a unit, another one, how often the first stands before the second."""
    rows = Pair.objects.filter(estimate=estimate, period=period).order_by("unit", "other")
    return list(rows.values_list("unit", "other", "p_ahead"))
