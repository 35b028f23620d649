"""Intervals as tables, with the columns that docs/manual/formats.md gives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from tarazy.engine.robustness.intervals import not_told_apart
from tarazy.engine.robustness.uncertainty import Intervals, NodeChanges, NodeIntervals, Pairs


def intervals_frame(intervals: Intervals) -> pl.DataFrame:
    """One row a unit, period and node, sorted by them."""
    bands = intervals.stated.bands
    frames = [_of_node(one, bands) for one in intervals.nodes]
    return pl.concat(frames).sort("unit", "period", "node")


def _of_node(one: NodeIntervals, bands: tuple[str, ...]) -> pl.DataFrame:
    columns = {
        "unit": one.units,
        "period": [one.period] * len(one.units),
        "node": [one.node] * len(one.units),
        "peer_group": one.peer_groups,
        "score": one.score,
        "score_median": one.scores.median,
        "score_low": one.scores.low,
        "score_high": one.scores.high,
        "rank": one.rank,
        "rank_median": one.ranks.median,
        "rank_low": one.ranks.low,
        "rank_high": one.ranks.high,
        "p_top_10": one.top,
        **({} if one.bands is None else {f"p_band_{name}": row for name, row in zip(bands, one.bands, strict=True)}),
        "p_scored": one.scores.known,
    }
    return without_nan(pl.DataFrame(columns))


def changes_frame(intervals: Intervals) -> pl.DataFrame:
    """One row a unit, period and node: the change from the period before, with its interval."""
    frames = [_of_changes(one) for one in intervals.changes]
    return pl.concat(frames).sort("unit", "period", "node") if frames else pl.DataFrame()


def _of_changes(one: NodeChanges) -> pl.DataFrame:
    count = len(one.units)
    return without_nan(
        pl.DataFrame(
            {
                "unit": one.units,
                "period": [one.period] * count,
                "before": [one.before] * count,
                "node": [one.node] * count,
                "change": one.change,
                "change_median": one.changes.median,
                "change_low": one.changes.low,
                "change_high": one.changes.high,
                "p_rise": one.rises,
            }
        )
    )


def pairs_frame(intervals: Intervals) -> pl.DataFrame:
    """One row two units of a peer group, each two once: how often the first stands before the second."""
    frames = [_of_pairs(one) for one in intervals.pairs]
    return pl.concat(frames) if frames else pl.DataFrame()


def _of_pairs(pairs: Pairs) -> pl.DataFrame:
    first, second = np.triu_indices(len(pairs.units), 1)
    share = pairs.ahead[first, second]
    known = ~np.isnan(share)
    ids = np.array(pairs.units, dtype=np.str_)
    return pl.DataFrame(
        {
            "period": [pairs.period] * int(known.sum()),
            "unit": ids[first[known]],
            "other": ids[second[known]],
            "p_ahead": share[known],
        }
    )


def groups_frame(intervals: Intervals) -> pl.DataFrame:
    """One row a unit and group of the index: its units stand next to each other, and none surely before another."""
    rows = [row for pairs in intervals.pairs for row in _of_groups(intervals, pairs)]
    return pl.DataFrame(rows, schema=["period", "peer_group", "group", "unit"], orient="row")


def _of_groups(intervals: Intervals, pairs: Pairs) -> Iterator[tuple[str, str, int, str]]:
    node = next(one for one in intervals.nodes if one.period == pairs.period and one.units == pairs.units)
    for peers in sorted(set(node.peer_groups)):
        mine = np.flatnonzero([group == peers for group in node.peer_groups])
        mine = mine[~np.isnan(node.ranks.median[mine])]
        order = mine[np.lexsort((mine, node.ranks.median[mine], node.rank[mine]))]
        for number, (first, last) in enumerate(not_told_apart(pairs.ahead, order, intervals.level), start=1):
            for at in order[first : last + 1].tolist():
                yield pairs.period, peers, number, pairs.units[at]


def without_nan(frame: pl.DataFrame) -> pl.DataFrame:
    """What there is not is null, in numbers as in texts."""
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))
