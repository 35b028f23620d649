"""The places of many rows at once: one sort of whole numbers, in whose last digits the position of each value stands.

The bits of a number read as a whole number keep its order. Their last ones say nothing that 12 significant digits could
tell apart, or little more; where two neighbours come that near each other, the numbers themselves decide.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import CLOSE, Flags, are_one
from tarazy.engine.model.places import Ties

Matrix = NDArray[np.float64]
Whole = NDArray[np.int64]

# Numbers that are sorted together: few enough to stay near the processor.
_AT_ONCE: Final = 1 << 16
_GREATEST: Final = np.int64(2**63 - 1)
# Two numbers of one sign that are more steps apart than this differ in 12 significant digits.
_STEPS_APART: Final = int(CLOSE * 2.0**53) + 1


def places_of_rows(rows: Matrix, groups: NDArray[np.int32], *, highest_first: bool, ties: Ties) -> Matrix:
    """`places` of each row: float64[r, n] to float64[r, n].

    >>> group = np.zeros(3, dtype=np.int32)
    >>> rows = np.array([[7.0, 9.0, 7.0], [1.0, np.nan, 2.0]])
    >>> places_of_rows(rows, group, highest_first=True, ties="lowest").tolist()
    [[2.0, 1.0, 2.0], [2.0, nan, 1.0]]
    """
    result = np.empty(rows.shape)
    if rows.size == 0:
        return result
    size = max(1, _AT_ONCE // rows.shape[1])
    several = [groups == group for group in np.unique(groups)] if groups.min() != groups.max() else []
    if not several and len(rows) <= size:
        return _places(np.ascontiguousarray(rows), highest_first, ties)
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        for mine in several:
            result[start : start + size, mine] = _places(np.ascontiguousarray(some[:, mine]), highest_first, ties)
        if not several:
            result[start : start + size] = _places(np.ascontiguousarray(some), highest_first, ties)
    return result


def _places(rows: Matrix, highest_first: bool, ties: Ties) -> Matrix:
    count, n = rows.shape
    bits = (n - 1).bit_length()
    missing = np.isnan(rows)
    is_whole = not missing.any()
    keys = _keys(rows, bits, None if is_whole else missing, highest_first)
    keys.sort(axis=1)
    near = keys[:, 1:] - keys[:, :-1] < _STEPS_APART + (2 << bits)
    if not is_whole:
        near &= np.arange(1, n) < np.count_nonzero(~missing, axis=1)[:, np.newaxis]
    keys &= (1 << bits) - 1
    order = keys
    order += np.arange(count)[:, np.newaxis] * n
    place: Matrix = np.arange(1.0, n + 1)
    if near.any():
        place = _numbered(_starts((-rows if highest_first else rows).ravel(), order, near), ties)
    result = np.empty(rows.shape)
    result.reshape(-1)[order] = place
    if not is_whole:
        result[missing] = np.nan
    return result


def _keys(rows: Matrix, bits: int, missing: Flags | None, highest_first: bool) -> Whole:
    """int64[r, n]: the less, the sooner; the last bits hold the position, missing ones come last."""
    # Either way there is no zero with a sign left.
    keys = (0.0 - rows if highest_first else rows + 0.0).view(np.int64)
    keys ^= (keys >> 63) & _GREATEST
    if missing is not None:
        keys[missing] = _GREATEST
    keys &= -1 << bits
    keys |= np.arange(rows.shape[1])
    return keys


def _starts(values: NDArray[np.float64], order: Whole, near: Flags) -> Flags:
    """bool[r, n]: the first of each tie. Neighbours that come near each other are put in their order in `order`.
    `values`: the less, the sooner.
    """
    follows = np.zeros(order.shape, dtype=np.bool_)
    follows[:, 1:] = near
    member = follows.copy()
    member[:, :-1] |= near
    at, flat = np.flatnonzero(member), order.reshape(-1)
    second = np.flatnonzero(follows.ravel()[at])
    found = values[flat[at]]
    if (found[second] < found[second - 1]).any():
        runs = np.cumsum(~follows.ravel()[at])
        by = np.lexsort((found, runs))
        flat[at], found = flat[at[by]], found[by]
    starts = ~follows
    starts.reshape(-1)[at[second]] = ~are_one(found[second], found[second - 1])
    return starts


def _numbered(starts: Flags, ties: Ties) -> Matrix:
    """The place of each element of sorted rows, from where its tie begins."""
    count, n = starts.shape
    if ties == "dense":
        return np.cumsum(starts, axis=1).astype(np.float64)
    at = np.broadcast_to(np.arange(n), (count, n))
    lowest = np.asarray(np.maximum.accumulate(np.where(starts, at, 0), axis=1) + 1.0)
    if ties == "lowest":
        return lowest
    ends = np.ones_like(starts)
    ends[:, :-1] = starts[:, 1:]
    highest = np.minimum.accumulate(np.where(ends, at, n)[:, ::-1], axis=1)[:, ::-1] + 1.0
    return np.asarray(highest if ties == "highest" else (lowest + highest) / 2)
