"""A change split exactly between what was switched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import Final

import numpy as np

from tarazy.engine.model.numbers import Vector

# The value of each unit, by whose figures are its own, whose those of the others (0 the first side, 1 the second), and
# which changes of the rule are made, as the bits of a number.
Value = Callable[[int, int, int], Vector]


@dataclass(frozen=True)
class Parts:
    """A change and its parts, float64[n] each, NaN where a state on the way has no value. `changes`: the parts of the
    rule, in the order of its changes.
    """

    change: Vector
    data: Vector
    rule: Vector
    peers: Vector
    changes: tuple[Vector, ...]


def split(value: Value, changes: int) -> Parts:
    """Split the change of a value between the unit's own figures, the rule and the figures of the others.

    Formula: the Shapley value of the three switches: the mean, over the orders in which they can be thrown, of what
    each adds; data + rule + peers = change. A part of the rule is its Owen value, the Shapley value with the changes of
    the rule as one bloc: the parts sum to that of the rule.
    Parameters: `value` as above; `changes`: how many changes the rule has, 0 where it is the same.
    Returns: Parts. A switch that changes nothing in any state has exactly 0.
    Raises: nothing.
    Source: Shapley, A value for n-person games (1953); Owen, Values of games with a priori unions (1977).

    >>> states = lambda own, others, rule: np.array([10.0 * own + 2.0 * others + 4.0 * own * rule])
    >>> parts = split(states, 1)
    >>> [part.tolist() for part in (parts.change, parts.data, parts.rule, parts.peers)]
    [[16.0], [12.0], [2.0], [2.0]]
    """
    whole = (1 << changes) - 1
    states = {state: value(*state) for state in product((0, 1), (0, 1), range(whole + 1))}
    nothing = np.zeros_like(states[0, 0, 0])
    data, peers = nothing.copy(), nothing.copy()
    for other, rule in product((0, 1), (0, 1)):
        weight = _ORDERS[other + rule]
        data += weight * (states[1, other, rule * whole] - states[0, other, rule * whole])
        peers += weight * (states[other, 1, rule * whole] - states[other, 0, rule * whole])
    by_change = tuple(_change(states, number, changes) for number in range(changes))
    rule_part = nothing.copy()
    for own, others in product((0, 1), repeat=2):
        rule_part += _ORDERS[own + others] * (states[own, others, whole] - states[own, others, 0])
    return Parts(states[1, 1, whole] - states[0, 0, 0], data / 6, rule_part / 6, peers / 6, by_change)


# In how many of the six orders of three switches exactly these, so many of the other two, are thrown before one. Whole
# numbers, divided at the end, so that parts of ranks come out in their last digit.
_ORDERS: Final = (2, 1, 2)


def _change(states: dict[tuple[int, int, int], Vector], number: int, changes: int) -> Vector:
    """The Owen value of one change of the rule."""
    found = np.zeros_like(states[0, 0, 0])
    for own, others in product((0, 1), repeat=2):
        for made in range(1 << changes):
            if made & 1 << number:
                continue
            before = made.bit_count()
            weight = _ORDERS[own + others] * factorial(before) * factorial(changes - before - 1)
            found += weight * (states[own, others, made | 1 << number] - states[own, others, made])
    return found / (6 * factorial(changes))


def no_parts(first: Vector, second: Vector, changes: int) -> Parts:
    """A change that is not split."""
    nothing = np.full_like(first, np.nan)
    return Parts(second - first, nothing, nothing, nothing, (nothing,) * changes)


def is_split(parts: Parts) -> Vector:
    """bool[n]: whose change has parts."""
    return ~np.isnan(parts.data + parts.rule + parts.peers + sum(parts.changes, start=np.zeros_like(parts.data)))
