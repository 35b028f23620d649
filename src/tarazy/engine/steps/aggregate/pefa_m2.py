"""PEFA's method M2, averaging: the letter that the framework's conversion table gives for the children's letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.pefa import LETTERS, letter_reasons, whole_letters
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import Message, msg

TITLE = msg("PEFA's averaging by table (M2)")
RELATIVE = False
ADDITIVE = False

# By how many children count: the score for every sum of their scores, from the lowest sum (all D) to the highest (all
# A). In the framework's table of letters, the same sum always has the same result, so the sums say all of it.
TABLE: Final[Mapping[int, tuple[float, ...]]] = {
    1: (1.0, 2.0, 3.0, 4.0),
    2: (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0),
    3: (1.0, 1.5, 1.5, 2.0, 2.5, 3.0, 3.0, 3.5, 4.0, 4.0),
    4: (1.0, 1.0, 1.5, 1.5, 2.0, 2.5, 2.5, 3.0, 3.0, 3.5, 3.5, 4.0, 4.0),
}
MOST: Final = max(TABLE)


class Parameters(Base, frozen=True, tag="pefa_m2"):
    """Takes no parameters."""


def check_children(parameters: Parameters, children: Sequence[str]) -> Iterator[Flaw]:
    """More children than the table has columns."""
    if len(children) > MOST:
        fault = _too_many(len(children))
        yield Flaw(fault.what, fault.why, fault.mend)


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Look up the children's letters in PEFA's conversion table.

    Formula: score = table[number of children that count][sum of their scores], with A = 4, B = 3, C = 2, D = 1 and 0.5
    for a plus; of two children it is their mean, of one the child's own.
    Parameters: `scores` float64[k, n], 4, 3, 2 or 1 point(s) each, looked at only where `weights` float64[k, n] (sum 1,
    or all 0) is above 0; a child that does not count has weight 0 and may be missing (NaN). The weights say no more.
    Returns: float64[n] in points, missing (NaN) where no child counts.
    Raises: Refused where a score that counts is none of 4, 3, 2 and 1, or where there are more than four children.
    Source: PEFA Secretariat, Framework for assessing public financial management (February 2016), part 2, method M2
    (AV), conversion table for 2, 3 and 4 dimensions.

    >>> compute(np.array([[4.0, 1.0], [2.0, 2.0], [1.0, 1.0]]), np.full((3, 2), 1 / 3), Parameters(), scene(2)).tolist()
    [2.5, 1.5]
    """
    if len(scores) > MOST:
        raise Refused(_too_many(len(scores)))
    letters = whole_letters(scores, weights)
    number = (weights > 0).sum(axis=0)
    above_lowest = np.nansum(letters, axis=0).astype(np.intp) - number
    table = np.full((MOST + 1, 3 * MOST + 1), np.nan)
    for k, row in TABLE.items():
        table[k, : len(row)] = row
    return np.asarray(table[number, above_lowest])


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """The letter of each child, their sum, and what the table gives for it; nothing where there is no score."""
    if np.isnan(result[at]):
        return []
    letters = whole_letters(scores[:, [at]], weights[:, [at]])[:, 0]
    score = float(result[at])
    numbers: dict[str, float | int | str] = {
        "k": int(np.count_nonzero(~np.isnan(letters))),
        "sum": float(np.nansum(letters)),
        "letter": LETTERS[score],
        "score": score,
    }
    text = msg(
        "Averaging (M2): for {k} letters whose points sum to {sum}, PEFA's table gives {letter}, {score} points."
    )
    return [*letter_reasons(letters, scene), Reason(text, numbers, score)]


def _too_many(number: int) -> Fault:
    return Fault(
        Message(msg("There are {number} children."), {"number": number}),
        Message(msg("PEFA's conversion table holds two, three or four dimensions.")),
        Message(msg("Split the children among several dimensions, or take another aggregation.")),
    )
