"""What can be said of many scores at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Avg, Count, Max, Min, QuerySet

from tarazy.engine.model.methodology import INDEX
from tarazy.web.rooms.results.models import Run, Score


@dataclass(frozen=True)
class Spread:
    """The scores of a node in one period: how many there are, their mean, least and greatest."""

    period: str
    scored: int
    units: int
    mean: float | None
    least: float | None
    greatest: float | None


@dataclass(frozen=True)
class UnitScore:
    """What one unit came to at the index of one run in one period."""

    run: int
    period: str
    score: float | None
    rank: float | None
    band: str
    reason: str
    share_not_counted: float | None
    share_imputed: float | None


def spreads(run: Run, node: str = INDEX, among: QuerySet[Score] | None = None) -> list[Spread]:
    """The spread of a node's scores in each period of a run, in order; `among` narrows to some of its scores."""
    scores = Score.objects.filter(run=run) if among is None else among
    rows = scores.filter(node=node).values("period").order_by("period")
    found = rows.annotate(
        scored=Count("score"), units=Count("*"), mean=Avg("score"), least=Min("score"), greatest=Max("score")
    )
    return [Spread(**row) for row in found]


def scores_of_unit(unit: str, runs: Collection[int]) -> Mapping[int, list[UnitScore]]:
    """A unit's scores at the index by run, in order of period. Runs that did not score the unit are left out."""
    rows = Score.objects.filter(unit=unit, run__in=runs, node=INDEX).order_by("run", "period")
    found: dict[int, list[UnitScore]] = {}
    for row in rows:
        found.setdefault(row.run_id, []).append(
            UnitScore(
                row.run_id,
                row.period,
                row.score,
                row.rank,
                row.band,
                row.reason,
                row.share_not_counted,
                row.share_imputed,
            )
        )
    return found
