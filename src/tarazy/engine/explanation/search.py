"""Where along a value an outcome first becomes another: many values at once, each by itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from tarazy.engine.model.numbers import Vector, significant

# Of the change: with the rounding below still inside the 1 % within which no smaller change may do.
PRECISION: Final = 1e-3
ROUNDED_BY: Final = 0.005

Probe = tuple[str, float]  # what is changed, and to which value
Outcome = tuple[float, int]  # the unit's rank (0 = none) and the position of its band (-1 = none)
# One outcome a probe; None where such a value cannot be scored, which is no change.
Outcomes = Callable[[Sequence[Probe]], Sequence[Outcome | None]]


@dataclass
class Way:
    """The way of one value to the farthest possible one, walked in ever finer steps until the first change is found.

    The first of several changes is found unless two lie closer together than a `grid`-th of the way. `aspect` is the
    part of the outcome that must become another than `now`. `only`: the values that are possible on it where not every
    one is; a step of the grid would miss them.
    """

    name: str
    value: float
    limit: float
    now: Outcome
    aspect: int
    grid: int
    only: tuple[float, ...] = ()
    found: float | None = None
    tried: Vector = field(init=False)
    is_walked: bool = field(init=False, default=False)
    _same: float = field(init=False)

    def __post_init__(self) -> None:
        self._same = self.value
        # Near the value steps are fine (a thousandth of the way), far from it coarse: a threshold may lie anywhere.
        self.tried = self.value + (self.limit - self.value) * np.geomspace(1e-3, 1.0, self.grid)
        length = self.limit - self.value
        between = [value for value in self.only if 0 < (value - self.value) / length <= 1]
        if between:
            self.tried = np.array(sorted(set(between), key=lambda value: abs(value - self.value)))

    def learn(self, outcomes: Sequence[Outcome | None]) -> None:
        """Take in what the tried values led to, and choose what to try next."""
        at = next((i for i, outcome in enumerate(outcomes) if self.is_changed(outcome)), None)
        if at is None:
            self._same = float(self.tried[-1])
        else:
            self.found = float(self.tried[at])
            self._same = float(self.tried[at - 1]) if at else self._same
        if self.found is None or abs(self.found - self._same) <= PRECISION * abs(self.found - self.value):
            self.is_walked = True
        else:
            self.tried = np.linspace(self._same, self.found, self.grid + 2)[1:-1]

    def is_changed(self, outcome: Outcome | None) -> bool:
        return outcome is not None and outcome[self.aspect] != self.now[self.aspect]


def walk(ways: Sequence[Way], outcomes: Outcomes) -> None:
    """Walk all ways to their first change; `outcomes` is asked once for all of them in every round."""
    while walking := [way for way in ways if not way.is_walked]:
        # Ways to another rank and to another band begin with the same probes.
        probes = list(dict.fromkeys((way.name, value) for way in walking for value in way.tried.tolist()))
        told = dict(zip(probes, outcomes(probes), strict=True))
        for way in walking:
            way.learn([told[way.name, value] for value in way.tried.tolist()])


def in_few_digits(value: float, changed: float) -> tuple[float, float]:
    """The changed value with few digits: the nearest, which is the threshold itself where that has few, and the next
    farther from the value, which always suffices.

    Rounding adds at most half a percent to the change.

    >>> in_few_digits(4.9, 4.63141592), in_few_digits(0.0, 1.0004)
    ((4.631, 4.631), (1.0, 1.001))
    """
    change = changed - value
    places = -math.floor(math.log10(abs(change) * ROUNDED_BY))
    away = math.ceil if change > 0 else math.floor
    # A value that is round already must not be pushed on by the last bit of its product.
    scaled = significant(np.array([changed * 10.0**places]))[0]
    nearest, farther = (float(round(whole(scaled) / 10.0**places, max(places, 0))) for whole in (round, away))
    return nearest, farther
