"""Which observation a run takes for one unit."""

from __future__ import annotations

import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import CANNOT_EXIST as STATE_CANNOT_EXIST
from tarazy.engine.model.inputs import EXCLUDED as STATE_EXCLUDED
from tarazy.engine.model.methodology import Variable
from tarazy.engine.model.observations import (
    CANNOT_EXIST,
    EXCLUDED_BY_DECISION,
    STATUSES_OF_VALUES,
    Observation,
    Observations,
    recorded_by,
)

# A status that ends the search, and the state of Inputs to which it leads; every other passes the search on.
STATE_OF_STATUS: Final = {
    **dict.fromkeys(STATUSES_OF_VALUES, 0),
    CANNOT_EXIST: STATE_CANNOT_EXIST,
    EXCLUDED_BY_DECISION: STATE_EXCLUDED,
}


def observation_taken(
    observations: Observations,
    variable: Variable,
    breakdown: str,
    unit: str,
    period: str,
    as_of: datetime.datetime | None = None,
) -> Observation | None:
    """The observation of one of the variable's breakdowns that a run takes for one unit: by the rule of `take`; if the
    search only passed on, the last that it passed; None: no row.
    """
    found: Observation | None = None
    for series in variable.series:
        rows = _rows_of(observations, variable.observed.variable, breakdown, unit, period, series, as_of)
        if rows.size:
            latest = rows[-1] if observations.revision is None else rows[np.argmax(observations.revision[rows])]
            found = observations.at(int(latest))
            if found.status in STATE_OF_STATUS:
                return found
    return found


def _rows_of(
    observations: Observations,
    variable: str,
    breakdown: str,
    unit: str,
    period: str,
    series: str,
    as_of: datetime.datetime | None,
) -> NDArray[np.intp]:
    count = len(observations)
    wanted = (
        (observations.unit, unit),
        (observations.variable, variable),
        (observations.period, period),
        (observations.breakdown, breakdown),
        (observations.series, series),
    )
    if any(column.code(name) < 0 for column, name in wanted):
        return np.zeros(0, dtype=np.intp)
    rows = np.arange(count)
    for column, name in wanted:
        if column.codes is not None:
            rows = rows[column.codes[rows] == column.code(name)]
    if observations.recorded_at is not None and as_of is not None:
        rows = rows[recorded_by(observations.recorded_at[rows], as_of)]
    return rows
