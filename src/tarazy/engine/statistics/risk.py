"""The risk by which items are drawn: stated factors with stated weights, anomalies among them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.anomaly import Anomaly
from tarazy.engine.statistics.sample import refuse
from tarazy.engine.words import msg


@dataclass(frozen=True)
class Risk:
    """`measure` float64[N]: what inclusion probabilities are in proportion to; `contributions`: by factor float64[N],
    which with the floor sum to the measure, so that everybody can see why an item was likely to be drawn.
    """

    measure: Vector
    floor: float
    contributions: dict[str, Vector]


def strangeness(anomalies: Sequence[Anomaly | None], full_at: float = 0.001) -> Vector:
    """float64[N] in 0..1: 0 where p is 1, 1 where it is `full_at` or less, between them by its logarithm; NaN for None.

    >>> from tarazy.engine.statistics.disagreement import disagreement
    >>> found = disagreement(np.full((5, 1), 2.0), np.ones((5, 1)), np.full(5, True))
    >>> strangeness([*found, None]).round(3).tolist()
    [0.502, nan]
    """
    least = math.log(full_at)
    return np.array([math.nan if a is None else min(1.0, math.log(max(a.p, full_at)) / least) for a in anomalies])


def risk(factors: Mapping[str, Vector], weights: Mapping[str, float], *, floor: float = 0.2) -> Risk:
    """One measure of risk from stated factors and weights.

    Formula: measure = floor + (1 - floor) * sum(w_f x_f) / sum(w_f). No item is less probable than `floor` times the
    riskiest possible: otherwise one error found by luck among the least risky would stand for very many.
    Parameters: each factor float64[N] in 0..1; where it is missing (NaN) the mean of the others' counts, 0 if nobody
    has it. Weights zero or above, not all zero, one for each factor; `floor` above 0, at most 1.
    Raises: ProblemsFound where factors and weights do not fit or lie outside these bounds.

    >>> found = risk({"late": np.array([1.0, 0.0]), "digits": np.array([0.5, np.nan])}, {"late": 3, "digits": 1})
    >>> found.measure.round(6).tolist(), found.contributions["digits"].tolist()
    ([0.9, 0.3], [0.1, 0.1])
    """
    whole = sum(weights.values())
    fits = factors.keys() == weights.keys() and whole > 0 and min(weights.values()) >= 0 and 0 < floor <= 1
    outside = [name for name, factor in factors.items() if ((factor < 0) | (factor > 1)).any()]
    if not fits or outside:
        refuse(
            msg("The risk cannot be computed from the factors {factors} with the weights {weights}."),
            msg("Each factor lies between 0 and 1 and has a weight of 0 or more; the floor is above 0 and at most 1."),
            msg("State a weight for each factor, not all of them 0, and bring factors between 0 and 1."),
            {"factors": ", ".join(outside or factors), "weights": ", ".join(weights)},
        )
    contributions = {
        name: (1 - floor) * weights[name] / whole * _filled(factor) for name, factor in sorted(factors.items())
    }
    measure = np.full(len(next(iter(contributions.values()))), floor)
    for contribution in contributions.values():
        measure = measure + contribution
    return Risk(measure, floor, contributions)


def _filled(factor: Vector) -> Vector:
    known = factor[~np.isnan(factor)]
    return np.where(np.isnan(factor), float(np.mean(known)) if len(known) else 0.0, factor)
