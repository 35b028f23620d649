"""Whether points go the way that a methodology says is better."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def runs_against(points: Sequence[float], rising: bool) -> bool:
    """Whether the points of values in their order only ever move against what is better.

    Points that go up and down have a best value in the middle, and say nothing against either end.

    >>> runs_against([0, 50, 100], rising=True), runs_against([0, 50, 100], rising=False)
    (False, True)
    >>> runs_against([0, 100, 50], rising=False), runs_against([50, 50], rising=False)
    (False, False)
    """
    moves = [later - earlier if rising else earlier - later for earlier, later in pairwise(points)]
    return min(moves, default=0.0) < 0 and max(moves, default=0.0) <= 0
