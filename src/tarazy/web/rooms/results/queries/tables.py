from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology
from tarazy.engine.model.period import earlier, length_of
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import units_by_id


@dataclass(frozen=True)
class ResultRow:
    """One unit at one node in one period, beside the period before.

    None where there is none; `reason` says why there is no score.

    `score_change`: points gained since the period before; `rank_change`: places gained (positive: nearer to the first
    place).
    `is_applicable`: False where the node does not concern the unit at all.
    """

    unit: Unit
    value: float | None
    score: float | None
    rank: float | None
    band: str
    score_before: float | None
    rank_before: float | None
    score_change: float | None
    rank_change: float | None
    weight: float | None
    contribution: float | None
    share_not_counted: float | None
    share_imputed: float | None
    reason: str
    peer_group: str

    @property
    def is_applicable(self) -> bool:
        return self.reason != "not_applicable"


@dataclass(frozen=True)
class TrendPoint:
    """A unit's score, rank and band at a node in one period, with the shares that did not count and were imputed."""

    period: str
    score: float | None
    rank: float | None
    band: str
    reason: str
    share_not_counted: float | None
    share_imputed: float | None


def run_with(id: int) -> Run | None:
    return Run.objects.select_related("version").filter(pk=id).first()


def runs_of(version: Version) -> QuerySet[Run]:
    """Runs of a version, the latest first."""
    return Run.objects.filter(version=version).select_related("version").order_by("-computed_at", "-pk")


def latest_run(version: Version) -> Run | None:
    """The run of a version that was computed last for all its units, not for a campaign; or None."""
    return runs_of(version).filter(campaign_run=None).first()


OF_A_ROW: Final = (
    "value", "score", "rank", "band", "weight", "contribution", "share_not_counted", "share_imputed", "reason",
    "peer_group",
)  # fmt: skip


def table(
    run: Run, period: str, node: str = INDEX, kind: str | None = None, known: Mapping[str, Unit] | None = None
) -> list[ResultRow]:
    """Every unit at a node in a period, by rank, units without a score last; `kind` narrows to one kind of unit.

    `known`: every unit of the run where the caller has them, so that they need not be read with each table.
    """
    rows = Score.objects.filter(run=run, period=period, node=node)
    before = earlier(period, 1) if length_of(period) != "span" else ""
    earlier_rows = Score.objects.filter(run=run, period=before, node=node).values_list("unit_id", "score", "rank")
    scored_before = {unit: (score, rank) for unit, score, rank in earlier_rows}
    if kind is not None:
        rows = rows.filter(unit__kind=kind)
    scored = list(rows.values_list("unit_id", *OF_A_ROW))
    units = units_by_id({unit for unit, *_of in scored}) if known is None else known
    found = [
        _result_row(units[unit], dict(zip(OF_A_ROW, of, strict=True)), *scored_before.get(unit, (None, None)))
        for unit, *of in scored
    ]
    return sorted(found, key=lambda row: (row.rank is None, row.rank or 0.0, row.unit.pk))


def _result_row(unit: Unit, of: dict[str, Any], score_before: float | None, rank_before: float | None) -> ResultRow:
    return ResultRow(
        unit=unit,
        score_before=score_before,
        rank_before=rank_before,
        score_change=_difference(of["score"], score_before),
        rank_change=_difference(rank_before, of["rank"]),
        **of,
    )


def units_in(run: Run) -> Mapping[str, Unit]:
    """Every unit that a run scored or could not score, by its id."""
    return units_by_id(set(Score.objects.filter(run=run, node=INDEX).values_list("unit_id", flat=True)))


def _difference(of: float | None, less: float | None) -> float | None:
    return None if of is None or less is None else of - less


def _points_lost(methodology: Methodology, id: str, rows: Mapping[str, Score]) -> float | None:
    """Effective weight in the index times the points that are missing to the best possible score."""
    row = rows[id]
    if row.score is None or (row.contribution is None and id != INDEX):
        return None
    share = 1.0
    for on_the_way in _up(methodology, id):
        weight = rows[on_the_way].weight
        if weight is None:
            return None
        share *= weight
    points = methodology.points
    best = points.high if methodology.better == "higher" else points.low
    return share * abs(best - row.score)


def _up(methodology: Methodology, id: str) -> Iterator[str]:
    """The node and what lies above it, the index left out."""
    while id != INDEX:
        yield id
        id = methodology.parents[id]


def trend_of(runs: Mapping[str, int], unit: str, node: str = INDEX) -> list[TrendPoint]:
    """A unit at one node over the periods, in order; `runs`: by which run each period is told."""
    rows = Score.objects.filter(run__in=set(runs.values()), unit=unit, node=node).order_by("period")
    return [
        TrendPoint(row.period, row.score, row.rank, row.band, row.reason, row.share_not_counted, row.share_imputed)
        for row in rows
        if runs.get(row.period) == row.run_id
    ]


def dimensions_of(run: Run) -> list[Dimension]:
    """The index and the dimensions of the run's methodology, in its order: what a table can be asked for."""
    return [node for node in methodology_of(run.version).nodes.values() if isinstance(node, Dimension)]


def points_lost_by_unit(run: Run, period: str) -> Mapping[str, Mapping[str, float]]:
    """Of each unit in a period, the points of the index that it misses at each indicator that counted."""
    methodology = methodology_of(run.version)
    by_unit: dict[str, dict[str, Score]] = {}
    for row in Score.objects.filter(run=run, period=period).defer("reason", "peer_group"):
        by_unit.setdefault(row.unit_id, {})[row.node] = row
    indicators = [id for id, node in methodology.nodes.items() if isinstance(node, Indicator)]
    return {
        unit: {
            id: lost for id in indicators if id in rows and (lost := _points_lost(methodology, id, rows)) is not None
        }
        for unit, rows in by_unit.items()
    }
