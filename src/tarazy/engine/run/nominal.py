"""Nominal weights: the stated ones, shared out among the children that apply to the unit."""

from __future__ import annotations

from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import FlagMatrix, Matrix, shared_out
from tarazy.engine.words import msg


def nominal(stated: Matrix, applicable: FlagMatrix, scene: Scene) -> Matrix:
    """The nominal weight of each child for each unit: w_i / (sum of w over the children that apply), 0 for the others.

    `stated` float64[k, 1 or n], `applicable` bool[k, n] -> float64[k, n].
    """
    return shared_out(stated, applicable)


def nominal_reasons(stated: Matrix, applicable: FlagMatrix, scene: Scene, result: Matrix, at: int) -> list[Reason]:
    """How the weight of a child that applies grows where another does not; nothing where all or none apply."""
    here = applicable[:, at]
    if here.all() or not here.any():
        return []
    own_weights = stated[:, at if stated.shape[1] > 1 else 0]
    total = 0.0
    for weight in own_weights[here].tolist():
        total += weight
    text = msg(
        "The weight of {child} is {weight}: its own {stated}, divided by {total}, "
        "the sum of the weights of the children that apply."
    )
    return [
        Reason(text, {"child": child, "stated": own, "total": total, "weight": weight}, weight)
        for child, own, weight in zip(scene.children, own_weights.tolist(), result[:, at].tolist(), strict=True)
        if weight > 0
    ]
