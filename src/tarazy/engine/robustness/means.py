"""Means of children in many replicates, as products of matrices. A missing child hands its weight on, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
        for units in _slices(n, len(group.children) if as_products else len(places)):
            _score(group, mean, places, of, units, found)
    _round(group.dimension, found, stage)
    return found, _refused(mean) if found.failed.any() else None


def _slices(n: int, rows: int) -> Iterator[slice]:
    size = max(1, SLICE // max(1, rows))
    return (slice(start, min(start + size, n)) for start in range(0, n, size))


@dataclass
class _Sum:
    """sum over children of weight * column: one product where the columns are float64[n], else added one by one."""

    weights: Matrix
    columns: list[NDArray[np.float64] | NDArray[np.bool_]] = field(default_factory=list)
    total: Matrix | None = None

    def add(self, child: int, column: NDArray[np.float64] | NDArray[np.bool_]) -> None:
        if column.ndim == 1:
            self.columns.append(column)
            return
        part: Matrix = self.weights[:, [child]] * column
        self.total = part if self.total is None else np.add(self.total, part, out=self.total)

    def value(self) -> Matrix:
        """float64[s, n]."""
        if self.total is None:
            self.total = self.weights @ np.stack(self.columns).astype(np.float64, copy=False)
        return self.total


def _score(
    group: Group, mean: Mean, places: Positions, of: Sequence[Positions | np.intp], units: slice, found: Varied
) -> None:
    """Fill the replicates at `places` for some units."""
    weights = group.weights[places]
    columns = [child.scores[state, units] for child, state in zip(group.children, of, strict=True)]
    absent = [np.isnan(column) for column in columns]
    is_whole = not any(one.any() for one in absent)
    total, zero = _Sum(weights), _Sum(weights)
    for child, (column, gone) in enumerate(zip(columns, absent, strict=True)):
        counted = column if is_whole else np.where(gone, 1.0, column)
        if mean.not_negative:
            found.failed[places] |= (counted < 0).any(axis=-1) & (weights[:, child] > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            moved = mean.forward(counted)
        if mean.zero_wins:
            moved = np.where(counted == 0, 0.0, moved)
            zero.add(child, counted == 0)
        total.add(child, moved if is_whole else np.where(gone, 0.0, moved))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        sums = total.value()
        if not is_whole:
            there = _Sum(weights)
            for child, gone in enumerate(absent):
                there.add(child, ~gone)
            sums = sums / there.value()
        scores = mean.backward(sums)
    if mean.zero_wins:
        scores = np.where((zero.value() > 0) & ~np.isnan(scores), 0.0, scores)
    _counted(group, weights, absent, of, places, units, scores, found)


def _counted(
    group: Group,
    weights: Matrix,
    absent: Sequence[NDArray[np.bool_]],
    of: Sequence[Positions | np.intp],
    places: Positions,
    units: slice,
    scores: Matrix,
    found: Varied,
) -> None:
    """Take away the scores of which too little counts, and say how much does not."""
    shares = [None if one.lost is None else one.lost[at, units] for one, at in zip(group.children, of, strict=True)]
    theirs = [
        None if one.applicable is None else one.applicable[at, units]
        for one, at in zip(group.children, of, strict=True)
    ]
    if any(one.any() for one in absent) or any(one is not None and one.any() for one in shares):
        lost, wanted = _Sum(weights), _Sum(weights)
        complete, some = np.ones(scores.shape, dtype=np.bool_), np.zeros(scores.shape, dtype=np.bool_)
        for child, (gone, share, applies) in enumerate(zip(absent, shares, theirs, strict=True)):
            part = np.where(gone, 1.0, 0.0 if share is None else share)
            lost.add(child, part if applies is None else np.where(applies, part, 0.0))
            wanted.add(child, np.ones(gone.shape) if applies is None else applies)
            complete &= ~gone if applies is None else ~gone | ~applies
            some |= ~gone
        with np.errstate(invalid="ignore", divide="ignore"):
            share_lost = lost.value() if found.applicable is None else lost.value() / wanted.value()
        # A sum of thirds may end in 1.0000000000000002, and more than all is never lost.
        share_lost = np.minimum(share_lost, 1.0)
        method, parameters = needed(group.dimension, "missing")
        enough = methods("missing")[method].enough(complete & some, 1 - share_lost, parameters)
        scores = np.where(enough & some, scores, np.nan)
        found.share_lost()[places, units] = share_lost
        if found.applicable is not None:
            found.applicable[places, units] = wanted.value() > 0
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
