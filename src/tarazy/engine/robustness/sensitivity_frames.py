"""What scores hang on, as tables, with the columns that docs/manual/formats.md gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from tarazy.engine.robustness.frames import without_nan
from tarazy.engine.robustness.importance import DimensionImportance
from tarazy.engine.robustness.one_change import OneChange
from tarazy.engine.robustness.sensitivity import NodeSensitivity, Sensitivity


def sensitivity_frame(found: Sensitivity) -> pl.DataFrame:
    """One row an assumption of an output: the mean movement of ranks, and the rank and the score of each unit."""
    return without_nan(pl.concat([_of_node(node, found.assumptions) for node in found.nodes]))


def _of_node(node: NodeSensitivity, assumptions: Sequence[str]) -> pl.DataFrame:
    n, d = len(node.units), len(assumptions)
    outputs = ["rank_movement"] + ["rank"] * n + ["score"] * n
    units = [None, *node.units, *node.units]
    shapley = np.full(node.first.share.shape, np.nan) if node.shapley is None else node.shapley
    columns = {
        "first_order": node.first.share,
        "first_order_low": node.first.low,
        "first_order_high": node.first.high,
        "total": node.total.share,
        "total_low": node.total.low,
        "total_high": node.total.high,
        "shapley": shapley,
    }
    left_out = None if node.rows_left_out is None else node.rows_left_out.T.ravel()
    return pl.DataFrame(
        {
            "period": [node.period] * (d * len(outputs)),
            "node": [node.node] * (d * len(outputs)),
            "output": [name for name in outputs for _ in range(d)],
            "unit": pl.Series([unit for unit in units for _ in range(d)], dtype=pl.String),
            "assumption": [*assumptions] * len(outputs),
            **{name: matrix.T.ravel() for name, matrix in columns.items()},
            "rows_left_out": pl.Series(
                left_out if left_out is not None else [None] * (d * len(outputs)), dtype=pl.Int64
            ),
        }
    )


def changes_frame(found: Sequence[OneChange]) -> pl.DataFrame:
    """One row a change: how far it moves the ranking of the index."""
    return without_nan(pl.concat([_of_changes(one) for one in found]))


def _of_changes(one: OneChange) -> pl.DataFrame:
    moved = one.of_changes
    return pl.DataFrame(
        {
            "period": [one.period] * len(one.changes),
            "change": [change.kind for change in one.changes],
            "what": [change.what for change in one.changes],
            "to": [change.to for change in one.changes],
            "mean_movement": moved.mean_movement,
            "largest_movement": moved.largest_movement,
            "share_moved": moved.share_moved,
            "units": moved.compared,
        }
    )


def stability_frame(found: Sequence[OneChange]) -> pl.DataFrame:
    """One row a unit and change: the map of rank stability of the index."""
    return without_nan(pl.concat([_of_units(one) for one in found]))


def _of_units(one: OneChange) -> pl.DataFrame:
    c, n = one.ranks.shape
    return pl.DataFrame(
        {
            "period": [one.period] * (c * n),
            "unit": [*one.units] * c,
            "change": [change.kind for change in one.changes for _ in range(n)],
            "what": [change.what for change in one.changes for _ in range(n)],
            "to": [change.to for change in one.changes for _ in range(n)],
            "rank": one.ranks.ravel(),
            "score": one.scores.ravel(),
        }
    )


def importance_frame(found: Sequence[DimensionImportance]) -> pl.DataFrame:
    """One row a child of a dimension: its weight, how important it is, and the weight by which it would be as important
    as it weighs.
    """
    rows = [row for one in found for row in _of_dimension(one)]
    names = ("period", "dimension", "child", "weight", "correlation", "importance_linear", "importance", "weight_for")
    return without_nan(pl.DataFrame(rows, schema=[*names, "reached"], orient="row"))


def _of_dimension(one: DimensionImportance) -> Iterator[tuple[object, ...]]:
    best = one.optimised
    for at, child in enumerate(one.children):
        yield (
            one.period,
            one.dimension,
            child,
            float(one.weights[at]),
            float(one.importance.correlation[at]),
            float(one.importance.linear[at]),
            float(one.importance.smooth[at]),
            None if best is None else float(best.weights[at]),
            None if best is None else best.reached,
        )
