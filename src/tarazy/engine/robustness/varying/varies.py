"""What one assumption does to a methodology and its inputs, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methods import Methods
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.uncertainty import Stated
from tarazy.engine.model.weights import Matrix

# The steps of a node that an assumption may change, besides those of a methodology: the node's own children.
CHILDREN = "children"
VALUE = "value"


@dataclass(frozen=True)
class Effect:
    """What a draw changes in the text: by node the methods that take the place of the stated ones, and the node that
    is left out. `said`: the draw in words and numbers, for whoever wants to compute the replicate again.
    """

    methods: Mapping[str, Methods] = field(default_factory=dict)
    left_out: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


# What a draw makes of one variable: its values and standard errors (None: none is stated) in, normal deviates and
# uniform numbers on demand.
Noise = Callable[[str, Vector, Vector | None, np.random.Generator], Vector]
# What it makes of the filled-in values of one indicator, bool[n] of which were imputed.
Refill = Callable[[str, Vector, Flags, np.random.Generator], Vector]
# The weights of the children of a dimension: points float64[s, width] and stated float64[k, 1 or n] to
# float64[s, k, 1 or n].
Reweigh = Callable[[str, Sequence[str], Matrix, Matrix], NDArray[np.float64]]


@dataclass(frozen=True)
class Varies:
    """One assumption.

    `touches`: by node, the steps whose outcome it changes. `width`: how many numbers between 0 and 1 make one draw.
    `shares`: where it has few states, how likely each is; None: every draw is a state of its own. `state` gives the
    state of each of many draws, float64[d, width] -> int[d]; `effect` what a state changes, from its number and the
    numbers of its draw. `noise`, by variable, `refill`, by indicator, and `reweigh`: what it does to numbers; None:
    nothing.
    """

    assumption: Stated
    touches: Mapping[str, frozenset[str]]
    width: int
    shares: Vector | None = None
    effect: Callable[[int, Vector], Effect] = lambda _state, _point: Effect()
    noise: Noise | None = None
    variables: frozenset[str] = frozenset()
    refill: Refill | None = None
    reweigh: Reweigh | None = None

    def states(self, points: Matrix) -> NDArray[np.intp]:
        """int[d]: the state of each draw, float64[d, width]."""
        if self.shares is None:
            return np.arange(len(points))
        ends = np.cumsum(self.shares)[:-1]
        return np.searchsorted(ends, points[:, 0], side="right")

    def middle(self, state: int) -> float:
        """A number between 0 and 1 that means the state, where it has few."""
        assert self.shares is not None
        return float(np.sum(self.shares[:state]) + self.shares[state] / 2)
