"""Every child weighs the same."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Equal weights")
RELATIVE = False


class Parameters(Base, frozen=True, tag="equal"):
    """Takes no parameters."""


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Give every child the same weight.

    Formula: weight = 1 / k.
    Parameters: none but the scene's k children.
    Returns: float64[k], shares of the dimension, sum 1.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6.

    >>> compute(Parameters(), scene(1, children=("roads", "water"))).tolist()
    [0.5, 0.5]
    """
    return np.full(len(scene.children), 1.0 / len(scene.children))


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How many children share the weight. Result: the weight of each."""
    text = msg("Each of the children ({k}) weighs the same: {weight}.")
    return [Reason(text, {"k": len(result), "weight": float(result[0])}, float(result[0]))]
