"""Means of children in many replicates, as products of matrices. A missing child hands its weight on, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.children import negative_child
from tarazy.engine.model.means import Mean
from tarazy.engine.model.methodology import Dimension
from tarazy.engine.model.scene import Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.distinct import Distinct
from tarazy.engine.robustness.joint import Together
from tarazy.engine.robustness.replicates import Positions
from tarazy.engine.robustness.varied import Varied, room
from tarazy.engine.run.stage import Stage, method_of, needed
from tarazy.engine.steps import methods

# float64 or bool[k, u, n]: k children in u states over n units.
Cube = NDArray[np.float64]
FlagCube = NDArray[np.bool_]

# With fewer replicates a joint state of the children is not worth a product of its own.
WORTH_A_PRODUCT: Final = 8
# Numbers of a slice of units at once: few enough to stay near the processor.
SLICE: Final = 1 << 19


@dataclass(frozen=True)
class Group:
    """A dimension in s replicates in which it is scored by one rule: the states of its k children, of each the key of
    its column, and float64[s, k] weights. `is_lost_asked`: whether the share that does not count is asked for, here or
    above.
    """

    dimension: Dimension
    together: Together
    keys: Sequence[int]
    weights: Matrix
    is_lost_asked: bool

    def __len__(self) -> int:
        return len(self.weights)

    @cached_property
    def mean(self) -> Mean:
        """How the children are averaged."""
        method, parameters = needed(self.dimension, "aggregate")
        found: Mean = methods("aggregate")[method].mean(parameters)
        return found

    @property
    def states(self) -> Distinct:
        """The joint states of the children."""
        return self.together.states

    @cached_property
    def rows(self) -> list[Positions | slice]:
        """Of each child, its state in each joint state."""
        return [self.together.rows[key] for key in self.keys]

    @cached_property
    def has_own_states(self) -> bool:
        """Whether no two replicates share a joint state."""
        return len(self.states) == len(self) > 1

    def sums(self, columns: Cube | FlagCube, out: Matrix | None = None) -> Matrix:
        """float64[s, n]: the sum over the children of weight * column; float64 or bool[k, u, n]."""
        columns = columns.astype(np.float64, copy=False)
        if len(self.states) == 1:
            return np.matmul(self.weights, columns[:, 0], out=out)
        if self.has_own_states:
            return np.einsum("sk,ksn->sn", self.weights, columns, out=out)
        if len(self.states) * WORTH_A_PRODUCT > len(self):
            return np.einsum("sk,ksn->sn", self.weights, columns[:, self.states.of], out=out)
        result = np.empty((len(self), columns.shape[2])) if out is None else out
        for state, places in enumerate(self.together.places):
            result[places] = self.weights[places] @ columns[:, state]
        return result


def mean_of_group(group: Group, children: Sequence[Varied], stage: Stage) -> tuple[Varied, Refused | None]:
    """The scores of the group, one state a replicate, and what was refused in those that failed."""
    n = children[0].scores.shape[1]
    found = room(len(group), n, partly=any(child.applicable is not None for child in children))
    found.is_whole = True
    are_whole = all(child.is_whole for child in children)
    by_child = group.has_own_states and are_whole
    for units in _slices(n, len(group) if by_child else len(children) * len(group.states) + len(group)):
        if by_child:
            _score_by_child(group, children, units, found)
        else:
            _score(group, children, units, found, are_whole)
    _round(group.dimension, found, stage)
    if not found.failed.any():
        return found, None
    assert group.mean.not_negative is not None
    return found, Refused(negative_child(group.mean.not_negative))


def _slices(n: int, rows: int) -> Iterator[slice]:
    size = max(1, SLICE // max(1, rows))
    return (slice(start, min(start + size, n)) for start in range(0, n, size))


def _score_by_child(group: Group, children: Sequence[Varied], units: slice, found: Varied) -> None:
    """Fill some units where every replicate has states of its own, and no child's score is missing: child by child."""
    mean, total = group.mean, found.scores[:, units]
    part, zero = np.empty(total.shape), None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for at, (child, rows) in enumerate(zip(children, group.rows, strict=True)):
            column, weight = child.scores[rows, units], group.weights[:, [at]]
            lowest = column.min(initial=np.inf) if mean.not_negative or mean.zero_wins else np.inf
            if mean.not_negative and lowest < 0:
                found.failed |= (column < 0).any(axis=1) & (weight[:, 0] > 0)
            moved = mean.forward(column)
            if mean.zero_wins and lowest <= 0 and (column == 0).any():
                moved = np.where(column == 0, 0.0, moved)
                is_zero = (column == 0) & (weight > 0)
                zero = is_zero if zero is None else zero | is_zero
            np.multiply(moved, weight, out=part if at else total)
            if at:
                total += part
        scores = mean.backward(total)
    if zero is not None:
        scores = np.where(zero, 0.0, scores)
    if found.applicable is not None or any(child.lost is not None for child in children):
        absent = np.zeros((len(children), *scores.shape), dtype=np.bool_)
        scores = _counted(group, children, absent, units, scores, found)
    if scores is not total:
        total[:] = scores


