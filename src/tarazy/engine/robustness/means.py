"""Means of children in many replicates, as products of matrices. A missing child hands its weight on, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.means import Mean
from tarazy.engine.model.methodology import Dimension
from tarazy.engine.model.scene import Fault, Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.distinct import distinct
from tarazy.engine.robustness.replicates import Positions
from tarazy.engine.robustness.varied import Varied, room
from tarazy.engine.run.stage import Stage, method_of, needed
from tarazy.engine.steps import methods
from tarazy.engine.words import Message, msg

# With fewer replicates a joint state of the children is not worth a product of its own.
WORTH_A_PRODUCT: Final = 8
# Numbers of a slice of units at once: few enough to stay near the processor.
SLICE: Final = 1 << 21


@dataclass(frozen=True)
class Group:
    """A dimension in s replicates in which it is scored by one rule: its k children and float64[s, k] weights."""

    dimension: Dimension
    children: Sequence[Varied]
    weights: Matrix

    def __len__(self) -> int:
        return len(self.weights)


def mean_of_group(group: Group, stage: Stage) -> tuple[Varied, Refused | None]:
    """The scores of the group, one state a replicate, and what was refused in those that failed."""
    method, parameters = needed(group.dimension, "aggregate")
    mean: Mean = methods("aggregate")[method].mean(parameters)
    n = len(stage.units)
    found = room(len(group), n, partly=any(child.applicable is not None for child in group.children))
    states = distinct([child.of for child in group.children], len(group))
    as_products = len(states) == 1 or len(states) * WORTH_A_PRODUCT <= len(group)
    parts = (
        [np.flatnonzero(states.of == state) for state in range(len(states))] if as_products else [np.arange(len(group))]
    )
    for places in parts:
        # One state of every child for all of these replicates, or for each its own.
        of = [child.of[places[0]] if as_products else child.of[places] for child in group.children]
        for units in _slices(n, len(group.children) * (1 if as_products else len(places))):
            _score(group, mean, places, of, units, found)
    _round(group.dimension, found, stage)
    return found, _refused(mean) if found.failed.any() else None


def _slices(n: int, rows: int) -> Iterator[slice]:
    size = max(1, SLICE // max(1, rows))
    return (slice(start, min(start + size, n)) for start in range(0, n, size))


def _over_children(weights: Matrix, columns: NDArray[np.float64] | NDArray[np.bool_]) -> Matrix:
    """float64[s, n]: the sum over the children of weight * column; float64[s, k] with [k, n], or [k, s, n]."""
    if columns.ndim == 2:
        return np.asarray(weights @ columns.astype(np.float64, copy=False))
    return np.asarray(np.einsum("sk,ksn->sn", weights, columns.astype(np.float64, copy=False)))


def _score(
    group: Group, mean: Mean, places: Positions, of: Sequence[Positions | np.intp], units: slice, found: Varied
) -> None:
    """Fill the replicates at `places` for some units."""
    weights = group.weights[places]
    columns = np.stack([child.scores[state, units] for child, state in zip(group.children, of, strict=True)])
    absent = np.isnan(columns)
    is_whole = not absent.any()
    counted = columns if is_whole else np.where(absent, 1.0, columns)
    if mean.not_negative:
        below = (counted < 0).any(axis=-1)  # [k] or [k, s]
        found.failed[places] |= ((below.T if below.ndim == 2 else below) & (weights > 0)).any(axis=1)
    nothing = counted == 0 if mean.zero_wins else None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        moved = mean.forward(counted)
        if nothing is not None:
            moved = np.where(nothing, 0.0, moved)
        sums = _over_children(weights, moved if is_whole else np.where(absent, 0.0, moved))
        if not is_whole:
            sums = sums / _over_children(weights, ~absent)
        scores = mean.backward(sums)
    if nothing is not None and nothing.any():
        scores = np.where((_over_children(weights, nothing) > 0) & ~np.isnan(scores), 0.0, scores)
    _counted(group, weights, absent, of, places, units, scores, found)


def _counted(
    group: Group,
    weights: Matrix,
    absent: NDArray[np.bool_],
    of: Sequence[Positions | np.intp],
    places: Positions,
    units: slice,
    scores: Matrix,
    found: Varied,
) -> None:
    """Take away the scores of which too little counts, and say how much does not."""
    children = list(zip(group.children, of, absent, strict=True))
    shares = [None if one.lost is None else one.lost[at, units] for one, at, _ in children]
    if absent.any() or any(share is not None and share.any() for share in shares):
        applies = np.stack(
            [np.ones(gone.shape, np.bool_) if one.applicable is None else one.applicable[at, units]
             for one, at, gone in children]
        )  # fmt: skip
        lost = np.stack(
            [np.where(gone, 1.0, 0.0 if share is None else share)
             for (_, _, gone), share in zip(children, shares, strict=True)]
        )  # fmt: skip
        share_lost = _over_children(weights, np.where(applies, lost, 0.0))
        if found.applicable is not None:
            wanted = _over_children(weights, applies)
            found.applicable[places, units] = wanted > 0
            with np.errstate(invalid="ignore", divide="ignore"):
                share_lost = share_lost / wanted
        # A sum of thirds may end in 1.0000000000000002, and more than all is never lost.
        share_lost = np.minimum(share_lost, 1.0)
        some = ~absent.all(axis=0)
        complete = (~absent | ~applies).all(axis=0) & some
        method, parameters = needed(group.dimension, "missing")
        shape = scores.shape
        enough = methods("missing")[method].enough(np.broadcast_to(complete, shape), 1 - share_lost, parameters)
        scores = np.where(enough & some, scores, np.nan)
        found.share_lost()[places, units] = share_lost
    found.scores[places, units] = scores


def _round(dimension: Dimension, found: Varied, stage: Stage) -> None:
    if rounding := method_of(dimension, "round"):
        scene = stage.scene(dimension)
        for row in found.scores:
            row[:] = methods("round")[rounding[0]].compute(row, rounding[1], scene)


def _refused(mean: Mean) -> Refused:
    assert mean.not_negative is not None
    return Refused(Fault(Message(msg("A child has a negative score.")), Message(mean.not_negative), Message(MEND)))


MEND: Final = msg("Keep the scores from falling below zero (outside: cap), or take the arithmetic mean.")
