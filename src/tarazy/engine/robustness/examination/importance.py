"""How much of a parent's differences a child accounts for. One place decides how that is found."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.sensitivity.importance import importance


def importance_of(child: Vector, parent: Vector) -> float:
    """The correlation ratio by a smooth curve, 0..1; NaN where the parent does not vary or too few units have both.

    >>> x = np.linspace(-1, 1, 41)
    >>> importance_of(x, x * x) > 0.9, importance_of(np.ones(41), x)
    (True, 0.0)
    """
    return float(importance(child[:, np.newaxis], parent).smooth[0])
