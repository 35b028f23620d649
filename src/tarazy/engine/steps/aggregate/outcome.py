"""Results in figures, moved up or down by what people say of them: the outcome index of a Kazakh state body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Results moved by a survey")
RELATIVE = False
ADDITIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="outcome"):
    """`results`: the child with the results in figures. `survey`: the child with what a survey says. `omega`: how much
    of the survey's change counts, 0..1. `no_change`: the survey's points that mean that nothing has changed.
    """

    results: Id
    survey: Id
    omega: Annotated[float, msgspec.Meta(ge=0, le=1)]
    no_change: Annotated[float, msgspec.Meta(gt=0)]
    source: str
    date: date


def check_children(parameters: Parameters, children: Sequence[str]) -> Iterator[Flaw]:
    """The two named children are the children, and are two."""
    if sorted(children) != sorted(_the_two(parameters)):
        fault = _not_the_two(parameters)
        yield Flaw(fault.what, fault.why, fault.mend)


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Move the results by the survey's change, as far as omega lets it count.

    Formula: score = G * (1 + (S / no_change - 1) * omega), with G the score of `results` and S that of `survey`.
    Parameters: `scores` float64[2, n] in points, `weights` float64[2, n] (sum 1, or all 0): both children must count
    (weight above 0) or none; where none counts a score may be missing (NaN). The weights say no more.
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: Refused where only one of the two counts, or where they are not the children.
    Source: Order No. 20-01-38.3 of 29 January 2020 (Kazakhstan), outcome index I = G * (1 + (S - 1) * omega), omega
    0.3. That S enters as a ratio, with 1 for no change, is not confirmed: so `no_change` stands in the text.

    >>> from datetime import date
    >>> rule = Parameters(results="roads", survey="water", omega=0.3, no_change=100, source="-", date=date(2020, 1, 29))
    >>> both = np.array([[0.5], [0.5]])
    >>> compute(np.array([[110.0], [80.0]]), both, rule, scene(1, children=("roads", "water"))).round(9).tolist()
    [103.4]
    """
    if sorted(scene.children) != sorted(_the_two(parameters)):
        raise Refused(_not_the_two(parameters))
    results, survey = (scene.children.index(child) for child in _the_two(parameters))
    alone = (weights[results] > 0) != (weights[survey] > 0)
    if alone.any():
        raise Refused(
            Fault(
                Message(msg("Only one of {results} and {survey} counts."), _named(parameters)),
                Message(msg("The survey moves the results: each is nothing without the other.")),
                Message(msg("Give the missing score, or let this node apply only to units that have both.")),
                alone,
            )
        )
    change = 1 + (scores[survey] / parameters.no_change - 1) * parameters.omega
    return np.where(weights[results] > 0, scores[results] * change, np.nan)


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """What the survey makes of the results; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    results, survey = (float(scores[scene.children.index(child), at]) for child in _the_two(parameters))
    ratio = survey / parameters.no_change
    factor = 1 + (ratio - 1) * parameters.omega
    numbers: dict[str, float | int | str] = {
        **_named(parameters),
        "results_score": results,
        "survey_score": survey,
        "no_change": parameters.no_change,
        "ratio": ratio,
        "omega": parameters.omega,
        "factor": factor,
        "score": float(result[at]),
    }
    return [
        Reason(
            msg("{survey}: {survey_score} points are {ratio} of the {no_change} that mean no change."), numbers, ratio
        ),
        Reason(
            msg("With omega {omega} the survey multiplies the results by 1 + ({ratio} - 1) × {omega} = {factor}."),
            numbers,
            factor,
        ),
        Reason(
            msg("{results}: {results_score} points times {factor} make {score} points."), numbers, float(result[at])
        ),
    ]


def _the_two(parameters: Parameters) -> tuple[str, str]:
    return parameters.results, parameters.survey


def _named(parameters: Parameters) -> dict[str, float | int | str]:
    return {"results": parameters.results, "survey": parameters.survey}


def _not_the_two(parameters: Parameters) -> Fault:
    return Fault(
        Message(msg("The children are not {results} and {survey}."), _named(parameters)),
        Message(msg("The outcome is made of exactly two children: results, and a survey that moves them.")),
        Message(msg("Name the two children of this node in 'results' and 'survey'; gather others below these two.")),
    )
