"""The units most like one, by stated context variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import decided

Matrix = NDArray[np.float64]

AS_DEVIATION: Final = 1.4826  # a median absolute deviation times this is the standard deviation of normal values
LEAST_SHARE: Final = 0.5  # of the context variables that must be known of both units


@dataclass(frozen=True)
class Neighbour:
    """A unit, how far it is (root mean square of standardised differences), and by how many variables that is known."""

    unit: str
    distance: float
    variables: int


def neighbours(unit: str, units: list[str], context: Matrix, count: int) -> list[Neighbour]:
    """The `count` units nearest to one.

    Formula: z[u, v] = (x[u, v] - median[v]) / s[v], s[v] = 1.4826 * median absolute deviation, or where that is zero
    the standard deviation; d(a, b) = sqrt(mean over v of (z[a, v] - z[b, v])^2).
    Parameters: `units` n ids, `unit` among them; `context` float64[n, k], a column a variable, NaN = missing. A
    variable that is missing for one of two units, or the same for all, does not count for their distance; where fewer
    than half of the variables are left, the two are not compared.
    Returns: at most `count` neighbours, the nearest first; of equally near ones the lower id.
    Source: CIPFA, Nearest Neighbours Model (standardised variables, Euclidean distance); Kolada's "liknande kommuner"
    compares structure in the same way. Robust scale: Rousseeuw and Croux (1993).

    >>> table = np.array([[1.0, 10.0], [2.0, 20.0], [9.0, 90.0], [2.0, np.nan]])
    >>> [(one.unit, round(one.distance, 2), one.variables) for one in neighbours("a", ["a", "b", "c", "d"], table, 2)]
    [('b', 1.07, 2), ('d', 1.35, 1)]
    """
    scaled = standardised(context)
    usable = np.isfinite(scaled).any(axis=0)
    at, needed = units.index(unit), max(1.0, LEAST_SHARE * usable.sum())
    found = []
    for other, row in zip(units, scaled, strict=True):
        apart = (row - scaled[at])[usable]
        known = apart[np.isfinite(apart)]
        if other != unit and len(known) >= needed:
            found.append(Neighbour(other, float(np.sqrt(np.mean(known**2))), len(known)))
    return sorted(found, key=lambda one: (decided(one.distance), one.unit))[:count]


def standardised(context: Matrix) -> Matrix:
    """Columns around their median in robust deviations; NaN where a value is missing or a column does not vary.

    >>> standardised(np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]])).round(2).tolist()
    [[-0.67, nan], [0.0, nan], [0.67, nan]]
    """
    made = np.full(context.shape, np.nan)
    for at in range(context.shape[1]):
        column = context[:, at]
        known = column[np.isfinite(column)]
        if len(known) < 2:
            continue
        median = float(np.median(known))
        spread = AS_DEVIATION * float(np.median(np.abs(known - median))) or float(np.std(known, ddof=1))
        if spread > 0:
            made[:, at] = (column - median) / spread
    return made
