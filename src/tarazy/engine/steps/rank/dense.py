"""Equal scores share a place and the next place follows without a gap: 1, 2, 2, 3."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.places import Ties, places
from tarazy.engine.model.places_of_rows import places_of_rows
from tarazy.engine.model.ranked import Ranked, as_ranked, numbers_of_place, reasons_of_rounding
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Places without gaps")
RELATIVE = True


class Parameters(Ranked, frozen=True, kw_only=True, tag="dense"):
    """`order`: whether the highest or the lowest score is first. `rounded`: how scores are rounded for their places
    alone; None: they are ranked as they are.
    """


def compute(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Give equal scores the same place, and the next score the next place.

    Formula: place = 1 + number of different better scores in the peer group; scores that agree in 12 significant digits
    tie.
    Parameters: `scores` float64[n] in points; a missing one (NaN) has no place and counts for nobody. With `rounded`
    scores that are rounded to the same number tie too.
    Returns: float64[n], the place within the unit's peer group; missing (NaN) where there is no score.
    Raises: nothing.
    Source: dense ranking (1223).

    >>> compute(np.array([70.0, 90.0, 70.0, 50.0, np.nan]), Parameters(order="highest_first"), scene(5)).tolist()
    [2.0, 1.0, 2.0, 3.0, nan]
    """
    ranked = deciding(scores, parameters, scene)
    return places(ranked, scene.groups, highest_first=parameters.order == "highest_first", ties=ties(parameters))


def deciding(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """float64[n]: the numbers by which units are placed."""
    return as_ranked(scores, parameters)


def ties(parameters: Parameters) -> Ties:
    """Which of their places equal numbers take."""
    return "dense"


def rows(scores: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The places of each row of scores, float64[r, n], as `compute` gives them."""
    ranked = deciding(scores, parameters, scene)
    highest_first = parameters.order == "highest_first"
    return places_of_rows(ranked, scene.groups, highest_first=highest_first, ties=ties(parameters))


def reasons(scores: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How many stand before the unit, how many share its place; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    numbers = {"score": float(scores[at]), **numbers_of_place(scores, parameters, scene, result, at)}
    text = msg("Place {rank}; different scores before it: {scores_ahead}; units: {n}.")
    return [*reasons_of_rounding(scores, parameters, at), Reason(text, numbers, float(result[at]))]
