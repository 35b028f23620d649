"""No total: what stands below is not added up, and the text says why."""

from __future__ import annotations

from datetime import date

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.text import Text
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("No total")
RELATIVE = False
ADDITIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="no_total"):
    """`reason`: why nothing is added up here, for readers."""

    reason: Text
    source: str
    date: date


def compute(scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene) -> Vector:
    """Give nobody a score, whatever the children's are.

    Formula: score = none; the reason in the result is `no_total` where the children that should count do, else why they
    do not.
    Parameters: `scores` float64[k, n] in points, missing = NaN, and `weights` float64[k, n] are not looked at.
    Returns: float64[n], all NaN.
    Raises: nothing.
    Source: PEFA Secretariat, PEFA 2016 Handbook, volume II, section 2.2: no method has been developed that would
    aggregate across indicators.

    >>> from datetime import date
    >>> rule = Parameters(reason=Text(kk="-", ru="-", en="-"), source="-", date=date(2016, 2, 1))
    >>> compute(np.array([[4.0], [2.0]]), np.full((2, 1), 0.5), rule, scene(1)).tolist()
    [nan]
    """
    return np.full(scores.shape[1], np.nan)


def reasons(
    scores: Matrix, weights: Matrix, parameters: Parameters, scene: Scene, result: Vector, at: int
) -> list[Reason]:
    """How many children stand each for itself, and why; nothing where none counts."""
    k = int(np.count_nonzero(weights[:, at] > 0))
    if k == 0:
        return []
    text = msg("No total is made of the children that count ({k}): each stands for itself ({source}).")
    return [Reason(text, {"k": k, "source": parameters.source}, float("nan"), parameters.reason)]