def _score(group: Group, children: Sequence[Varied], units: slice, found: Varied, are_whole: bool) -> None:
    """Fill some units."""
    mean, total = group.mean, found.scores[:, units]
    columns = np.stack([child.scores[rows, units] for child, rows in zip(children, group.rows, strict=True)])
    absent = np.zeros(columns.shape, dtype=np.bool_) if are_whole else np.isnan(columns)
    is_whole = are_whole or not absent.any()
    if not is_whole:
        columns[absent] = 1.0
    lowest = columns.min(initial=np.inf) if mean.not_negative or mean.zero_wins else np.inf
    if mean.not_negative and lowest < 0:
        below = np.asarray((columns < 0).any(axis=2)).T[group.states.of]
        found.failed |= (below & (group.weights > 0)).any(axis=1)
    nothing = columns == 0 if mean.zero_wins and lowest <= 0 else None
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        moved = mean.forward(columns)
        if nothing is not None:
            moved[nothing] = 0.0
        if not is_whole:
            moved[absent] = 0.0
        group.sums(moved, total)
        if not is_whole:
            total /= group.sums(~absent)
        scores = mean.backward(total)
    if nothing is not None and nothing.any():
        scores = np.where((group.sums(nothing) > 0) & ~np.isnan(scores), 0.0, scores)
    if not is_whole or any(child.lost is not None for child in children):
        scores = _counted(group, children, absent, units, scores, found)
    if scores is not total:
        total[:] = scores


def _counted(
    group: Group, children: Sequence[Varied], absent: FlagCube, units: slice, scores: Matrix, found: Varied
) -> Matrix:
    """The scores without those of which too little counts; how much does not is noted."""
    of = group.states.of
    applies = np.ones(absent.shape, dtype=np.bool_)
    for at, (child, rows) in enumerate(zip(children, group.rows, strict=True)):
        if child.applicable is not None:
            applies[at] = child.applicable[rows, units]
    wanted = None if found.applicable is None else group.sums(applies)
    if found.applicable is not None and wanted is not None:
        found.applicable[:, units] = wanted > 0
    counted = None
    if group.is_lost_asked:
        counted = _share_counted(group, children, (absent, applies, wanted), units, found)
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
    children: Sequence[Varied],
    counts: tuple[FlagCube, FlagCube, Matrix | None],
    units: slice,
    found: Varied,
) -> Matrix:
    """float64[s, n]: the share that counts; what does not is noted. `counts`: who is absent, to whom each child
    applies, and the weight of those that do; None where all do.
    """
    absent, applies, wanted = counts
    lost = np.where(absent, 1.0, 0.0)
    for at, (child, rows) in enumerate(zip(children, group.rows, strict=True)):
        if child.lost is not None:
            lost[at] = np.where(absent[at], 1.0, child.lost[rows, units])
    share = group.sums(np.where(applies, lost, 0.0))
    if wanted is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            share = share / wanted
    # A sum of thirds may end in 1.0000000000000002, and more than all is never lost.
    share = np.minimum(share, 1.0)
    found.share_lost()[:, units] = share
    return 1 - share


def _round(dimension: Dimension, found: Varied, stage: Stage) -> None:
    if rounding := method_of(dimension, "round"):
        scores = found.scores.reshape(-1)
        found.scores = methods("round")[rounding[0]].compute(scores, rounding[1], stage.scene(dimension))
        found.scores = found.scores.reshape(len(found.failed), -1)
