"""Every unit against every other: who is better on more weight wins the pair, and wins less losses make the score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.children import counted_reasons
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.places import places
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.model.weights import Matrix, shared_out
from tarazy.engine.words import Message, msg

TITLE = msg("Wins over the other units (Copeland)")
RELATIVE = True
ADDITIVE = False
# Sums of weights that differ by less than this are one: the last bits of a sum decide no pair.
SAME_WEIGHT: Final = 1e-12
# A block of pairs whose signs and margins stay near to the processor.
PAIRS_OF_A_BLOCK: Final = 1 << 17

# As many signs of children make one code of 16 bits: 3 ** 10 = 59,049.
CHILDREN_OF_A_TABLE: Final = 10

Places = NDArray[np.unsignedinteger[Any]]
Margins = Callable[[slice, slice], Matrix]


class Parameters(Base, frozen=True, kw_only=True, tag="copeland"):
    """`within`: a unit is compared with all units of the period, or with those of its peer group. `scale`: `points`
    spreads the score over the scale of points, `net_wins` gives wins less losses as they are.
    """

    within: Within
    scale: Literal["points", "net_wins"]


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Compare every unit with every other child by child, and count the pairs that it wins and loses.

    Formula: margin of a over b = sum of (w_ia + w_ib) / 2 * sign(s_ia - s_ib) over the children i that count for both;
    above 0 a wins the pair, below 0 a loses it, at 0 (within 1e-12) nobody does. net = wins - losses over the m - 1
    others; score = net, or low + (net + m - 1) / (2 * (m - 1)) * (high - low). Where all units have the same weights a
    wins if the weight on which it is better, with half of that on which both are equal, is above 0.5.
    Parameters: `scores` float64[k, n] in points, compared in their first 12 significant digits and looked at only where
    `weights` float64[k, n] (sum 1, or all 0) is above 0; a child that does not count has weight 0 and may be missing.
    Returns: float64[n] in points, missing (NaN) where no child counts; such a unit is nobody's rival.
    Raises: Refused with `scale: points` where a unit has nobody to be compared with.
    Source: Copeland (1951); OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; as in COINr 1.1.14,
    outrankMatrix and a_copeland.

    >>> scores = np.array([[90.0, 50.0, 10.0], [20.0, 30.0, 10.0]])
    >>> weights = np.array([[0.6] * 3, [0.4] * 3])
    >>> compute(scores, weights, Parameters(within="period", scale="points"), scene(3)).tolist()
    [100.0, 50.0, 0.0]
    """
    groups = scene.groups_within(parameters.within)
    child_places = _places(scores, weights)
    result = np.full(scores.shape[1], np.nan)
    alone = np.zeros(scores.shape[1], dtype=np.bool_)
    compared = (weights > 0).any(axis=0)
    for group in np.unique(groups[compared]).tolist():
        mine = np.flatnonzero(compared & (groups == group))
        others = len(mine) - 1
        net = _net_wins(child_places[:, mine], weights[:, mine])
        if parameters.scale == "net_wins":
            result[mine] = net
        elif others == 0:
            alone[mine] = True
        else:
            result[mine] = _in_points(net, others, scene)
    if alone.any():
        raise Refused(_nobody(alone))
    return result


def _places(scores: Matrix, weights: Matrix) -> Places:
    """[k, n]: the place of each unit by each child, a higher score a higher place, equal in 12 digits the same; 0 where
    the child does not count. In the smallest whole numbers that hold them: smaller ones are compared faster.
    """
    everybody = np.zeros(scores.shape[1], dtype=np.int32)
    found = np.zeros(scores.shape, dtype=np.min_scalar_type(scores.shape[1]))
    for row, score, weight in zip(found, scores, weights, strict=True):
        place = places(np.where(weight > 0, score, np.nan), everybody, highest_first=False, ties="dense")
        row[:] = np.where(np.isnan(place), 0, place)
    return found


