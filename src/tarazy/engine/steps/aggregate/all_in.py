"""All or nothing: every child that counts must reach the threshold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tarazy.engine.model.children import that_count
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, is_below
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("All or nothing")
RELATIVE = False
ADDITIVE = False


class Parameters(Base, frozen=True, tag="all_in"):
    """`threshold`: the points that every child must reach."""

    threshold: float
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if not points.low < parameters.threshold <= points.high:
        yield Flaw(
            Message(msg("The threshold is {threshold}."), {"threshold": parameters.threshold}),
            Message(
                msg("The points go from {low} to {high}, so everybody would pass or nobody could."),
                {"low": points.low, "high": points.high},
            ),
            Message(
                msg("Give a threshold above {low} and not above {high}."), {"low": points.low, "high": points.high}
            ),
            ("threshold",),
        )


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Give all points if every child that counts reaches the threshold, else none.

    Formula: score = points_high if score_i >= threshold for all i with weight_i > 0, else points_low; how great a
    weight is does not matter. Compared in 12 significant digits.
    Parameters: `scores` float64[k, n] in points, looked at only where `weights` float64[k, n] (sum 1, or all 0) is
    above 0; a child that does not count has weight 0 and may be missing (NaN).
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: nothing.
    Source: Philippines, Republic Act No. 11292 of 2019 (The Seal of Good Local Governance Act): a local government must
    pass in all areas.

    >>> rule = Parameters(threshold=60, source="-", date=date(2024, 1, 1))
    >>> compute(np.array([[60.0, 100.0], [75.0, 59.0]]), np.full((2, 2), 0.5), rule, scene(2)).tolist()
    [100.0, 0.0]
    """
    result = np.full(scores.shape[1], float(scene.points.high))
    some = np.zeros(scores.shape[1], dtype=np.bool_)
    for score, weight in zip(scores, weights, strict=True):
        counts = weight > 0
        result[counts & is_below(score, parameters.threshold)] = scene.points.low
        some |= counts
    result[~some] = np.nan
    return result


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """Which child reaches the threshold and which does not; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    each, failed = [], 0
    for child, points, _ in that_count(scene, scores, weights, at):
        if is_below(np.array([points]), parameters.threshold)[0]:
            failed += 1
            text = msg("{child} fails: {score} points, below the threshold of {threshold}.")
        else:
            text = msg("{child} passes: {score} points, the threshold is {threshold}.")
        each.append(Reason(text, {"child": child, "score": points, "threshold": parameters.threshold}, points))
    numbers: dict[str, float | int | str] = {
        "k": len(each),
        "failed": failed,
        "threshold": parameters.threshold,
        "points_low": scene.points.low,
        "points_high": scene.points.high,
        "score": float(result[at]),
    }
    if failed:
        text = msg("Of the children that count ({k}), {failed} failed, and all must pass: {score} points.")
    else:
        text = msg("All children that count ({k}) pass: {score} points.")
    return [*each, Reason(text, numbers, float(result[at]))]
