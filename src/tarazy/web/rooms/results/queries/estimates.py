"""How sure a run is: what was estimated of it, for pages and for the bundle."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from tarazy.engine.model.methodology import INDEX
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.results.models import Estimate, Interval, NotToldApart, Pair, Run


class Between(NamedTuple):
    """What the replicates say of a unit at a node in a period; None where they say nothing.

    `score_low` to `score_high`: the interval of the score; `rank_low` (the better place) to `rank_high`: of the place.
    `p_...`: shares of the replicates, 0..1: among the first ten, in each band, with a score at all, with a score above
    that of the period `before`, from which `change` is counted, in points.
    """

    score_median: float | None
    score_low: float | None
    score_high: float | None
    rank_median: float | None
    rank_low: float | None
    rank_high: float | None
    p_top_10: float | None
    p_bands: Sequence[float | None] | None
    p_scored: float | None
    before: str
    change: float | None
    change_median: float | None
    change_low: float | None
    change_high: float | None
    p_rise: float | None

    @property
    def score_ends(self) -> tuple[float, float] | None:
        """The ends of the interval of the score."""
        return None if self.score_low is None or self.score_high is None else (self.score_low, self.score_high)

    @property
    def rank_ends(self) -> tuple[float, float] | None:
        """The ends of the interval of the place, the better one first."""
        return None if self.rank_low is None or self.rank_high is None else (self.rank_low, self.rank_high)

    @property
    def change_ends(self) -> tuple[float, float] | None:
        """The ends of the interval of the change."""
        return None if self.change_low is None or self.change_high is None else (self.change_low, self.change_high)

    @property
    def moved_surely(self) -> bool:
        """Whether the score rose in nearly all replicates, or fell: its interval of change does not hold 0."""
        return self.change_low is not None and self.change_high is not None and self.change_low * self.change_high > 0


def estimate_of(run: Run) -> Estimate | None:
    """What was estimated of a run; None where nothing was, or not yet."""
    return Estimate.objects.filter(run=run).first()


def awaits_estimate(run: Run) -> bool:
    """Whether it must still be said how sure a run is: its methodology says what may vary, and nobody has drawn it."""
    return methodology_of(run.version).uncertainty is not None and not Estimate.objects.filter(run=run).exists()


def intervals_at(
    estimate: Estimate, period: str, node: str = INDEX, units: Collection[str] | None = None
) -> Mapping[str, Between]:
    """By unit, at a node in a period; `units` None: of all."""
    rows = Interval.objects.filter(estimate=estimate, period=period, node=node)
    if units is not None:
        rows = rows.filter(unit__in=units)
    return {unit: Between(*of) for unit, *of in rows.values_list("unit", *Between._fields)}


def intervals_of_unit(estimate: Estimate, unit: str) -> Mapping[tuple[str, str], Between]:
    """Of one unit, by period and node."""
    rows = Interval.objects.filter(estimate=estimate, unit=unit)
    return {(period, node): Between(*of) for period, node, *of in rows.values_list("period", "node", *Between._fields)}


def not_told_apart(estimate: Estimate, period: str) -> list[tuple[str, list[str]]]:
    """The groups of the index in a period: the peer group, and the units of which no one stands surely before another,
    in their order. A unit may be in several; one in none is told apart from everybody.
    """
    rows = NotToldApart.objects.filter(estimate=estimate, period=period).order_by("peer_group", "group", "position")
    listed = rows.values_list("peer_group", "group", "unit")
    return [(peers, [unit for *_of, unit in some]) for (peers, _group), some in groupby(listed, lambda row: row[:2])]


def p_ahead(estimate: Estimate, period: str, unit: str, other: str) -> float | None:
    """How often a unit stands before another one at the index, 0..1; None where pairs were not kept."""
    pairs = Pair.objects.filter(estimate=estimate, period=period, unit__in=(unit, other), other__in=(unit, other))
    for first, share in pairs.values_list("unit", "p_ahead"):
        return share if first == unit else 1 - share
    return None
