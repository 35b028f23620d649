"""The distinct states of what hangs on some of the assumptions: what is the same is computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tarazy.engine.robustness.replicates import Positions, Replicates


@dataclass(frozen=True)
class Distinct:
    """`first` int[s]: where each of s states first comes. `of` int[b]: the state of each of b replicates."""

    first: Positions
    of: Positions

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True)
class Block:
    """Some of the replicates, by number; positions within the block stand for them."""

    replicates: Replicates
    chosen: Positions

    def __len__(self) -> int:
        return len(self.chosen)

    def distinct(self, assumptions: frozenset[int]) -> Distinct:
        """The states that differ in any of the assumptions."""
        if assumptions not in self._found:
            columns = [self.replicates.states[one, self.chosen] for one in sorted(assumptions)]
            self._found[assumptions] = distinct(columns, len(self))
        return self._found[assumptions]

    @cached_property
    def _found(self) -> dict[frozenset[int], Distinct]:
        return {}


def distinct(columns: Sequence[Positions], count: int) -> Distinct:
    """What differs in any of the columns, int[count] each, in the order in which it first comes.

    >>> found = distinct([np.array([7, 7, 0]), np.array([1, 2, 1])], 3)
    >>> found.first.tolist(), found.of.tolist()
    ([0, 1, 2], [0, 1, 2])
    """
    # Nodes that hang on the same assumptions share one column.
    different = list({id(column): column for column in columns}.values())
    if any(_is_increasing(column) for column in different):
        return Distinct(np.arange(count), np.arange(count))
    codes, states = np.zeros(count, dtype=np.intp), 1
    for column in different:
        high = int(column.max(initial=0)) + 1
        if high > 1:
            codes, states = _together(codes * high + column, states * high)
    first = np.empty(states if count else 0, dtype=np.intp)
    first[codes[::-1]] = np.arange(count)[::-1]  # of several the last one written stays, which is the first
    order = first.argsort()
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    return Distinct(first[order], position[codes])


def _is_increasing(column: Positions) -> bool:
    """Whether every state comes once: states are counted from 0."""
    return len(column) > 0 and bool(column[-1] >= len(column) - 1) and bool((column[1:] > column[:-1]).all())


def _together(codes: Positions, width: int) -> tuple[Positions, int]:
    """Codes below `width` without those that do not come, and how many do."""
    if width > 8 * len(codes) + 1024:
        found, numbered = np.unique(codes, return_inverse=True)
        return numbered, len(found)
    numbered = (np.bincount(codes, minlength=width) > 0).cumsum()
    return (numbered - 1)[codes], int(numbered[-1])


def as_slice(positions: Positions) -> Positions | slice:
    """Positions that stand next to each other as a slice, by which nothing is copied.

    >>> as_slice(np.array([2, 3, 4])), as_slice(np.array([2, 4])).tolist()
    (slice(2, 5, None), [2, 4])
    """
    first, count = int(positions[0]) if len(positions) else 0, len(positions)
    return slice(first, first + count) if (positions == np.arange(first, first + count)).all() else positions
