"""Every unit is weighed in the way that is best for it, as far as nobody gets more than all points by its weights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.best_weights import best_weights
from tarazy.engine.model.children import refuse_negative, that_count
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Benefit of the doubt")
RELATIVE = True
ADDITIVE = False
# A sum so near to 1 is 1: by so much the solver may err.
AS_GOOD_AS_ONE: Final = 1 - 1e-9
# So many of the units that reach 1 are named.
NAMED: Final = 20


class Parameters(Base, frozen=True, kw_only=True, tag="benefit_of_doubt"):
    """`within`: whose sums the weights hold to 1. `least`, `most`: the share of its own sum that a child brings a unit
    is at least and at most so many times the child's weight.
    """

    within: Within
    least: float
    most: float
    source: str
    date: date


class Alike(NamedTuple):
    """Units of a group with the same weights: who they are, which children count for them, and their rivals, who are
    all of the group for whom these children count."""

    units: NDArray[np.intp]
    counts: Flags
    rivals: NDArray[np.intp]
    least: Vector
    most: Vector


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if not 0 <= parameters.least <= 1:
        yield Flaw(
            Message(msg("The least share is {times} times the weight."), {"times": parameters.least}),
            Message(
                msg("If every child had to bring more than its weight, the shares would make more than the whole.")
            ),
            Message(msg("Give a number from 0 (no bound) to 1.")),
            ("least",),
        )
    if not parameters.most >= 1:
        yield Flaw(
            Message(msg("The greatest share is {times} times the weight."), {"times": parameters.most}),
            Message(msg("If no child could bring as much as its weight, the shares would not make the whole.")),
            Message(msg("Give a number of 1 or more; a great one is no bound.")),
            ("most",),
        )


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Give every unit the weighted sum of its children's scores by the weights that are best for it.

    It aggregates, and does not only weigh: the weights it finds are per point, do not sum to 1, and exist together with
    the sum alone. The weights that the step `weigh` gives are the centre of the bounds, and say what counts as covered.

    Formula: s = the greatest sum of v_i * score_i under v_i >= 0 that give no rival more than 1 and keep least *
    weight_i <= v_i * score_i / s <= most * weight_i; score = low + s * (high - low). Rivals are the units of the group
    for whom all children count that count for the unit, itself among them.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing. `least` from 0 (no bound) to 1, `most` 1 or
    more (no bound where most * weight reaches 1).
    Returns: float64[n] in points, missing (NaN) where no child counts; low where all scores of a unit are 0.
    Raises: Refused where a score that counts is negative, and where a unit with a score of 0, which brings nothing
    whatever its weight, cannot keep the bounds.
    Source: Cherchye, L., Moesen, W., Rogge, N., Van Puyenbroeck, T., An introduction to 'benefit of the doubt'
    composite indicators, Social Indicators Research 82 (2007), with bounds of pie shares; Melyn, W., Moesen, W.,
    Towards a synthetic indicator of macroeconomic performance (1991).

    >>> rule = Parameters(within="period", least=0, most=2, source="-", date=date(2024, 1, 1))
    >>> scores = np.array([[100.0, 20.0, 60.0], [20.0, 100.0, 50.0]])
    >>> compute(scores, np.full((2, 3), 0.5), rule, scene(3)).round(9).tolist()
    [100.0, 100.0, 91.666666667]
    """
    refuse_negative(scores, weights, msg("A weighted sum is held to 1 by scores that are not below zero."))
    groups = list(_alike(weights, parameters, scene))
    _refuse_impossible(scores, groups)
    sums = np.where((weights > 0).any(axis=0), 0.0, np.nan)
    for alike in groups:
        units = _with_something(scores, alike)
        found = _weights(scores, alike, units)
        for own, score in zip(found, scores[np.ix_(alike.counts, units)], strict=True):
            sums[units] += own * score
    sums[sums > AS_GOOD_AS_ONE] = 1.0
    return scene.points.low + sums * (scene.points.high - scene.points.low)


def _alike(weights: Matrix, parameters: Parameters, scene: Scene) -> Iterator[Alike]:
    groups = scene.groups_within(parameters.within)
    counting = weights > 0
    compared = counting.any(axis=0)
    for group in np.unique(groups[compared]).tolist():
        mine = np.flatnonzero(compared & (groups == group))
        different, which = np.unique(weights[:, mine], axis=1, return_inverse=True)
        for number, own in enumerate(different.T):
            counts = own > 0
            rivals = mine[counting[np.ix_(counts, mine)].all(axis=0)]
            shares = own[counts]
            most = np.minimum(parameters.most * shares, 1.0)
            yield Alike(mine[which.ravel() == number], counts, rivals, parameters.least * shares, most)


