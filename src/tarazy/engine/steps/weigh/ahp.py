"""Weights from comparing the children in pairs: the analytic hierarchy process."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Final

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, are_one
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Pairwise comparisons (AHP)")
RELATIVE = False
# Saaty's random indices of 1 to 15 children (The Analytic Hierarchy Process, 1980, page 21).
RANDOM: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
# For 15 children and ratios up to 9 each step brings any weights nearer to the sought ones by a factor below 0.976, so
# 2,000 steps leave nothing to gain.
STEPS: Final = 2_000


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`child` matters as many `times` as much as the child named in `over`."""

    child: Id
    over: Id
    times: float


class Parameters(Base, frozen=True, kw_only=True, tag="ahp"):
    """`comparisons`: every pair of children once. `consistency_limit`: the highest consistency ratio allowed."""

    comparisons: tuple[Comparison, ...]
    consistency_limit: float
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if not parameters.consistency_limit >= 0:
        yield Flaw(
            Message(msg("The limit of the consistency ratio is {limit}."), {"limit": parameters.consistency_limit}),
            Message(msg("A consistency ratio is never below zero; Saaty allows up to 0.1.")),
            Message(msg("Give a limit of 0 or more.")),
            ("consistency_limit",),
        )
    for position, one in enumerate(parameters.comparisons):
        if not 1 <= one.times <= 9:
            yield Flaw(
                Message(
                    msg("{child} is said to matter {times} times as much as {over}."),
                    {"child": one.child, "over": one.over, "times": one.times},
                ),
                Message(msg("Saaty's scale runs from 1 (as much) to 9 (extremely more).")),
                Message(msg("Give a number from 1 to 9; if the other child matters more, name it first.")),
                ("comparisons", position, "times"),
            )


def check_children(parameters: Parameters, children: Sequence[str]) -> Iterator[Flaw]:
    """Pairs that are not compared, compared twice or strange; comparisons that contradict each other too much."""
    faults = list(_faults(parameters, children))
    yield from (Flaw(fault.what, fault.why, fault.mend, at) for at, fault in faults)
    if not faults and all(1 <= one.times <= 9 for one in parameters.comparisons):
        yield from (
            Flaw(fault.what, fault.why, fault.mend, ("comparisons",)) for fault in _contradictions(parameters, children)
        )


def _faults(parameters: Parameters, children: Sequence[str]) -> Iterator[tuple[tuple[str | int, ...], Fault]]:
    if len(children) > len(RANDOM):
        yield ("comparisons",), _too_many(len(children))
        return
    seen: set[frozenset[str]] = set()
    for position, one in enumerate(parameters.comparisons):
        pair = frozenset((one.child, one.over))
        for key, child in (("child", one.child), ("over", one.over)):
            if child not in children:
                yield ("comparisons", position, key), _stray(child)
        if len(pair) == 1 or pair in seen:
            yield ("comparisons", position), _again(one)
        seen.add(pair)
    for first, second in combinations(children, 2):
        if frozenset((first, second)) not in seen:
            yield ("comparisons",), _lacking(first, second)


