"""Values that bodies report and that official statistics give otherwise, in the direction that serves the body."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.statistics.anomaly import Anomaly
from tarazy.engine.statistics.tails import binomial_at_least
from tarazy.engine.words import Message, msg


def disagreement(
    reported: NDArray[np.float64], statistics: NDArray[np.float64], rising: NDArray[np.bool_]
) -> list[Anomaly | None]:
    """Whether what a unit reports departs from statistics in its own favour more often than against it.

    Formula: relative difference d = (reported - statistics) / |statistics|, turned round where less is better; of n
    differences that are not zero x are in the unit's favour; sign test p = P(X >= x), X binomial (n, 1/2). The
    statistic is the median of all d, which one wrong number does not move.
    Parameters: float64[k, n] of k variables and n units, NaN = missing; `rising` bool[k], whether more is better. A
    value of zero in statistics has no relative difference and is left out. None where a unit has no d.
    Source: W. J. Dixon, A. M. Mood, The statistical sign test, Journal of the American Statistical Association 41
    (1946).

    >>> reported = np.array([[11.0], [22.0], [33.0], [44.0], [4.0]])
    >>> statistics = np.array([[10.0], [20.0], [30.0], [40.0], [5.0]])
    >>> found = disagreement(reported, statistics, np.array([True, True, True, True, False]))[0]
    >>> round(found.statistic, 6), round(found.p, 6)
    (0.1, 0.03125)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = (reported - statistics) / np.abs(statistics) * np.where(rising, 1.0, -1.0)[:, np.newaxis]
    return [_anomaly(unit[np.isfinite(unit)]) for unit in apart.T]


def _anomaly(apart: NDArray[np.float64]) -> Anomaly | None:
    if not len(apart):
        return None
    n, better = int(np.sum(apart != 0)), int(np.sum(apart > 0))
    median = float(np.median(apart))
    numbers = {"compared": len(apart), "n": n, "better": better, "median_percent": round(100 * median, 2)}
    return Anomaly(
        "disagreement",
        median,
        binomial_at_least(better, n, 0.5),
        n,
        {**numbers},
        Message(
            msg(
                "Of {compared} reported values {n} differ from official statistics, {better} of them in favour of the "
                "body; the median difference is {median_percent} percent."
            ),
            {**numbers},
        ),
        Message(msg("Dates, definitions and coverage differ between sources too. It proves no false report.")),
    )
