"""PEFA's letters as numbers: A is 4, B is 3, C is 2, D is 1, and a plus adds half a point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from tarazy.engine.model.numbers import Vector, significant
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

PLUS: Final = 0.5
LETTERS: Final[Mapping[float, str]] = {
    1.0: "D", 1.5: "D+", 2.0: "C", 2.5: "C+", 3.0: "B", 3.5: "B+", 4.0: "A",
}  # fmt: skip
WITHOUT_PLUS: Final = (1.0, 2.0, 3.0, 4.0)


def whole_letters(scores: Matrix, weights: Matrix) -> Matrix:
    """The scores of the children that count as exactly 1, 2, 3 or 4, and NaN for the others.

    Raises Refused where one that counts (weight above 0) is another number in its first 12 significant digits.

    >>> whole_letters(np.array([[4.0, 3.0000000000000004], [1.0, np.nan]]), np.array([[0.5, 1.0], [0.5, 0.0]])).tolist()
    [[4.0, 3.0], [1.0, nan]]
    """
    letters = significant(np.where(weights > 0, scores, np.nan))
    other = np.asarray(((weights > 0) & ~np.isin(letters, WITHOUT_PLUS)).any(axis=0))
    if other.any():
        raise Refused(
            Fault(
                Message(msg("A child's score is none of 4, 3, 2 and 1.")),
                Message(msg("These numbers stand for PEFA's letters A, B, C and D; nothing lies between two letters.")),
                Message(msg("Score each child with 4, 3, 2 or 1, or take another aggregation.")),
                other,
            )
        )
    return letters


def letter_reasons(letters: Vector, scene: Scene) -> list[Reason]:
    """The letter of each child that counts for one unit."""
    text = msg("{child}: letter {letter}, score {score}.")
    return [
        Reason(text, {"child": child, "letter": LETTERS[score], "score": score}, score)
        for child, score in zip(scene.children, letters.tolist(), strict=True)
        if not np.isnan(score)
    ]