def _contradictions(parameters: Parameters, children: Sequence[str]) -> Iterator[Fault]:
    _, greatest = _principal(_matrix(parameters, children))
    ratio, limit = _consistency_ratio(greatest, len(children)), parameters.consistency_limit
    if ratio > limit and not are_one(np.array([ratio]), np.array([limit]))[0]:
        yield Fault(
            Message(
                msg("The consistency ratio of the comparisons is {ratio}, above the limit {limit}."),
                {"ratio": ratio, "limit": limit},
            ),
            Message(msg("The comparisons contradict each other: weights from them would be accidental.")),
            Message(msg("Let those who compared look at their comparisons again.")),
        )


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Give the children the weights that fit their comparisons in pairs best.

    Formula: A[i, j] = how many times as much child i matters as child j, A[j, i] = 1 / A[i, j], A[i, i] = 1; A w =
    lambda w with the greatest lambda, sum of w = 1, by repeating w <- A w / (sum of A w) from equal weights on;
    consistency ratio = ((lambda - k) / (k - 1)) / RI(k), 0 for one or two children.
    Parameters: `comparisons` names every pair of the k children once, each 1 to 9 times; k at most 15;
    `consistency_limit` 0 or more.
    Returns: float64[k], shares of the dimension, sum 1.
    Raises: Refused if the pairs are not those of the children, or the consistency ratio is above the limit in 12
    significant digits.
    Source: Saaty, T. L., The Analytic Hierarchy Process (1980); Saaty, T. L., Decision making with the analytic
    hierarchy process, International Journal of Services Sciences 1 (2008).

    >>> rule = Parameters(
    ...     comparisons=(Comparison("water", "roads", 4),), consistency_limit=0.1, source="-", date=date(2024, 1, 1)
    ... )
    >>> compute(rule, scene(1, children=("roads", "water"))).round(12).tolist()
    [0.2, 0.8]
    """
    faults = [fault for _, fault in _faults(parameters, scene.children)]
    faults = faults or list(_contradictions(parameters, scene.children))
    if faults:
        raise Refused(*faults)
    weights, _ = _principal(_matrix(parameters, scene.children))
    return np.array(weights)


def _matrix(parameters: Parameters, children: Sequence[str]) -> list[list[float]]:
    matrix = [[1.0] * len(children) for _ in children]
    for one in parameters.comparisons:
        row, column = children.index(one.child), children.index(one.over)
        matrix[row][column], matrix[column][row] = one.times, 1 / one.times
    return matrix


def _principal(matrix: list[list[float]]) -> tuple[list[float], float]:
    """The principal eigenvector, sum 1, and its eigenvalue."""
    weights = [1 / len(matrix)] * len(matrix)
    for _ in range(STEPS):
        before = weights
        image = [math.fsum(a * w for a, w in zip(row, before, strict=True)) for row in matrix]
        total = math.fsum(image)
        weights = [one / total for one in image]
        if all(abs(now - then) <= 1e-15 * then for now, then in zip(weights, before, strict=True)):
            break
    # Of weights that sum to 1, the images sum to the eigenvalue.
    return weights, total


def _consistency_ratio(greatest: float, k: int) -> float:
    return max(0.0, (greatest - k) / (k - 1)) / RANDOM[k - 1] if k > 2 else 0.0


def _too_many(count: int) -> Fault:
    return Fault(
        Message(msg("The dimension has {count} children."), {"count": count}),
        Message(msg("Saaty's random indices, which tell whether comparisons agree, end at 15.")),
        Message(msg("Group the children into dimensions, or give the weights.")),
    )


def _stray(child: str) -> Fault:
    return Fault(
        Message(msg("The comparisons name {child}, which is not a child of the dimension."), {"child": child}),
        Message(msg("Only children of the dimension are compared.")),
        Message(msg("Correct the name, or remove the comparison.")),
    )


def _again(one: Comparison) -> Fault:
    if one.child == one.over:
        return Fault(
            Message(msg("{child} is compared with itself."), {"child": one.child}),
            Message(msg("A child matters as much as itself; nothing can be learned from that.")),
            Message(msg("Correct one of the names, or remove this comparison.")),
        )
    return Fault(
        Message(msg("{child} and {over} are compared more than once."), {"child": one.child, "over": one.over}),
        Message(msg("Each pair of children is compared once; the other way round follows from it.")),
        Message(msg("Remove all comparisons of this pair but one.")),
    )


def _lacking(first: str, second: str) -> Fault:
    return Fault(
        Message(msg("{first} and {second} are not compared."), {"first": first, "second": second}),
        Message(msg("Every pair of children must be compared.")),
        Message(msg("Add the comparison of this pair.")),
    )


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Every comparison, how well they agree, and the weight of each child."""
    compared = msg("{child} matters {times} times as much as {over} ({source}).")
    agree = msg("The consistency ratio of the comparisons is {ratio}, within the limit {limit}.")
    weighs = msg("From all comparisons the weight of {child} is {weight}.")
    _, greatest = _principal(_matrix(parameters, scene.children))
    ratio = _consistency_ratio(greatest, len(scene.children))
    found = [
        Reason(
            compared,
            {"child": one.child, "over": one.over, "times": one.times, "source": parameters.source},
            one.times,
        )
        for one in parameters.comparisons
    ]
    found.append(Reason(agree, {"ratio": ratio, "limit": parameters.consistency_limit}, ratio))
    return found + [
        Reason(weighs, {"child": child, "weight": weight}, weight)
        for child, weight in zip(scene.children, result.tolist(), strict=True)
    ]
