"""Values that the methodology says cannot be right."""

from __future__ import annotations

import numpy as np

from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import msg

_ROWS_AT_ONCE = 1 << 20


def find_values_out_of_range(observations: Observations, methodology: Methodology, found: Found) -> None:
    """Note every value outside the range that the methodology states for its variable and breakdown; both ends are
    possible.
    """
    shape = (len(observations.variable.names), len(observations.breakdown.names))
    low, high = np.full(shape, -np.inf), np.full(shape, np.inf)
    ranged = False
    for variable in methodology.variables:
        if variable.range is None or variable.observed.breakdown is None:
            continue
        code = (
            observations.variable.code(variable.observed.variable),
            observations.breakdown.code(variable.observed.breakdown),
        )
        if min(code) >= 0:
            low[code], high[code] = variable.range.low, variable.range.high
            ranged = True
    if not ranged:
        return
    for start in range(0, len(observations), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        at = (
            0 if observations.variable.codes is None else observations.variable.codes[rows],
            0 if observations.breakdown.codes is None else observations.breakdown.codes[rows],
        )
        values = observations.value[rows]
        for row in np.flatnonzero((values < low[at]) | (values > high[at])):
            _add(observations, start + int(row), low, high, found)


def _add(observations: Observations, row: int, low: Vector, high: Vector, found: Found) -> None:
    one = observations.at(row)
    code = observations.variable.code(one.variable), observations.breakdown.code(one.breakdown)
    found.add(
        one.place,
        msg("The value {value} of {variable} lies outside its range, {low} to {high}."),
        msg("The methodology says that such a value cannot be right."),
        msg("Correct the value; look at its unit of measure and its decimal point."),
        value=float(observations.value[row]),
        variable=one.variable,
        low=float(low[code]),
        high=float(high[code]),
    )
