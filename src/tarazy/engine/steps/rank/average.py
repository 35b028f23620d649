"""Equal scores share the average of their places: 1, 2.5, 2.5, 4."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.places import Ties, places
from tarazy.engine.model.places_of_rows import places_of_rows
from tarazy.engine.model.ranked import Ranked, as_ranked, numbers_of_place, reasons_of_rounding
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Average place of a tie")
RELATIVE = True


class Parameters(Ranked, frozen=True, kw_only=True, tag="average"):
    """`order`: whether the highest or the lowest score is first. `rounded`: how scores are rounded for their places
    alone; None: they are ranked as they are.
    """


def compute(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Give equal scores the average of the places that they take together.

    Formula: place = 1 + number of units of the peer group with a better score + (number with the same score - 1) / 2;
    scores that agree in 12 significant digits tie.
    Parameters: `scores` float64[n] in points; a missing one (NaN) has no place and counts for nobody. With `rounded`
    scores that are rounded to the same number tie too.
    Returns: float64[n], the place within the unit's peer group; missing (NaN) where there is no score.
    Raises: nothing.
    Source: fractional ranking (1 2.5 2.5 4), as rank statistics use it.

    >>> compute(np.array([70.0, 90.0, 70.0, 50.0, np.nan]), Parameters(order="highest_first"), scene(5)).tolist()
    [2.5, 1.0, 2.5, 4.0, nan]
    """
    ranked = deciding(scores, parameters, scene)
    return places(ranked, scene.groups, highest_first=parameters.order == "highest_first", ties=ties(parameters))


def deciding(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """float64[n]: the numbers by which units are placed."""
    return as_ranked(scores, parameters)


def ties(parameters: Parameters) -> Ties:
    """Which of their places equal numbers take."""
    return "average"


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
    text = msg("Place {rank} of {n}; units before it: {ahead}.")
    if int(numbers["tied"]) > 1:
        text = msg(
            "Place {rank} of {n}, the average of the places that {tied} units with the same score take; "
            "units before them: {ahead}."
        )
    return [*reasons_of_rounding(scores, parameters, at), Reason(text, numbers, float(result[at]))]
