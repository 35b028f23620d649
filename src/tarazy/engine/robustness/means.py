"""Means of children in many replicates, as products of matrices. A missing child hands its weight on, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.means import Mean
from tarazy.engine.model.methodology import Dimension
from tarazy.engine.model.scene import Fault, Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.distinct import Distinct, distinct
from tarazy.engine.robustness.replicates import Positions
from tarazy.engine.robustness.varied import Varied, room
from tarazy.engine.run.stage import Stage, method_of, needed
from tarazy.engine.steps import methods
from tarazy.engine.words import Message, msg

Cube = NDArray[np.float64]
Flags = NDArray[np.bool_]

# With fewer replicates a joint state of the children is not worth a product of its own.
WORTH_A_PRODUCT: Final = 8
# Numbers of a slice of units at once: few enough to stay near the processor.
SLICE: Final = 1 << 17


@dataclass(frozen=True)
class Group:
    """A dimension in s replicates in which it is scored by one rule: its k children and float64[s, k] weights.
    `is_lost_asked`: whether the share that does not count is asked for, here or above.
    """

    dimension: Dimension
    children: Sequence[Varied]
    weights: Matrix
    is_lost_asked: bool

    def __len__(self) -> int:
        return len(self.weights)


def mean_of_group(group: Group, stage: Stage) -> tuple[Varied, Refused | None]:
    """The scores of the group, one state a replicate, and what was refused in those that failed."""
    method, parameters = needed(group.dimension, "aggregate")
    mean: Mean = methods("aggregate")[method].mean(parameters)
    n = len(stage.units)
    found = room(len(group), n, partly=any(child.applicable is not None for child in group.children))
    states = distinct([child.of for child in group.children], len(group))
    sums = _Sums(group.weights, states)
    own = len(states) == len(group) > 1 and all(child.is_whole for child in group.children)
    found.is_whole = True
    for units in _slices(n, len(group) if own else len(group.children) * len(states) + len(group)):
        if own:
            _score_whole(group, mean, units, found)
        else:
            _score(group, mean, sums, units, found)
    _round(group.dimension, found, stage)
    return found, _refused(mean) if found.failed.any() else None


def _slices(n: int, rows: int) -> Iterator[slice]:
    size = max(1, SLICE // max(1, rows))
    return (slice(start, min(start + size, n)) for start in range(0, n, size))


@dataclass(frozen=True)
class _Sums:
    """Sums over k children in s replicates that have u joint states of the children; `weights` float64[s, k]."""

    weights: Matrix
    states: Distinct

    @cached_property
    def places(self) -> list[Positions]:
        """The replicates of each state."""
        order = np.argsort(self.states.of, kind="stable")
        return np.split(order, np.cumsum(np.bincount(self.states.of, minlength=len(self.states)))[:-1])

    def of(self, columns: Cube | Flags) -> Matrix:
        """float64[s, n]: the sum over the children of weight * column; float64 or bool[k, u, n]."""
        columns = columns.astype(np.float64, copy=False)
        if len(self.states) == 1:
            return np.asarray(self.weights @ columns[:, 0])
        if len(self.states) * WORTH_A_PRODUCT > len(self.weights):
            return np.asarray(np.einsum("sk,ksn->sn", self.weights, columns[:, self.states.of]))
        result = np.empty((len(self.weights), columns.shape[2]))
        for state, places in enumerate(self.places):
            result[places] = self.weights[places] @ columns[:, state]
        return result


def _score_whole(group: Group, mean: Mean, units: slice, found: Varied) -> None:
    """Fill some units where every replicate has states of its own, and no child's score is missing: child by child."""
    every = np.arange(len(group))
    total: Matrix | None = None
    zero = np.zeros((0, 0), dtype=np.bool_)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for at, child in enumerate(group.children):
            column = child.some(every, units)
            weight = group.weights[:, [at]]
            if mean.not_negative and (column < 0).any():
                np.logical_or(found.failed, ((column < 0).any(axis=1)) & (weight[:, 0] > 0), out=found.failed)
            moved = mean.forward(column)
            if mean.zero_wins and (column == 0).any():
                moved = np.where(column == 0, 0.0, moved)
                is_zero = (column == 0) & (weight > 0)
                zero = zero | is_zero if zero.size else is_zero
            part = moved * weight
            total = part if total is None else np.add(total, part, out=total)
        assert total is not None
        scores = mean.backward(total)
    if zero.size:
        scores = np.where(zero, 0.0, scores)
    if any(child.lost is not None for child in group.children) or found.applicable is not None:
        absent = np.zeros((len(group.children), *scores.shape), dtype=np.bool_)
        states = Distinct(every, every)
        scores = _counted(group, _Sums(group.weights, states), absent, units, scores, found)
    found.scores[:, units] = scores


