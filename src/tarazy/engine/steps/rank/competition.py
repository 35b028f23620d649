"""Equal scores share the best of their places: 1, 2, 2, 4."""

from __future__ import annotations

from typing import Literal

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.places import places, standing
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Places with gaps after a tie")
RELATIVE = True


class Parameters(Base, frozen=True, tag="competition"):
    """`order`: whether the highest or the lowest score is first."""

    order: Literal["highest_first", "lowest_first"]


def compute(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Give equal scores the best of their places, and leave a gap after them.

    Formula: place = 1 + number of units of the peer group with a better score; scores that agree in 12 significant
    digits tie.
    Parameters: `scores` float64[n] in points; a missing one (NaN) has no place and counts for nobody.
    Returns: float64[n], the place within the unit's peer group; missing (NaN) where there is no score.
    Raises: nothing.
    Source: standard competition ranking (1224), as the Human Development Report ranks.

    >>> compute(np.array([70.0, 90.0, 70.0, 50.0, np.nan]), Parameters("highest_first"), scene(5)).tolist()
    [2.0, 1.0, 2.0, 4.0, nan]
    """
    return places(scores, scene.groups, highest_first=parameters.order == "highest_first", ties="lowest")


def reasons(scores: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How many stand before the unit, how many share its place; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    stands = standing(scores, scene.groups, at, highest_first=parameters.order == "highest_first")
    numbers: dict[str, float | int | str] = {
        "score": float(scores[at]),
        "rank": float(result[at]),
        "n": stands.number,
        "ahead": stands.ahead,
        "scores_ahead": stands.scores_ahead,
        "tied": stands.tied,
        "order": parameters.order,
    }
    text = msg("Place {rank} of {n}; units before it: {ahead}.")
    if stands.tied > 1:
        text = msg("Place {rank} of {n}; units before it: {ahead}; units that share the place: {tied}.")
    return [Reason(text, numbers, float(result[at]))]
