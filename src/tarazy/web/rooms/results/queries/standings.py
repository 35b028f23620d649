"""Where a few units stand at every node of a run at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tarazy.web.rooms.results.models import Run, Score


@dataclass(frozen=True)
class Standing:
    """Score and rank of a unit at a node, and the reason where there is none."""

    score: float | None
    rank: float | None
    band: str
    reason: str


def standings(run: Run, period: str, units: Collection[str]) -> Mapping[tuple[str, str], Standing]:
    """By unit and node. Units that the run does not score are left out."""
    rows = Score.objects.filter(run=run, period=period, unit__in=units)
    found = rows.values_list("unit", "node", "score", "rank", "band", "reason")
    return {(unit, node): Standing(score, rank, band, reason) for unit, node, score, rank, band, reason in found}