def _with_something(scores: Matrix, alike: Alike) -> NDArray[np.intp]:
    """The units with a score above 0: whose scores are all 0 has the same sum by all weights."""
    return alike.units[(scores[np.ix_(alike.counts, alike.units)] > 0).any(axis=0)]


def _weights(scores: Matrix, alike: Alike, units: NDArray[np.intp]) -> Matrix:
    """The weights of the children that count, for some of the units that are alike."""
    if units.size == 0:
        return np.empty((int(alike.counts.sum()), 0))
    rivals = scores[np.ix_(alike.counts, alike.rivals)]
    return best_weights(scores[np.ix_(alike.counts, units)], rivals, alike.least, alike.most)


def _refuse_impossible(scores: Matrix, groups: list[Alike]) -> None:
    impossible = np.zeros(scores.shape[1], dtype=np.bool_)
    for alike in groups:
        units = _with_something(scores, alike)
        zero = scores[np.ix_(alike.counts, units)] == 0
        must, may = np.zeros(len(units), dtype=np.bool_), np.zeros(len(units))
        for nothing, least, most in zip(zero, alike.least, alike.most, strict=True):
            must |= nothing & (least > 0)
            may += np.where(nothing, 0.0, most)
        impossible[units] = must | (may < AS_GOOD_AS_ONE)
    if impossible.any():
        raise Refused(
            Fault(
                Message(msg("A score of 0 keeps the unit from weights within the bounds.")),
                Message(msg("A child with a score of 0 brings nothing to the sum, whatever its weight.")),
                Message(msg("Set least to 0, raise most, or keep the children's scores above 0.")),
                impossible,
            )
        )


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """What each child brings by the weights that are best for the unit, whom they hold to 1, and the sum."""
    if np.isnan(result[at]):
        return []
    score = float(result[at])
    alike = next(one for one in _alike(weights, parameters, scene) if at in one.units)
    if _with_something(scores[:, [at]], alike._replace(units=np.array([0]))).size == 0:
        nothing = msg("All scores that count are 0, so that no weights bring anything: {score} points.")
        return [Reason(nothing, {"score": score}, score)]
    own = _weights(scores, alike, np.array([at]))[:, 0].tolist()
    counted = that_count(scene, scores, weights, at)
    total = min(sum(one * points for one, (_, points, _) in zip(own, counted, strict=True)), 1.0)
    text = msg(
        "No weights within these bounds bring the unit more than {sum} without bringing one of the units compared "
        "({n}) more than 1. On the scale from {points_low} to {points_high}: {score} points."
    )
    numbers: dict[str, float | int | str] = {
        "sum": total,
        "n": len(alike.rivals),
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "within": parameters.within,
        "score": score,
        **{f"times_{position}": one for position, one in enumerate(own, start=1)},
    }
    brought = _what_children_bring(counted, own, alike, total)
    return [*brought, _who_reaches_one(scores, alike, own, scene), Reason(text, numbers, score)]


def _what_children_bring(
    counted: list[tuple[str, float, float]], own: list[float], alike: Alike, total: float
) -> list[Reason]:
    text = msg(
        "{child}: {points} points times {times} make {part}; that is {share} of the unit's sum, and the weight "
        "{weight} allows {least} to {most}."
    )
    return [
        Reason(
            text,
            {
                "child": child,
                "points": points,
                "times": one,
                "part": one * points,
                "share": one * points / total,
                "weight": weight,
                "least": least,
                "most": most,
            },
            one * points,
        )
        for one, (child, points, weight), least, most in zip(
            own, counted, alike.least.tolist(), alike.most.tolist(), strict=True
        )
    ]


def _who_reaches_one(scores: Matrix, alike: Alike, own: list[float], scene: Scene) -> Reason:
    """By the weights of one unit."""
    reached = np.zeros(len(alike.rivals))
    for one, points in zip(own, scores[np.ix_(alike.counts, alike.rivals)], strict=True):
        reached += one * points
    best = alike.rivals[reached > AS_GOOD_AS_ONE]
    names = ", ".join(scene.units.ids[best[:NAMED]].tolist())
    text = msg("By these weights 1, which nobody exceeds, is reached by ({number}): {units}.")
    return Reason(text, {"number": len(best), "units": names}, float(len(best)))
