"""Units whose values are the same as others, or as their own before, more often than those of their peers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.statistics.anomaly import Anomaly
from tarazy.engine.statistics.tails import hypergeometric_at_least
from tarazy.engine.words import Message, msg

Values = NDArray[np.float64]


def unchanged(now: Values, before: Values) -> Values:
    """float64[k, n]: 1 where a value is that of the period before, 0 where not, NaN where one of them is missing.

    >>> unchanged(np.array([[1.0, 2.0, np.nan]]), np.array([[1.0, 3.0, 4.0]])).tolist()
    [[1.0, 0.0, nan]]
    """
    return np.where(np.isnan(now) | np.isnan(before), np.nan, now == before)


def shared(now: Values) -> Values:
    """float64[k, n]: 1 where another unit has the same value of the variable, 0 where none has, NaN where missing.

    >>> shared(np.array([[5.0, 5.0, 6.0, np.nan]])).tolist()
    [[1.0, 1.0, 0.0, nan]]
    """
    found = np.full(now.shape, np.nan)
    for row, values in enumerate(now):
        known = ~np.isnan(values)
        _, which, counts = np.unique(values[known], return_inverse=True, return_counts=True)
        found[row, known] = counts[which] > 1
    return found


def identical_values(same: Values) -> list[Anomaly | None]:
    """Whether a unit has more identical values than the other units of its peer group.

    Formula: Fisher's exact test, one-sided: of all values known K are identical; the n values of a unit hold x of
    them; p = P(X >= x), X hypergeometric.
    Parameters: `same` float64[k, n] of k variables and n units, as `unchanged` or `shared` give it. None where a unit
    has no known value.
    Source: R. A. Fisher, Statistical Methods for Research Workers, section 21.02 (5th ed. 1934).

    >>> same = np.array([[1.0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 1], [1, 0, 0, 0]])
    >>> round(identical_values(same)[0].p, 6)
    0.002747
    """
    known = ~np.isnan(same)
    everywhere, marked = int(known.sum()), int(np.nansum(same))
    found: list[Anomaly | None] = []
    for unit in range(same.shape[1]):
        n, often = int(known[:, unit].sum()), int(np.nansum(same[:, unit]))
        found.append(_anomaly(often, n, marked, everywhere) if n else None)
    return found


def _anomaly(often: int, n: int, marked: int, everywhere: int) -> Anomaly:
    numbers = {"often": often, "n": n, "others_often": marked - often, "others": everywhere - n}
    return Anomaly(
        "identical_values",
        often / n,
        hypergeometric_at_least(often, n, marked, everywhere),
        n,
        {**numbers},
        Message(
            msg("{often} of {n} values are identical; of the {others} values of the others {others_often} are."),
            {**numbers},
        ),
        Message(msg("Small counts, shares of 0 or 100 and fixed norms repeat by themselves. It proves no copying.")),
    )
