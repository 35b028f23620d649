"""What a test of anomalies gives, and how far a number lies from those of its peers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.tails import student_beyond
from tarazy.engine.words import Message, Number

# The median absolute deviation of a normal distribution is this share of its standard deviation.
_MAD_OF_NORMAL = 0.6744897501960817
# How much a median absolute deviation knows of the spread, beside a standard deviation.
_EFFICIENCY = 0.37


@dataclass(frozen=True)
class Anomaly:
    """`p`: how often honest data give such a `statistic` or a stranger one; `n`: from how many numbers; `numbers`: all
    that the message says; `says`: what was seen; `does_not_prove`: what does not follow from it.

    An anomaly is a reason to look, never a finding: it raises the probability of being drawn, and no score.
    """

    test: str
    statistic: float
    p: float
    n: int
    numbers: dict[str, str | Number]
    says: Message
    does_not_prove: Message


@dataclass(frozen=True)
class Distance:
    """How far a number lies from the `median` of the n others, in their `deviation`, and how often it is so far."""

    median: float
    deviation: float
    away: float
    p: float
    n: int


def distances(values: Vector, least: int = 5) -> list[Distance | None]:
    """How far each number lies from the median of all the others.

    Formula: away = 0.6745 (x - median) / MAD of the others; p from Student's t with 0.37 (n - 1) degrees of freedom,
    since a MAD of n numbers knows as little of the spread as a standard deviation of 0.37 n.
    Parameters: `values` float64[n] of one peer group, NaN = missing; None where a number is missing, has fewer than
    `least` others, or more than half of the others are the same.
    Source: B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers (1993); the degrees of freedom are our own,
    held to simulation.

    >>> found = distances(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 30.0]))[5]
    >>> round(found.away, 2), round(found.p, 3)
    (18.21, 0.01)
    """
    return [_distance(float(value), np.delete(values, at), least) for at, value in enumerate(values)]


def _distance(value: float, others: Vector, least: int) -> Distance | None:
    known = others[~np.isnan(others)]
    if np.isnan(value) or len(known) < least:
        return None
    median = float(np.median(known))
    deviation = float(np.median(np.abs(known - median)))
    if deviation == 0:
        return None
    away = _MAD_OF_NORMAL * (value - median) / deviation
    return Distance(median, deviation, away, student_beyond(away, _EFFICIENCY * (len(known) - 1)), len(known))
