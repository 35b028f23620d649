"""Values that crowd just above a threshold and are lacking just below it."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.anomaly import Anomaly
from tarazy.engine.statistics.tails import normal_above
from tarazy.engine.words import Message, msg

_HALF = 0.5


def bunching(
    values: Vector, threshold: float, width: float, *, better: Literal["higher", "lower"] = "higher", least: int = 20
) -> Anomaly | None:
    """Whether more values have just reached a threshold than a smooth distribution lets expect.

    Formula: four bins of the `width`, two to each side: b2 b1 | a1 a2, the a where the threshold is reached, each
    counted and raised by one half. z = (ln(a1 / b1) - ln(a2 / b2) / 3) / sqrt(1/a1 + 1/b1 + (1/a2 + 1/b2) / 9): a
    density whose logarithm is a straight line rises by a third as much from b1 to a1 as from b2 to a2. p one-sided.
    Parameters: `values` float64[m], NaN = missing; the threshold itself counts as reached. None where fewer than
    `least` values lie in the four bins.
    Source: the idea of J. McCrary, Manipulation of the running variable, Journal of Econometrics 142 (2008), and of the
    bunching of R. Chetty and others (2011), with four bins; held to simulation.

    >>> found = bunching(np.array([76.0] * 8 + [79.0] * 2 + [80.0] * 19 + [84.0] * 7), 80, 3)
    >>> round(found.statistic, 2), round(found.p, 4)
    (3.03, 0.0012)
    """
    reached = (values - threshold) * (1 if better == "higher" else -1) / width
    b2, b1, a1, a2 = (int(np.sum((reached >= at) & (reached < at + 1))) for at in (-2, -1, 0, 1))
    n = a1 + a2 + b1 + b2
    if n < least:
        return None
    near, far = (a1 + _HALF, b1 + _HALF), (a2 + _HALF, b2 + _HALF)
    expected = math.log(far[0] / far[1]) / 3
    spread = math.sqrt(1 / near[0] + 1 / near[1] + (1 / far[0] + 1 / far[1]) / 9)
    z = (math.log(near[0] / near[1]) - expected) / spread
    excess = near[0] - (near[0] + near[1]) / (1 + math.exp(-expected))
    numbers = {
        "threshold": threshold,
        "width": width,
        "just": a1,
        "short": b1,
        "beyond": a2,
        "far_short": b2,
        "excess": round(excess, 1),
    }
    return Anomaly(
        "bunching",
        z,
        normal_above(z),
        n,
        {**numbers},
        Message(
            msg(
                "{just} values have just reached the threshold {threshold} and {short} have just missed it, by {width} "
                "at most; the values further away ({beyond} and {far_short}) let expect {excess} fewer."
            ),
            {**numbers},
        ),
        Message(msg("Who works towards a threshold also ends just above it. It proves no changed number.")),
    )
