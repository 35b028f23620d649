"""A child weighs as much as the components of all scores take up of it: principal components, turned to be simple."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

import numpy as np

from tarazy.engine.model.complete import complete, only_child, weights_from_scores
from tarazy.engine.model.components import correlations, principal_components, varimax
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, are_one, is_below
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("Principal components")
RELATIVE = True
# Eigenvalues so near to each other belong to directions that only the last bits tell apart, and a loading whose square
# is so small is none.
SAME: Final = 1e-9


class Parameters(Base, frozen=True, kw_only=True, tag="pca"):
    """`components`: which of them are kept: `first`, the first alone; `above_one`, those with an eigenvalue above 1;
    `explained`, as many of the first as explain the share `explained` of the variance together.
    """

    components: Literal["first", "above_one", "explained"]
    explained: float | None = None
    source: str
    date: date


class Factors(NamedTuple):
    """All eigenvalues, greatest first, and the turned loadings on the components kept, float64[k, m]."""

    eigenvalues: Vector
    loadings: Matrix


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    if (parameters.explained is not None) != (parameters.components == "explained"):
        yield Flaw(
            Message(msg("A share to be explained belongs to components: explained, and to nothing else.")),
            Message(msg("The other rules do not look at it, and this one cannot do without.")),
            Message(msg("Add the share, or remove it.")),
            ("explained",) if parameters.explained is not None else ("components",),
        )
    if parameters.explained is not None and not 0 < parameters.explained <= 1:
        yield Flaw(
            Message(msg("The share of the variance to be explained is {share}."), {"share": parameters.explained}),
            Message(msg("All components together explain 1, which is everything.")),
            Message(msg("Give a share above 0, up to 1; the Handbook speaks of more than 0.6.")),
            ("explained",),
        )


def compute(parameters: Parameters, scene: Scene) -> Vector:
    """Weigh each child by the square of its greatest loading on the principal components that are kept.

    Formula: R = Pearson's correlations of the children's scores over the units that have a score of every child; R =
    sum of lambda_f * v_f * v_f^T, lambda_1 >= lambda_2 ...; loading_if = v_if * sqrt(lambda_f) for the components kept,
    turned by varimax (with Kaiser's normalisation) where they are several; weight_i = max over f of loading_if^2,
    divided by the sum of these. A component's squared loadings as shares of what it explains, times its share of what
    all explain, are the same, since what it explains is the sum of its squared loadings.
    Parameters: the children's scores, float64[k, units], in points; NaN is missing; `explained` above 0, up to 1. A
    loading below 0 counts by its square, too: the explanation shows its sign.
    Returns: float64[k], shares of the dimension, sum 1; float64[k, 0] where there are no units. An only child weighs 1.
    Raises: Refused where there are no more units with all scores than children, where all their scores of a child are
    the same, where no eigenvalue is above 1 (all scores uncorrelated), where the last component kept and the first left
    out explain the same, or where a child has no part in what is kept.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, after Nicoletti, G., Scarpetta, S.,
    Boylaud, O. (2000); Kaiser, H. F., The varimax criterion, Psychometrika 23 (1958).

    >>> from dataclasses import replace
    >>> scores = np.array([[1.0, 1.0, -1.0, -1.0], [7.0, -1.0, 1.0, -7.0], [1.0, -1.0, -1.0, 1.0]])
    >>> around = replace(scene(4).around, scores=lambda: scores)
    >>> rule = Parameters(components="explained", explained=0.8, source="-", date=date(2024, 1, 1))
    >>> compute(rule, scene(4, children=("roads", "water", "parks"), around=around)).round(6).tolist()
    [0.307692, 0.307692, 0.384615]
    """
    return weights_from_scores(scene, lambda scores: _weights(_factors(parameters, scores, scene)))


def _weights(factors: Factors) -> Vector:
    greatest = (factors.loadings * factors.loadings).max(axis=1)
    return np.asarray(greatest / math.fsum(greatest.tolist()))


def _factors(parameters: Parameters, scores: Matrix, scene: Scene) -> Factors:
    if scores.shape[1] <= len(scores):
        raise Refused(_too_few(scores))
    found = principal_components(correlations(scores))
    kept = _kept(parameters, found.eigenvalues)
    if kept == 0:
        raise Refused(_nothing_in_common())
    if kept < len(scores) and found.eigenvalues[kept - 1] - found.eigenvalues[kept] <= SAME:
        raise Refused(_undecided(kept))
    loadings = found.vectors[:, :kept] * np.sqrt(np.maximum(found.eigenvalues[:kept], 0.0))
    turned = varimax(loadings) if kept > 1 else loadings
    absent = (turned * turned).max(axis=1) <= SAME
    if absent.any():
        raise Refused(*(_without_part(child) for child, none in zip(scene.children, absent, strict=True) if none))
    return Factors(found.eigenvalues, turned)


def _kept(parameters: Parameters, eigenvalues: Vector) -> int:
    if parameters.components == "first":
        return 1
    if parameters.components == "above_one":
        ones = np.ones_like(eigenvalues)
        return int(np.count_nonzero((eigenvalues > ones) & ~are_one(eigenvalues, ones)))
    assert parameters.explained is not None
    short = is_below(np.cumsum(eigenvalues) / len(eigenvalues), parameters.explained)
    return min(int(np.count_nonzero(short)) + 1, len(eigenvalues))


def _too_few(scores: Matrix) -> Fault:
    return Fault(
        Message(
            msg("There are {k} children, and the number of units that have a score of each is {n}."),
            {"k": len(scores), "n": scores.shape[1]},
        ),
        Message(msg("With no more units than children the correlations depend on each other by necessity.")),
        Message(msg("Complete the data, or take weights that do not depend on the scores.")),
    )


def _nothing_in_common() -> Fault:
    return Fault(
        Message(msg("No component explains more than a child alone.")),
        Message(msg("The scores of the children are uncorrelated, so they have no component in common.")),
        Message(msg("Take other weights.")),
    )


def _undecided(kept: int) -> Fault:
    return Fault(
        Message(msg("The component {last} explains as much as the next, which would be left out."), {"last": kept}),
        Message(msg("Which of the two is kept would be an accident, and the weights with it.")),
        Message(msg("Keep more components or fewer, or take other weights.")),
    )


def _without_part(child: str) -> Fault:
    return Fault(
        Message(msg("{child} has no part in the components that are kept."), {"child": child}),
        Message(msg("It would weigh nothing, and what does not count has no place in the dimension.")),
        Message(msg("Keep more components, or remove the child from the dimension.")),
    )


def reasons(parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """How many components are kept, and by which each child weighs."""
    if alone := only_child(scene):
        return alone
    scores = complete(scene.around.scores())
    factors = _factors(parameters, scores, scene)
    squares = factors.loadings * factors.loadings
    kept = squares.shape[1]
    common = {"total": math.fsum(squares.max(axis=1).tolist()), "n": scores.shape[1], "kept": kept}
    explained = math.fsum(factors.eigenvalues[:kept].tolist()) / len(scores)
    told = [
        Reason(
            msg(
                "Over the units ({n}) {kept} of the {k} components are kept; they explain {explained} of the variance."
            ),
            {**common, "k": len(scores), "explained": explained, **_numbered(factors.eigenvalues)},
            explained,
        )
    ]
    text = msg(
        "{child} hangs most on the component {component} of {kept} (which explains {variance}): the square of its "
        "loading {loading} is {square}; divided by the sum of all such squares {total} the weight is {weight}."
    )
    for row, (child, weight) in enumerate(zip(scene.children, result.tolist(), strict=True)):
        component = int(squares[row].argmax())
        numbers = {
            **common,
            "child": child,
            "component": component + 1,
            "variance": math.fsum(squares[:, component].tolist()),
            "loading": float(factors.loadings[row, component]),
            "square": float(squares[row, component]),
            "weight": weight,
        }
        told.append(Reason(text, numbers, weight))
    return told


def _numbered(eigenvalues: Vector) -> dict[str, float]:
    return {f"eigenvalue_{position}": one for position, one in enumerate(eigenvalues.tolist(), start=1)}
