"""Equal scores share a place and the next place follows without a gap: 1, 2, 2, 3."""

from __future__ import annotations

from typing import Literal

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.places import places, standing
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Places without gaps")
RELATIVE = True


class Parameters(Base, frozen=True, tag="dense"):
    """`order`: whether the highest or the lowest score is first."""

    order: Literal["highest_first", "lowest_first"]


def compute(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Give equal scores the same place, and the next score the next place.

    Formula: place = 1 + number of different better scores in the peer group; scores that agree in 12 significant digits
    tie.
    Parameters: `scores` float64[n] in points; a missing one (NaN) has no place and counts for nobody.
    Returns: float64[n], the place within the unit's peer group; missing (NaN) where there is no score.
    Raises: nothing.
    Source: dense ranking (1223).

    >>> compute(np.array([70.0, 90.0, 70.0, 50.0, np.nan]), Parameters("highest_first"), scene(5)).tolist()
    [2.0, 1.0, 2.0, 3.0, nan]
    """
    return places(scores, scene.groups, highest_first=parameters.order == "highest_first", ties="dense")


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
    text = msg("Place {rank}; different scores before it: {scores_ahead}; units: {n}.")
    return [Reason(text, numbers, float(result[at]))]
