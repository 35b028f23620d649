"""Weighted means of a transformed score: what lets many replicates of a dimension be one product of matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tarazy.engine.model.weights import Matrix


@dataclass(frozen=True)
class Mean:
    """An aggregation of the form g(sum of weight_i * f(score_i)), weights summing to 1.

    `forward` is f and `backward` g. `not_negative`: why a score below zero that counts is refused, a marked text; None
    where it is not. `zero_wins`: a score of 0 that counts makes the mean 0, whatever f says of 0.
    """

    forward: Callable[[Matrix], Matrix]
    backward: Callable[[Matrix], Matrix]
    not_negative: str | None = None
    zero_wins: bool = False
