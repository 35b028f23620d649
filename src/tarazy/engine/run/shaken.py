"""What one replicate of an index does otherwise than its text and its inputs say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.weights import Matrix


@dataclass(frozen=True)
class Shaken:
    """`weights(dimension, children, stated)`: the weights float64[k, 1 or n] in place of the stated ones.
    `filled(indicator, filled, imputed)`: the values float64[n] in place of those that the rule for missing data gave,
    bool[n] of which it imputed. `left_out`: a node that its parent leaves out, weight and all; None: no node.
    """

    weights: Callable[[str, Sequence[str], Matrix], Matrix]
    filled: Callable[[str, Vector, Flags], Vector]
    left_out: str | None = None
