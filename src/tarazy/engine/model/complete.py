"""Weights that are found from the scores of the units that have all of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tarazy.engine.model.numbers import Vector, are_one
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg


def complete(scores: Matrix) -> Matrix:
    """float64[k, m]: the scores of the m units that have a score of every child, in the order of the units.

    >>> complete(np.array([[1.0, np.nan, 3.0], [4.0, 5.0, 6.0]])).tolist()
    [[1.0, 3.0], [4.0, 6.0]]
    """
    return np.asarray(scores[:, ~np.isnan(scores).any(axis=0)])


def weights_from_scores(scene: Scene, find: Callable[[Matrix], Vector]) -> Vector:
    """The weights that `find` finds in the scores of the units that have all of them; an only child weighs 1.

    Refused where fewer than two units have all scores, or where all of them have the same score of a child in 12
    significant digits: it tells nobody from anybody. float64[k], and float64[k, 0] where there are no units.
    """
    k = len(scene.children)
    if len(scene.units) == 0:
        return np.empty((k, 0))
    if k == 1:
        return np.ones(1)
    scores = complete(scene.around.scores())
    if scores.shape[1] < 2:
        raise Refused(_too_few(scores.shape[1]))
    constant = are_one(scores.min(axis=1), scores.max(axis=1))
    if constant.any():
        raise Refused(*(_constant(child) for child, same in zip(scene.children, constant, strict=True) if same))
    return find(scores)


def _too_few(count: int) -> Fault:
    return Fault(
        Message(msg("The number of units that have a score of every child is {count}."), {"count": count}),
        Message(msg("The weights are found from how the units differ, so there must be at least two.")),
        Message(msg("Complete the data, or take weights that do not depend on the scores.")),
    )


def _constant(child: str) -> Fault:
    return Fault(
        Message(msg("All units that have every score have the same score of {child}."), {"child": child}),
        Message(msg("The weights are found from how the units differ, and here they do not.")),
        Message(msg("Remove the child from the dimension, or take weights that do not depend on the scores.")),
    )


def only_child(scene: Scene) -> list[Reason]:
    """That an only child weighs 1; nothing where there are several."""
    if len(scene.children) > 1:
        return []
    return [Reason(msg("The only child {child} weighs 1."), {"child": scene.children[0], "weight": 1.0}, 1.0)]
