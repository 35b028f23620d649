"""Weights of a node's children that sum to one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.scene import Reason
from tarazy.engine.words import msg

Matrix = NDArray[np.float64]
FlagMatrix = NDArray[np.bool_]


def shared_out(weights: Matrix, among: FlagMatrix) -> Matrix:
    """Weights scaled to sum 1 over those who take part: w_i / (sum of w over those who do); 0 for the others.

    `weights` float64[k, n or 1] and `among` bool[k, n] -> float64[k, n]. Where every child with a weight takes part,
    the weights
    are left as they are, to the last bit; where none does, all are 0. The sum runs over the children in their order.

    >>> shared_out(np.array([[0.5], [0.3], [0.2]]), np.array([[True, True], [False, True], [False, True]])).tolist()
    [[1.0, 0.5], [0.0, 0.3], [0.0, 0.2]]
    """
    result = np.multiply(weights, among)
    lacking = np.zeros(among.shape[1], dtype=np.bool_)
    for i in range(len(among)):
        lacking |= ~among[i] if weights.shape[1] == 1 else (weights[i] > 0) & ~among[i]
    if not lacking.any():
        return result
    total = np.zeros(among.shape[1])
    for row in result:
        total += row
    total[~lacking | (total == 0)] = 1.0
    result /= total
    return result


def weight_reasons(
    children: Sequence[str], weights: Matrix, present: FlagMatrix, effective: Matrix, at: int
) -> list[Reason]:
    """How each child that counts came to its effective weight; nothing where the weights are as stated."""
    nominal = weights[:, at if weights.shape[1] > 1 else 0]
    if np.array_equal(nominal, effective[:, at]) or not effective[:, at].any():
        return []
    total = 0.0
    for weight, counts in zip(nominal.tolist(), present[:, at].tolist(), strict=True):
        total += weight if counts else 0.0
    text = msg(
        "The weight of {child} is {weight}: its own {nominal}, divided by {total}, the sum of the weights that count."
    )
    return [
        Reason(text, {"child": child, "nominal": own, "total": total, "weight": weight}, weight)
        for child, own, weight in zip(children, nominal.tolist(), effective[:, at].tolist(), strict=True)
        if weight > 0
    ]
