"""PEFA's method M1, the weakest link: the lowest letter, with a plus where another is higher."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.pefa import LETTERS, PLUS, letter_reasons, whole_letters
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("PEFA's weakest link (M1)")
RELATIVE = False
ADDITIVE = False


class Parameters(Base, frozen=True, tag="pefa_m1"):
    """Takes no parameters."""


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Take the lowest of the children's letters, with a plus where another is higher.

    Formula: score = min(score_i) + 0.5 * [max(score_i) > min(score_i)] over the children that count, with A = 4, B = 3,
    C = 2, D = 1 and 0.5 for a plus.
    Parameters: `scores` float64[k, n], 4, 3, 2 or 1 point(s) each, looked at only where `weights` float64[k, n] (sum 1,
    or all 0) is above 0; a child that does not count has weight 0 and may be missing (NaN). The weights say no more.
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: Refused where a score that counts is none of 4, 3, 2 and 1.
    Source: PEFA Secretariat, Framework for assessing public financial management (February 2016), part 2, method M1
    (WL).

    >>> compute(np.array([[4.0, 3.0], [1.0, 3.0]]), np.full((2, 2), 0.5), Parameters(), scene(2)).tolist()
    [1.5, 3.0]
    """
    letters = whole_letters(scores, weights)
    lowest, highest = np.fmin.reduce(letters), np.fmax.reduce(letters)
    return np.asarray(lowest + PLUS * (highest > lowest))


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """The letter of each child, and which is the lowest; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    letters = whole_letters(scores[:, [at]], weights[:, [at]])[:, 0]
    lowest, score = float(np.nanmin(letters)), float(result[at])
    numbers: dict[str, float | int | str] = {
        "lowest": LETTERS[lowest],
        "letter": LETTERS[score],
        "lowest_score": lowest,
        "highest_score": float(np.nanmax(letters)),
        "plus": PLUS,
        "score": score,
    }
    return [*letter_reasons(letters, scene), Reason(_told(score > lowest), numbers, score)]


def _told(with_plus: bool) -> str:
    if with_plus:
        return msg(
            "Weakest link (M1): the lowest letter is {lowest} and another is higher, which adds a plus: "
            "{letter}, {score} points."
        )
    return msg("Weakest link (M1): no letter is higher than the lowest, {lowest}: {letter}, {score} points.")
