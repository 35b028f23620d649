"""Places in an order: who is first, who ties with whom, within which group."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector, are_one, significant

Ties = Literal["lowest", "average", "highest", "dense"]


def places(values: Vector, groups: NDArray[np.int32], *, highest_first: bool, ties: Ties) -> Vector:
    """The place of each value within its group, 1 = first.

    Values that agree in 12 significant digits tie: they all take the lowest place among them, the average, the highest,
    or
    (dense) the next place without gaps. float64[n]; missing (NaN) has no place (NaN).

    >>> group = np.zeros(4, dtype=np.int32)
    >>> places(np.array([7.0, 9.0, 7.0, np.nan]), group, highest_first=True, ties="average").tolist()
    [2.5, 1.0, 2.5, nan]
    """
    result = np.full(len(values), np.nan)
    ranked = np.flatnonzero(~np.isnan(values))
    if ranked.size == 0:
        return result
    order, sorted_groups = _in_order(values, ranked, groups, highest_first)
    in_order = values[order]
    starts_group = _starts(sorted_groups[1:] != sorted_groups[:-1]) if sorted_groups is not None else None
    starts_tie = _starts(~are_one(in_order[1:], in_order[:-1]))
    if starts_group is not None:
        starts_tie |= starts_group
    result[order] = _numbered(starts_tie, starts_group, ties)
    return result


def _in_order(
    values: Vector, ranked: NDArray[np.intp], groups: NDArray[np.int32], highest_first: bool
) -> tuple[NDArray[np.intp], NDArray[np.int32] | None]:
    """The ranked units, sorted by value within their groups, and their groups; no groups where all are in one."""
    known = values if ranked.size == len(values) else values[ranked]
    order = np.argsort(-known if highest_first else known)
    order = order if ranked.size == len(values) else ranked[order]
    grouped = groups[order]
    if grouped.min() == grouped.max():
        return order, None
    by_group = np.argsort(grouped, kind="stable")
    return order[by_group], grouped[by_group]


def _starts(differs: Flags) -> Flags:
    """bool[m]: the first of each run; `differs` compares each element but the first with the one before."""
    return np.concatenate((np.ones(1, dtype=np.bool_), differs))


def _numbered(starts_tie: Flags, starts_group: Flags | None, ties: Ties) -> Vector:
    """The place of each element of a sorted column, from where its ties and its groups begin."""
    if ties != "dense" and starts_group is None and starts_tie.all():
        return np.arange(1, len(starts_tie) + 1, dtype=np.float64)
    tie = np.cumsum(starts_tie) - 1
    first = np.flatnonzero(starts_tie)
    after = np.append(first[1:], len(starts_tie))
    group_first = first[:1] if starts_group is None else np.flatnonzero(starts_group)
    group = np.searchsorted(group_first, first, side="right") - 1
    if ties == "dense":
        place = np.arange(len(first)) - tie[group_first][group] + 1.0
    else:
        lowest, highest = first - group_first[group] + 1.0, after - group_first[group] + 0.0
        place = np.asarray({"lowest": lowest, "highest": highest, "average": (lowest + highest) / 2}[ties])
    return np.asarray(place[tie])


def places_among(own: Vector, others: Vector, groups: NDArray[np.int32], *, highest_first: bool, ties: Ties) -> Vector:
    """The place that each unit would take in its group with a value of its own while all others have theirs.

    Formula: that of `places` over `others` with the unit's own value put in, for one unit at a time. float64[n];
    missing (NaN) has no place and counts for nobody.

    >>> group = np.zeros(3, dtype=np.int32)
    >>> places_among(np.array([8.0, 1.0, np.nan]), np.array([5.0, 7.0, 6.0]), group, highest_first=True, ties="lowest")
    array([ 1.,  3., nan])
    """
    sign = -1.0 if highest_first else 1.0
    mine, theirs = sign * significant(own), sign * significant(others)
    result = np.full(len(own), np.nan)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        result[members] = _among(mine[members], theirs[members], ties)
    return result


def _among(mine: Vector, theirs: Vector, ties: Ties) -> Vector:
    """The place of each of `mine` in one group, the least first, among `theirs` but the one that it stands for."""
    ordered = np.sort(theirs[~np.isnan(theirs)])
    ahead, behind = np.searchsorted(ordered, mine, side="left"), np.searchsorted(ordered, mine, side="right")
    was_ahead, was_tied = theirs < mine, theirs == mine
    if ties == "dense":
        different = np.unique(ordered)
        alone = np.searchsorted(ordered, theirs, side="right") - np.searchsorted(ordered, theirs, side="left") == 1
        place = np.searchsorted(different, mine, side="left") - (was_ahead & alone) + 1.0
    else:
        lowest, tied = ahead - was_ahead + 1.0, behind - ahead - was_tied
        place = lowest + {"lowest": 0.0, "highest": 1.0, "average": 0.5}[ties] * tied
    return np.where(np.isnan(mine), np.nan, place)


def counts(values: Vector, groups: NDArray[np.int32]) -> Vector:
    """float64[n]: how many values (not NaN) the group of each unit has.

    >>> counts(np.array([7.0, np.nan, 9.0]), np.array([0, 0, 1], dtype=np.int32)).tolist()
    [1.0, 1.0, 1.0]
    """
    known = ~np.isnan(values)
    if len(groups) == 0 or groups.min() == groups.max():
        return np.full(len(values), float(np.count_nonzero(known)))
    return np.bincount(groups[known], minlength=int(groups.max()) + 1).astype(np.float64)[groups]


def counts_of_rows(rows: NDArray[np.float64], groups: NDArray[np.int32]) -> NDArray[np.float64]:
    """`counts` of each row, float64[m, n].

    >>> counts_of_rows(np.array([[7.0, np.nan, 9.0]]), np.zeros(3, dtype=np.int32)).tolist()
    [[2.0, 2.0, 2.0]]
    """
    if len(groups) and groups.min() != groups.max():
        return np.stack([counts(row, groups) for row in rows])
    number = np.count_nonzero(~np.isnan(rows), axis=1)[:, np.newaxis]
    return np.asarray(np.broadcast_to(number, rows.shape), dtype=np.float64)


class Standing(NamedTuple):
    """Of the ranked units of one unit's group: how many there are, how many stand before it and with how many different
    scores, and how many tie with it, itself among them."""

    number: int
    ahead: int
    scores_ahead: int
    tied: int


def standing(values: Vector, groups: NDArray[np.int32], at: int, *, highest_first: bool) -> Standing:
    """How one unit, whose value is not missing, stands among its group.

    >>> standing(np.array([7.0, 9.0, 7.0, np.nan]), np.zeros(4, dtype=np.int32), 0, highest_first=True)
    Standing(number=3, ahead=1, scores_ahead=1, tied=2)
    """
    mine = groups == groups[at]
    place = places(values, groups, highest_first=highest_first, ties="dense")
    dense, own = place[mine], place[at]
    return Standing(
        int(np.count_nonzero(~np.isnan(dense))),
        int(np.count_nonzero(dense < own)),
        int(own) - 1,
        int(np.count_nonzero(dense == own)),
    )
