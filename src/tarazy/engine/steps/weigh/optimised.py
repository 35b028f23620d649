"""Weights by which each child is as important for the weighted sum as it is wanted to be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

import msgspec
import numpy as np

from tarazy.engine.model.complete import complete, only_child, weights_from_scores
from tarazy.engine.model.components import correlations
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Weights for a wanted importance")
RELATIVE = True
# Shares written with nine decimals (0.333333333) are as good as a third.
TOLERANCE: Final = 1e-9
# A child of whose variance the others leave so small a share follows from them, and a share of the weights that is not
# above this is none.
NOTHING: Final = 1e-9


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`importance`: the share of all importance that each child is to have; who decided it, and when."""

    importance: Mapping[Id, float]
    source: str
    date: date


class Parameters(Base, frozen=True, kw_only=True, tag="optimised"):
    """`wanted`: the importance of each child. `measure`: what importance is, the correlation of the child's scores with
    the weighted sum, or the square of it.
    """

    measure: Literal["correlation", "squared_correlation"]
    wanted: Wanted


class Found(NamedTuple):
    """The weights with what they follow from: the correlations of the children with each other, the standard deviations
    of their scores, and the correlations with the weighted sum."""

    weights: Vector
    between: Matrix
    deviations: Vector
    with_sum: Vector


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for child, wanted in parameters.wanted.importance.items():
        if not wanted > 0:
            yield Flaw(
                Message(msg("The importance of {child} is {importance}."), {"child": child, "importance": wanted}),
                Message(msg("A child that is not to be important has no place in the dimension.")),
                Message(msg("Give an importance above 0, or remove the child.")),
                ("wanted", "importance", child),
            )
    total = math.fsum(parameters.wanted.importance.values())
    if not abs(total - 1) <= TOLERANCE:
        yield Flaw(
            Message(msg("The importance of all children sums to {total}."), {"total": total}),
            Message(msg("It is shared out among the children: together they have 1.")),
            Message(msg("Correct the shares so that they sum to 1.")),
            ("wanted", "importance"),
        )


