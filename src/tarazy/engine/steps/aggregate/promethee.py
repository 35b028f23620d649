"""Every unit against every other: by how much it is preferred, less by how much others are (PROMETHEE II)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

import numpy as np

from tarazy.engine.model.children import that_count
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import CLOSE, Flags, Vector, significant
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Net flow of preference (PROMETHEE II)")
RELATIVE = True
ADDITIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="promethee"):
    """`within`: with whom a unit is compared. `indifference`: a lead of so many points is none. `preference`: a lead of
    more is a whole one; between the two it grows in a straight line. `scale`: `points` spreads the flow over the scale
    of points, `net_flow` gives it as it is.
    """

    within: Within
    indifference: float
    preference: float
    scale: Literal["points", "net_flow"]
    source: str
    date: date


class Sums(NamedTuple):
    """Sorted scores with the running sums of a weight, and of weight * score; one entry more than there are scores."""

    scores: Vector
    weight: Vector
    weighted: Vector


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    q, p = parameters.indifference, parameters.preference
    if not q >= 0:
        yield Flaw(
            Message(msg("The threshold of indifference is {indifference} points."), {"indifference": q}),
            Message(msg("A lead is counted from zero on.")),
            Message(msg("Give 0 or more points.")),
            ("indifference",),
        )
    if not p >= q:
        yield Flaw(
            Message(
                msg("The threshold of preference is {preference} points, that of indifference {indifference}."),
                {"preference": p, "indifference": q},
            ),
            Message(msg("A lead that is a whole one cannot be less than one that is none.")),
            Message(msg("Give a threshold of preference that is not below that of indifference.")),
            ("preference",),
        )


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Compare every unit with every other child by child, and take the mean of its leads less that of its lags.

    Formula: P(d) = 0 for d <= q, (d - q) / (p - q) for q < d <= p, 1 for d > p; with q = p only the step is left. flow
    of a = (sum over the others b and the children i that count for both of (w_ia + w_ib) / 2 * (P(s_ia - s_ib) - P(s_ib
    - s_ia))) / (m - 1); score = flow, or low + (flow + 1) / 2 * (high - low).
    Parameters: `scores` float64[k, n] in points, compared in their first 12 significant digits and looked at only where
    `weights` float64[k, n] (sum 1, or all 0) is above 0; a child that does not count has weight 0 and may be missing.
    `indifference` q and `preference` p in points, 0 <= q <= p, the same for all children. A lead above p > 0 by no
    more than 2e-11 of p, or of the child's greatest score, is p.
    Returns: float64[n] in points, missing (NaN) where no child counts; such a unit is nobody's rival.
    Raises: Refused where a unit has nobody to be compared with.
    Source: Brans, J. P., Vincke, P., A preference ranking organisation method, Management Science 31 (1985), pages 647
    to 656: PROMETHEE II with the usual criterion (q = p = 0), the quasi-criterion (q = p) and those with linear
    preference.

    >>> rule = Parameters(
    ...     within="period", indifference=0, preference=40, scale="net_flow", source="-", date=date(2024, 1, 1)
    ... )
    >>> compute(np.array([[90.0, 70.0, 0.0]]), np.ones((1, 3)), rule, scene(3)).tolist()
    [0.75, 0.25, -1.0]
    """
    groups = scene.groups_within(parameters.within)
    compared = (weights > 0).any(axis=0)
    flow = np.full(scores.shape[1], np.nan)
    alone = np.zeros(scores.shape[1], dtype=np.bool_)
    for group in np.unique(groups[compared]).tolist():
        mine = np.flatnonzero(compared & (groups == group))
        if len(mine) == 1:
            alone[mine] = True
            continue
        total = np.zeros(len(mine))
        for score, weight in zip(scores[:, mine], weights[:, mine], strict=True):
            here = weight > 0
            total[here] += _leads(significant(score[here]), weight[here], parameters)
        flow[mine] = total / (len(mine) - 1)
    if alone.any():
        raise Refused(_nobody(alone))
    if parameters.scale == "net_flow":
        return flow
    return scene.points.low + (flow + 1) / 2 * (scene.points.high - scene.points.low)