def _score(group: Group, mean: Mean, sums: _Sums, units: slice, found: Varied) -> None:
    """Fill some units."""
    first = sums.states.first
    columns = np.stack([child.some(first, units) for child in group.children])
    absent = np.isnan(columns)
    is_whole = not absent.any()
    counted = columns if is_whole else np.where(absent, 1.0, columns)
    if mean.not_negative and (counted < 0).any():
        below = np.asarray((counted < 0).any(axis=2)).T[sums.states.of]
        np.logical_or(found.failed, (below & (group.weights > 0)).any(axis=1), out=found.failed)
    nothing = counted == 0 if mean.zero_wins else None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        moved = mean.forward(counted)
        if nothing is not None:
            moved = np.where(nothing, 0.0, moved)
        total = sums.of(moved if is_whole else np.where(absent, 0.0, moved))
        scores = mean.backward(total if is_whole else total / sums.of(~absent))
    if nothing is not None and nothing.any():
        scores = np.where((sums.of(nothing) > 0) & ~np.isnan(scores), 0.0, scores)
    if not is_whole or any(child.lost is not None for child in group.children):
        scores = _counted(group, sums, absent, units, scores, found)
    found.scores[:, units] = scores


def _counted(group: Group, sums: _Sums, absent: Flags, units: slice, scores: Matrix, found: Varied) -> Matrix:
    """The scores without those of which too little counts; how much does not is noted."""
    first, of = sums.states.first, sums.states.of
    applies = np.ones(absent.shape, dtype=np.bool_)
    for child, varied in enumerate(group.children):
        if varied.applicable is not None:
            applies[child] = varied.applicable[varied.of[first], units]
    wanted = None if found.applicable is None else sums.of(applies)
    if found.applicable is not None and wanted is not None:
        found.applicable[:, units] = wanted > 0
    counted = _share_counted(group, sums, absent, applies, wanted, units, found) if group.is_lost_asked else None
    some = np.asarray(~absent.all(axis=0))
    complete = np.asarray((~absent | ~applies).all(axis=0)) & some
    method, parameters = needed(group.dimension, "missing")
    if counted is None:
        # Without a look at shares, who has enough is the same in all replicates of a state.
        enough = methods("missing")[method].enough(complete, np.ones(complete.shape), parameters) & some
        if enough.all():
            return scores
        found.is_whole = False
        return np.where(enough[of], scores, np.nan)
    enough = methods("missing")[method].enough(complete[of], counted, parameters) & some[of]
    found.is_whole &= bool(enough.all())
    return np.where(enough, scores, np.nan)


def _share_counted(
    group: Group,
    sums: _Sums,
    absent: Flags,
    applies: Flags,
    wanted: Matrix | None,
    units: slice,
    found: Varied,
) -> Matrix:
    """float64[s, n]: the share that counts; what does not is noted."""
    lost = np.where(absent, 1.0, 0.0)
    for child, varied in enumerate(group.children):
        if varied.lost is not None:
            lost[child] = np.where(absent[child], 1.0, varied.lost[varied.of[sums.states.first], units])
    share = sums.of(np.where(applies, lost, 0.0))
    if wanted is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            share = share / wanted
    # A sum of thirds may end in 1.0000000000000002, and more than all is never lost.
    share = np.minimum(share, 1.0)
    found.share_lost()[:, units] = share
    return 1 - share


def _round(dimension: Dimension, found: Varied, stage: Stage) -> None:
    if rounding := method_of(dimension, "round"):
        scene = stage.scene(dimension)
        for row in found.scores:
            row[:] = methods("round")[rounding[0]].compute(row, rounding[1], scene)


def _refused(mean: Mean) -> Refused:
    assert mean.not_negative is not None
    return Refused(Fault(Message(msg("A child has a negative score.")), Message(mean.not_negative), Message(MEND)))


MEND: Final = msg("Keep the scores from falling below zero (outside: cap), or take the arithmetic mean.")
