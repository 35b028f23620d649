"""A node in many replicates: its distinct states, and which of them each replicate has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.result import NO_TOTAL
from tarazy.engine.model.weights import FlagMatrix, Matrix
from tarazy.engine.robustness.replicates import Positions
from tarazy.engine.run.scored import Scored


@dataclass
class Varied:
    """`of` int[b]: the state of each of b replicates. Of each of s states over n units: `scores` float64[s, n], NaN =
    none; `applicable` bool[s, n], None = to all; `excluded` int16[s, n], codes of reasons, 0 = not, None = nobody;
    `lost` float64[s, n], the share not counted where there is a score, None = nothing; `no_total` bool[s, n], None =
    nowhere. `failed` bool[s]: a method refused. `is_whole`: it is known that no score is missing.
    """

    scores: Matrix
    of: Positions
    failed: Flags
    applicable: FlagMatrix | None = None
    excluded: NDArray[np.int16] | None = None
    lost: Matrix | None = field(default=None)
    no_total: FlagMatrix | None = None
    is_whole: bool = False

    def scored(self, state: int) -> Scored:
        """One state as the run knows it."""
        one = Scored(
            score=self.scores[state],
            applicable=None if self.applicable is None else self.applicable[state],
            excluded=None if self.excluded is None else self.excluded[state],
            share_not_counted=None if self.lost is None else self.lost[state],
        )
        if self.no_total is None or not self.no_total[state].any():
            return one
        reason = np.where(self.no_total[state], np.int16(NO_TOTAL), one.reasons())
        return Scored(one.score, None, one.applicable, one.excluded, reason, one.share_not_counted)

    def among(self, of: Positions) -> Varied:
        """The same for some of the replicates, whose states are `of`."""
        rest = (self.applicable, self.excluded, self.lost, self.no_total, self.is_whole)
        return Varied(self.scores, of, self.failed, *rest)

    def within(self, units: slice) -> Varied:
        """The same for some of the units."""
        return Varied(
            self.scores[:, units],
            self.of,
            self.failed,
            applicable=None if self.applicable is None else self.applicable[:, units],
            excluded=None if self.excluded is None else self.excluded[:, units],
            lost=None if self.lost is None else self.lost[:, units],
            no_total=None if self.no_total is None else self.no_total[:, units],
            is_whole=self.is_whole,
        )

    def share_lost(self) -> Matrix:
        """The share not counted, to be filled."""
        if self.lost is None:
            self.lost = np.zeros(self.scores.shape)
        return self.lost


def room(states: int, n: int, *, partly: bool) -> Varied:
    """States to be filled, one a replicate. `partly`: the node may not apply to all."""
    applicable = np.ones((states, n), dtype=np.bool_) if partly else None
    return Varied(np.empty((states, n)), np.arange(states), np.zeros(states, dtype=np.bool_), applicable)


def gathered(states: Sequence[Scored | None], n: int) -> Varied:
    """States that were scored one by one, one a replicate; None: a method refused."""
    known = [one or Scored(np.full(n, np.nan)) for one in states]
    no_total = [None if one.reason is None else one.reason == NO_TOTAL for one in known]
    return Varied(
        scores=np.stack([one.score for one in known]),
        of=np.arange(len(states)),
        failed=np.array([one is None for one in states], dtype=np.bool_),
        applicable=stacked([one.applicable for one in known], np.ones(n, dtype=np.bool_)),
        excluded=stacked([one.excluded for one in known], np.zeros(n, dtype=np.int16)),
        lost=stacked([one.share_not_counted for one in known], np.zeros(n)),
        no_total=stacked([one if one is not None and one.any() else None for one in no_total], np.zeros(n, np.bool_)),
    )


def joined(parts: Sequence[tuple[Positions, Varied]], count: int) -> Varied:
    """Parts of the replicates, each with one state a replicate, as one."""
    if len(parts) == 1:
        return parts[0][1]
    n = parts[0][1].scores.shape[1]
    whole = room(count, n, partly=any(part.applicable is not None for _, part in parts))
    whole.is_whole = all(part.is_whole for _, part in parts)
    for places, part in parts:
        whole.scores[places], whole.failed[places] = part.scores, part.failed
        if whole.applicable is not None and part.applicable is not None:
            whole.applicable[places] = part.applicable
        if part.lost is not None:
            whole.share_lost()[places] = part.lost
    return whole


def stacked(columns: Sequence[NDArray[Any] | None], absent: NDArray[Any]) -> NDArray[Any] | None:
    """One row a state; None where no state has a column, `absent` where only this one has none."""
    if all(column is None for column in columns):
        return None
    return np.stack([absent if column is None else column for column in columns])
