"""How many units stand at the ends of the scale, or at one value."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tarazy.engine.model.numbers import Vector, significant
from tarazy.engine.robustness.examination.material import Material

_HUNDREDTH, _ROUNDING = 0.01, 1e-9


class Ends(NamedTuple):
    """Shares of 0..1 of the units with points: at the best, at the worst, within a hundredth of the scale of the best
    ones.
    """

    n: int
    best: float
    worst: float
    near_best: float


def ends_of(material: Material, id: str) -> Ends:
    """Where the points of a node end."""
    points = material.methodology.points
    score = material.nodes[id].score
    known = score[~np.isnan(score)]
    if not known.size:
        return Ends(0, 0.0, 0.0, 0.0)
    # Where little is good, as of deprivation, the best points are the least.
    from_best = known - points.low if material.methodology.better == "lower" else points.high - known
    within = from_best / material.scale
    return Ends(
        len(known),
        float((within <= _ROUNDING).mean()),
        float((within >= 1 - _ROUNDING).mean()),
        float((within <= _HUNDREDTH).mean()),
    )


def most_frequent(values: Vector) -> tuple[float, float]:
    """The value that most units have, and the share of 0..1 that has it; NaN and 0 where nobody has any."""
    known = values[~np.isnan(values)]
    if not known.size:
        return float("nan"), 0.0
    found, counts = np.unique(significant(known), return_counts=True)
    at = int(np.argmax(counts))
    return float(found[at]), float(counts[at] / len(known))