def _leads(scores: Vector, weights: Vector, parameters: Parameters) -> Vector:
    """For each unit the leads of one child less its lags, over all other units, each with the mean of both weights."""
    order = np.argsort(scores, kind="stable")
    # Around their mean, so that the running sums stay small; a step needs none, and keeps the scores as they are.
    is_step = parameters.preference == parameters.indifference or scores.size == 0
    apart = scores if is_step else scores - scores.mean()
    even, own = (_sums(apart[order], weight[order]) for weight in (np.ones_like(weights), weights))
    return (weights * _lead(apart, even, parameters) + _lead(apart, own, parameters)) / 2


def _sums(scores: Vector, weights: Vector) -> Sums:
    start = np.zeros(1)
    return Sums(
        scores,
        np.concatenate((start, np.cumsum(weights))),
        np.concatenate((start, np.cumsum(weights * scores))),
    )


def _lead(scores: Vector, sums: Sums, parameters: Parameters) -> Vector:
    """Sum over the others of weight * (P(lead) - P(lag))."""
    q, p = parameters.indifference, parameters.preference
    near = _near(scores, p)
    beaten = np.searchsorted(sums.scores, scores - p - near, side="left")
    beating = np.searchsorted(sums.scores, scores + p + near, side="right")
    whole = sums.weight[beaten] - (sums.weight[-1] - sums.weight[beating])
    if p == q:
        return np.asarray(whole)
    below = np.searchsorted(sums.scores, scores - q, side="left")
    above = np.searchsorted(sums.scores, scores + q, side="right")
    lead = (scores - q) * (sums.weight[below] - sums.weight[beaten]) - (sums.weighted[below] - sums.weighted[beaten])
    lag = (sums.weighted[beating] - sums.weighted[above]) - (scores + q) * (sums.weight[beating] - sums.weight[above])
    return np.asarray(whole + (lead - lag) / (p - q))


def _near(scores: Vector, threshold: float) -> float:
    """A lead exactly on the threshold is not above it, whatever its last bits say; zero has no last bits."""
    return CLOSE * max(threshold, float(np.abs(scores).max(initial=0.0))) if threshold > 0 else 0.0


def _preferred(leads: Vector, parameters: Parameters) -> Vector:
    """P of each lead."""
    q, p = parameters.indifference, parameters.preference
    whole = leads > p + _near(leads, p)
    if p == q:
        return whole.astype(np.float64)
    return np.where(whole, 1.0, np.clip((leads - q) / (p - q), 0.0, 1.0))


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """By how much each child lets the unit lead and lag, and what comes of all; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    groups = scene.groups_within(parameters.within)
    mine = (weights > 0).any(axis=0) & (groups == groups[at])
    others = int(np.count_nonzero(mine)) - 1
    text = msg(
        "{child}: {points} points with weight {weight} lead by {lead} and lag by {lag} in the mean of the pairs with "
        "the other units ({others}); up to {indifference} points are no lead, more than {preference} a whole one."
    )
    thresholds = {"indifference": parameters.indifference, "preference": parameters.preference, "others": others}
    told: list[Reason] = []
    leads, lags = 0.0, 0.0
    for child, points, weight in that_count(scene, scores, weights, at):
        row = scene.children.index(child)
        here = mine & (weights[row] > 0)
        apart = significant(np.array([points])) - significant(scores[row, here])
        shared = (weight + weights[row, here]) / 2 / others
        lead, lag = (math.fsum((shared * _preferred(one, parameters)).tolist()) for one in (apart, -apart))
        leads, lags = leads + lead, lags + lag
        own: dict[str, float | int | str] = {"child": child, "points": points, "weight": weight}
        said = own | {"lead": lead, "lag": lag} | thresholds
        told.append(Reason(text, said, lead - lag))
    score = float(result[at])
    numbers: dict[str, float | int | str] = {
        "leads": leads,
        "lags": lags,
        "net": leads - lags,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "scale": parameters.scale,
        "within": parameters.within,
        "score": score,
    }
    return [*told, Reason(_told(parameters), numbers, score)]


def _told(parameters: Parameters) -> str:
    if parameters.scale == "net_flow":
        return msg("All leads {leads} less all lags {lags}: {score} points.")
    return msg(
        "All leads {leads} less all lags {lags}: {net}. On the scale from {points_low} (everywhere behind) to "
        "{points_high} (everywhere ahead): {score} points."
    )


def _nobody(units: Flags) -> Fault:
    return Fault(
        Message(msg("There is nobody to compare with.")),
        Message(msg("The score is the mean of a unit's leads over others, and alone it has none.")),
        Message(msg("Compare within the period, or score more units.")),
        units,
    )