def _net_wins(child_places: Places, weights: Matrix) -> Vector:
    """float64[n]: wins less losses of each unit against all the others; each pair is looked at once."""
    n = child_places.shape[1]
    net = np.zeros(n)
    margins = _margins(child_places, weights)
    step = max(1, PAIRS_OF_A_BLOCK // max(1, n))
    for start in range(0, n, step):
        end = min(start + step, n)
        won = _won(margins(slice(start, end), slice(start, n)))
        net[start:end] += won.sum(axis=1, dtype=np.int64)
        net[end:] -= won[:, end - start :].sum(axis=0, dtype=np.int64)
    return net


def _won(margin: Matrix) -> NDArray[np.int8]:
    """1 where the unit of the row wins the pair, -1 where it loses, 0 where nobody does."""
    return np.asarray((margin > SAME_WEIGHT).view(np.int8) - (margin < -SAME_WEIGHT).view(np.int8))


def _margins(child_places: Places, weights: Matrix) -> Margins:
    """How to find the margins of some units (rows) over some others (columns)."""
    common = _common(weights)
    if common is None:
        return partial(_by_unit, child_places, weights)
    parts = [slice(start, start + CHILDREN_OF_A_TABLE) for start in range(0, len(common), CHILDREN_OF_A_TABLE)]
    return partial(_by_table, [(child_places[part], _table(common[part])) for part in parts])


def _common(weights: Matrix) -> Vector | None:
    """The weights of which every unit has its share, by the children that count for it; None if there are no such.

    Then the mean of two units' weights is these weights times something above 0, which changes no sign of a margin.
    """
    whole = np.flatnonzero((weights > 0).all(axis=0))
    if whole.size == 0:
        return None
    common = weights[:, whole[0]]
    shares = shared_out(common[:, np.newaxis], weights > 0)
    return common if np.allclose(shares, weights, rtol=SAME_WEIGHT, atol=0) else None


def _table(weights: Vector) -> Vector:
    """The margin for every way in which the children's signs can fall, at the sum of sign * 3 ** child; a sum below 0
    counts from the end, as an index does.
    """
    codes, margins = np.zeros(1, dtype=np.intp), np.zeros(1)
    signs = np.array([[-1], [0], [1]])
    for child, weight in enumerate(weights.tolist()):
        codes = (codes + signs * 3**child).ravel()
        margins = (margins + signs * weight).ravel()
    table = np.empty(len(codes))
    table[codes] = margins
    return table


def _by_table(parts: Sequence[tuple[Places, Vector]], rows: slice, columns: slice) -> Matrix:
    margin = np.zeros((rows.stop - rows.start, columns.stop - columns.start))
    for child_places, table in parts:
        code = np.zeros(margin.shape, dtype=np.int16)
        for child, place in enumerate(child_places):
            code += _signs(place, rows, columns) * np.int16(3**child)
        margin += table[code]
    return margin


def _by_unit(child_places: Places, weights: Matrix, rows: slice, columns: slice) -> Matrix:
    margin = np.zeros((rows.stop - rows.start, columns.stop - columns.start))
    for place, weight in zip(child_places, weights, strict=True):
        margin += _signs(place, rows, columns) * ((weight[rows, np.newaxis] + weight[columns]) / 2)
    return margin


def _signs(place: Places, rows: slice, columns: slice) -> NDArray[np.int8]:
    """1 where the unit of the row is better by one child, -1 where worse, 0 where equal or not comparable."""
    mine, theirs = place[rows, np.newaxis], place[columns]
    signs = np.greater(mine, theirs).view(np.int8) - np.less(mine, theirs).view(np.int8)
    signs[place[rows] == 0] = 0
    signs[:, theirs == 0] = 0
    return np.asarray(signs)


def _in_points(net: Vector, others: int, scene: Scene) -> Vector:
    low, high = scene.points.low, scene.points.high
    return low + (net + others) / (2 * others) * (high - low)


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """How many pairs the unit wins and loses; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    groups = scene.groups_within(parameters.within)
    mine = np.flatnonzero((weights > 0).any(axis=0) & (groups == groups[at]))
    own = int(np.searchsorted(mine, at))
    margins = _margins(_places(scores, weights)[:, mine], weights[:, mine])
    won = _won(margins(slice(own, own + 1), slice(0, len(mine))))
    wins, losses = int(np.count_nonzero(won > 0)), int(np.count_nonzero(won < 0))
    score = float(result[at])
    numbers: dict[str, float | int | str] = {
        "others": len(mine) - 1,
        "wins": wins,
        "losses": losses,
        "equal": len(mine) - 1 - wins - losses,
        "net": wins - losses,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "scale": parameters.scale,
        "within": parameters.within,
        "score": score,
    }
    told = counted_reasons(scene, scores, weights, at)
    told.append(
        Reason(
            msg("Pairs with the other units: {others}. Won: {wins}. Lost: {losses}. Undecided: {equal}."),
            numbers,
            float(wins - losses),
        )
    )
    return [*told, Reason(_told(parameters), numbers, score)]


def _told(parameters: Parameters) -> str:
    if parameters.scale == "net_wins":
        return msg("Wins less losses, {wins} - {losses}: {score} points.")
    return msg(
        "Wins less losses: {net}. On the scale from {points_low} (all pairs lost) to {points_high} (all pairs won): "
        "{score} points."
    )


def _nobody(units: NDArray[np.bool_]) -> Fault:
    return Fault(
        Message(msg("There is nobody to compare with.")),
        Message(msg("The score is the share of pairs that a unit wins, and alone it makes no pair.")),
        Message(msg("Compare within the period, score more units, or take net_wins.")),
        units,
    )
