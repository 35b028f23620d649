"""Where along one value an outcome first becomes another."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable

import numpy as np

from tarazy.engine.model.numbers import Vector, significant

# One outcome for each value, in order; None where the value cannot be tried at all: that is no change.
Outcomes = Callable[[Vector], Iterable[Hashable | None]]
GRID = 32
PRECISION = 1e-3  # of the change: with the rounding below still inside the 1 % within which no smaller change may do
ROUNDED_BY = 0.005


def smallest_change(outcomes: Outcomes, value: float, limit: float, grid: int = GRID) -> float | None:
    """The value nearest to `value` on the way to `limit` at which the outcome differs from the outcome at `value`.

    The way is walked in ever finer steps, so the first of several changes is found unless two lie closer together than
    a `grid`-th of the way. Returns None where nothing changes.
    The value returned is one of those tried: the outcome there does differ.
    """
    if value == limit:
        return None
    now = next(iter(outcomes(np.array([value]))))
    same, other = value, limit
    # Near the value steps are fine (a share of a thousandth), far from it coarse: thresholds may lie anywhere.
    tried = value + (limit - value) * np.geomspace(1e-3, 1.0, grid)
    found = False
    while True:
        at = next((i for i, outcome in enumerate(outcomes(tried)) if outcome not in (now, None)), None)
        if at is None:
            if not found:
                return None
            same = float(tried[-1])
        else:
            found, other = True, float(tried[at])
            same = float(tried[at - 1]) if at else same
        if abs(other - same) <= PRECISION * abs(other - value):
            return other
        tried = np.linspace(same, other, grid + 2)[1:-1]


def in_few_digits(value: float, changed: float) -> float:
    """The changed value with no more digits than it needs: rounded away from the value, so that it still suffices.

    Rounding adds at most half a percent to the change.

    >>> in_few_digits(4.9, 4.63141592), in_few_digits(23942.81837, 24076.41837)
    (4.631, 24076.5)
    """
    change = changed - value
    places = -math.floor(math.log10(abs(change) * ROUNDED_BY))
    away = math.ceil if change > 0 else math.floor
    # A value that is round already must not be pushed on by the last bit of its product.
    scaled = significant(np.array([changed * 10.0**places]))[0]
    return float(round(away(scaled) / 10.0**places, max(places, 0)))
