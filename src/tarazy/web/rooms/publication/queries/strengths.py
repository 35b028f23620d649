"""Where a unit stands best and worst among those it is ranked with, indicator by indicator, by published scores."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Final

from tarazy.engine.model.methodology import Indicator
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.queries.hidden import Hidden, shown_scores
from tarazy.web.rooms.results.models import Run

# Of fewer than these a middle says nothing.
LEAST_PEERS: Final = 5
RUNS_IN_MEMORY: Final = 64


@dataclass(frozen=True)
class Lead:
    """A unit at an indicator: its score and the median of its peers, itself among them, in points; its place of `of`.

    `ahead`: by how many points it is better than the median; below zero where it is worse.
    """

    node: str
    score: float
    median: float
    place: int
    of: int
    ahead: float


@dataclass(frozen=True)
class Extremes:
    """The strongest and the weakest indicators of a unit, the strongest and the weakest first."""

    strengths: tuple[Lead, ...]
    weaknesses: tuple[Lead, ...]


def extremes(run: Run, hidden: Hidden, unit: str, period: str, peer_group: str, most: int) -> Extremes:
    """At most so many of each; an indicator with fewer than five scored peers is neither."""
    methodology = methodology_of(run.version)
    among = _scores_of_peers(run.pk, run.data_hash, hidden, period, peer_group)
    own = shown_scores(run, hidden).filter(unit=unit, period=period, node__in=among.keys())
    upwards = methodology.better == "higher"
    found = [
        _lead(node, score, among[node], upwards)
        for node, score in own.values_list("node", "score")
        if score is not None and len(among[node]) >= LEAST_PEERS
    ]
    best = sorted(found, key=lambda one: (-one.ahead, one.place, one.node))
    return Extremes(
        strengths=tuple(one for one in best if one.ahead > 0)[:most],
        weaknesses=tuple(one for one in reversed(best) if one.ahead < 0)[:most],
    )


def _lead(node: str, score: float, among: array[float], upwards: bool) -> Lead:
    middle = median(among)
    ahead = score - middle if upwards else middle - score
    better = sum((one > score) if upwards else (one < score) for one in among)
    return Lead(node, score, middle, better + 1, len(among), ahead)


@lru_cache(maxsize=RUNS_IN_MEMORY)
def _scores_of_peers(
    run: int, data_hash: str, hidden: Hidden, period: str, peer_group: str
) -> Mapping[str, array[float]]:
    """The shown scores of a peer group by indicator. A run never changes: its number alone would do, if no test gave
    it anew.
    """
    of = Run.objects.select_related("version").get(pk=run)
    nodes = [id for id, node in methodology_of(of.version).nodes.items() if isinstance(node, Indicator)]
    rows = shown_scores(of, hidden).filter(period=period, peer_group=peer_group, node__in=nodes)
    found: dict[str, array[float]] = {}
    for node, score in rows.values_list("node", "score"):
        if score is not None:
            found.setdefault(node, array("d")).append(score)
    return found
