"""Changes from one period to the next that are far from those of the peers."""

from __future__ import annotations

from tarazy.engine.model.numbers import Vector, change
from tarazy.engine.statistics.anomaly import Anomaly, Distance, distances
from tarazy.engine.words import Message, msg


def jumps(now: Vector, before: Vector) -> list[Anomaly | None]:
    """How strange the change of each unit is among those of its peers.

    Formula: x = now - before; distance from the median of the others' changes as in `distances`. Where values grow in
    proportion, give their logarithms.
    Parameters: float64[n] of one peer group, NaN = missing; None as in `distances`.

    >>> import numpy as np
    >>> before = np.zeros(7)
    >>> found = jumps(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 30.0, np.nan]), before)
    >>> round(found[5].p, 3), found[6]
    (0.01, None)
    """
    by = change(now, before)
    return [
        None if distance is None else _anomaly(float(now[at]), float(before[at]), float(by[at]), distance)
        for at, distance in enumerate(distances(by))
    ]


def _anomaly(now: float, before: float, by: float, distance: Distance) -> Anomaly:
    numbers = {
        "now": now,
        "before": before,
        "change": by,
        "median": distance.median,
        "deviation": distance.deviation,
        "away": round(distance.away, 2),
        "n": distance.n,
    }
    return Anomaly(
        "jumps",
        distance.away,
        distance.p,
        distance.n,
        {**numbers},
        Message(
            msg(
                "The value went from {before} to {now}, by {change}; the median change of {n} others is {median}, with "
                "a median deviation of {deviation}: {away} standard deviations apart."
            ),
            {**numbers},
        ),
        Message(msg("A reform, a new school or a corrected definition makes a jump too. It proves no false number.")),
    )