def check_children(parameters: Parameters, children: Sequence[str]) -> Iterator[Flaw]:
    """Children of which nothing is wanted, and importance of what is no child."""
    for child in children:
        if child not in parameters.wanted.importance:
            yield Flaw(
                Message(msg("Nothing is said of the importance of {child}."), {"child": child}),
                Message(msg("The weights follow from the importance of all children.")),
                Message(msg("Add the share that it is to have.")),
                ("wanted", "importance"),
            )
    for child in parameters.wanted.importance:
        if child not in children:
            yield Flaw(
                Message(msg("{child} is to be important and is not a child of the dimension."), {"child": child}),
                Message(msg("Only children of the dimension bring anything to its score.")),
                Message(msg("Correct the name, or remove it.")),
                ("wanted", "importance", child),
            )


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Find the weights by which the importance of the children for their weighted sum is shared out as wanted.

    Becker and others search for such weights step by step; for a weighted sum they follow from one system of equations,
    so that nothing is left to a tolerance or a number of steps.

    Formula: importance_i = c_i, or c_i^2, with the correlation c_i (Pearson) of the child's scores and the weighted sum
    over the units that have a score of every child; the shares of importance are to be t_i. With the correlations R of
    the children, their standard deviations sigma_i, and t_i, or its square root, as s_i: R u = s, weight_i = (u_i /
    sigma_i) / (sum of these).
    Parameters: `importance` of each child, above 0, sum 1; the children's scores, float64[k, units], in points; NaN is
    missing. The importance is that within an arithmetic mean.
    Returns: float64[k], shares of the dimension, sum 1; float64[k, 0] where there are no units. An only child weighs 1.
    Raises: Refused where fewer than two units have all scores, all their scores of a child are the same, the scores of
    a child follow from those of the others, or a child would have to weigh nothing or less.
    Source: Becker, W., Saisana, M., Paruolo, P., Vandecasteele, I., Weights and importance in composite indicators:
    Closing the gap, Ecological Indicators 80 (2017), pages 12 to 22; `correlation` as in COINr, get_opt_weights.

    >>> from dataclasses import replace
    >>> scores = np.array([[55.0, 55.0, 45.0, 45.0], [57.0, 49.0, 51.0, 43.0]])
    >>> around = replace(scene(4).around, scores=lambda: scores)
    >>> wanted = Wanted({"roads": 0.56, "water": 0.44}, "Order No. 9", date(2024, 1, 1))
    >>> rule = Parameters(measure="correlation", wanted=wanted)
    >>> compute(rule, scene(4, children=("roads", "water"), around=around)).round(12).tolist()
    [0.74, 0.26]
    """
    if faults := list(check_children(parameters, scene.children)):
        raise Refused(*(Fault(flaw.what, flaw.why, flaw.mend) for flaw in faults))
    return weights_from_scores(scene, lambda scores: _found(parameters, scores, scene).weights)


def _found(parameters: Parameters, scores: Matrix, scene: Scene) -> Found:
    between = correlations(scores)
    wanted = np.array([parameters.wanted.importance[child] for child in scene.children])
    profile = np.sqrt(wanted) if parameters.measure == "squared_correlation" else wanted
    solved = _solved(between, profile, scene)
    apart = scores - scores.mean(axis=1, keepdims=True)
    deviations = np.sqrt((apart * apart).mean(axis=1))
    parts = solved / deviations
    weights = parts / math.fsum(parts.tolist())
    # Below zero together: the weighted sum would have to go against all children.
    if math.fsum(parts.tolist()) <= 0 or (weights <= NOTHING).any():
        raise Refused(*_out_of_reach(weights, scene))
    spread = weights * deviations
    with_sum = np.array([math.fsum((row * spread).tolist()) for row in between])
    return Found(weights, between, deviations, with_sum / math.sqrt(math.fsum((with_sum * spread).tolist())))


def _solved(between: Matrix, profile: Vector, scene: Scene) -> Vector:
    """R u = s, one child after the other taken out of those that follow; what is left of each is its own variance."""
    table = np.column_stack((between, profile))
    for i in range(len(table)):
        if table[i, i] <= NOTHING:
            raise Refused(_follows(scene.children[i]))
        for below in range(i + 1, len(table)):
            table[below] -= table[i] * (table[below, i] / table[i, i])
    found = np.zeros(len(table))
    for i in reversed(range(len(table))):
        found[i] = (table[i, -1] - math.fsum((table[i, i + 1 : -1] * found[i + 1 :]).tolist())) / table[i, i]
    return found


def _follows(child: str) -> Fault:
    return Fault(
        Message(msg("The scores of {child} follow from those of the children before it."), {"child": child}),
        Message(msg("Weights could be moved between them without any change, so none can be found.")),
        Message(msg("Remove the child from the dimension, or take weights that do not depend on the scores.")),
    )


def _out_of_reach(weights: Vector, scene: Scene) -> list[Fault]:
    return [
        Fault(
            Message(
                msg("To be as important as wanted, {child} would have to weigh {weight}."),
                {"child": child, "weight": weight},
            ),
            Message(msg("Its scores follow the others' too closely, or go against them, and a weight is above zero.")),
            Message(msg("Ask for an importance that lies nearer to what equal weights give, or give the weights.")),
        )
        for child, weight in zip(scene.children, weights.tolist(), strict=True)
        if weight <= NOTHING
    ]


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """What importance each child is to have, what it has by its weight, and the numbers that these follow from."""
    if alone := only_child(scene):
        return alone
    text = {
        "correlation": msg(
            "{child} is to have the share {wanted} of the importance. By the weight {weight} its correlation with the "
            "weighted sum over the units ({n}) is {correlation}, the share {share} of the sum of all {total}."
        ),
        "squared_correlation": msg(
            "{child} is to have the share {wanted} of the importance. By the weight {weight} the square of its "
            "correlation {correlation} with the weighted sum over the units ({n}) is the share {share} of the sum of "
            "all squares {total}."
        ),
    }[parameters.measure]
    scores = complete(scene.around.scores())
    found = _found(parameters, scores, scene)
    power = 2 if parameters.measure == "squared_correlation" else 1
    importance = (found.with_sum**power).tolist()
    total = math.fsum(importance)
    told = []
    for row, (child, weight) in enumerate(zip(scene.children, result.tolist(), strict=True)):
        numbers = {
            "child": child,
            "wanted": parameters.wanted.importance[child],
            "measure": parameters.measure,
            "n": scores.shape[1],
            "weight": weight,
            "deviation": float(found.deviations[row]),
            "correlation": float(found.with_sum[row]),
            "share": importance[row] / total,
            "total": total,
            **{f"correlation_{other}": one for other, one in enumerate(found.between[row].tolist(), start=1)},
        }
        told.append(Reason(text, numbers, weight))
    return told
