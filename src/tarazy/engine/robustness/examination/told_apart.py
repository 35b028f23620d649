"""How many units the index really puts in an order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector, significant
from tarazy.engine.robustness.examination.material import Material

_HUNDREDTH = 0.01


class ToldApart(NamedTuple):
    """Of `n` units with a score: `span` from the least to the greatest, as a share of the scale; `tied` share of the
    units that share their score; `close` share of all pairs closer than a hundredth of the scale; `different` scores;
    `groups` that intervals leave apart, None where none are given.
    """

    n: int
    span: float
    tied: float
    close: float
    different: int
    groups: int | None


def told_apart(material: Material) -> ToldApart | None:
    """None for fewer than two units with a score."""
    score = material.index.score
    known = np.sort(significant(score[~np.isnan(score)]))
    if len(known) < 2:
        return None
    _, counts = np.unique(known, return_counts=True)
    within = _HUNDREDTH * material.scale * (1 - 1e-9)
    close = int((np.searchsorted(known, known + within, side="right") - np.arange(len(known)) - 1).sum())
    return ToldApart(
        n=len(known),
        span=float((known[-1] - known[0]) / material.scale),
        tied=float(counts[counts > 1].sum() / len(known)),
        close=close / (len(known) * (len(known) - 1) / 2),
        different=len(counts),
        groups=_groups(material),
    )


def _groups(material: Material) -> int | None:
    low, high = material.estimated.score_low, material.estimated.score_high
    if low is None or high is None:
        return None
    here = ~np.isnan(low) & ~np.isnan(high)
    return groups_without_overlap(low[here], high[here])


def groups_without_overlap(low: Vector, high: Vector) -> int:
    """The most units of which no two intervals overlap: so many groups can be told apart.

    Formula: take the interval that ends first, leave out all that overlap it, go on.

    >>> groups_without_overlap(np.array([0.0, 1.0, 4.0]), np.array([2.0, 3.0, 5.0]))
    2
    """
    order: NDArray[np.intp] = np.argsort(high, kind="stable")
    count, end = 0, -np.inf
    for start, stop in zip(low[order].tolist(), high[order].tolist(), strict=True):
        if start > end:
            count, end = count + 1, stop
    return count
