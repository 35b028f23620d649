"""Intervals of the index as a table for the eye."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tarazy.cli.language import told
from tarazy.cli.table import Row, aligned, decimals_of, heading, names_of, number
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.uncertainty import Intervals, NodeIntervals
from tarazy.engine.words import msg

_RIGHT = (True, False, True, True, True, True)


def lines(intervals: Intervals, units: Units | None, lang: str) -> Iterator[str]:
    """For each period and peer group the units by rank, with the interval of rank and score."""
    methodology = intervals.replicates.stated
    yield from heading(methodology, lang)
    yield told(msg("An interval holds {percent} % of the replicates."), percent=round(intervals.level * 100, 6))
    names = names_of(units, lang)
    for one in intervals.nodes:
        if one.node != INDEX:
            continue
        for group in sorted(set(one.peer_groups)):
            members = np.flatnonzero([peers == group for peers in one.peer_groups])
            yield ""
            yield " · ".join(part for part in (one.period, group) if part)
            rows = [_row(one, at, names, decimals_of(methodology), lang) for at in _by_rank(one, members)]
            yield from aligned([_header(), *rows], _RIGHT)


def _by_rank(one: NodeIntervals, members: NDArray[np.intp]) -> list[int]:
    """Those without a place at the end."""
    return [int(at) for at in members[np.lexsort((members, one.rank[members]))]]


def _header() -> Row:
    return (
        told(msg("Place")),
        told(msg("Unit")),
        told(msg("Places")),
        told(msg("Score")),
        told(msg("Scores")),
        told(msg("Among the first ten")),
    )


def _row(one: NodeIntervals, at: int, names: dict[str, str], decimals: int, lang: str) -> Row:
    id = one.units[at]
    return (
        number(one.rank[at], None, lang),
        f"{names[id]} ({id})" if id in names else id,
        _between(number(one.ranks.low[at], None, lang), number(one.ranks.high[at], None, lang)),
        number(one.score[at], decimals, lang),
        _between(number(one.scores.low[at], decimals, lang), number(one.scores.high[at], decimals, lang)),
        "" if np.isnan(one.top[at]) else f"{number(100 * one.top[at], 0, lang)} %",
    )


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low}\N{EN DASH}{high}"
