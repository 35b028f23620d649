"""What sources say of the values that a run takes: estimated, provisional, doubtful."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methodology import Methodology, Variable
from tarazy.engine.model.observations import Observations, recorded_by

NORMAL = "A"  # written or not, it is one


def statuses_of(
    methodology: Methodology,
    observations: Observations,
    units: NDArray[np.str_],
    period: str,
    as_of: datetime.datetime | None,
) -> Mapping[str, Mapping[str, int]]:
    """For each indicator, how many of its values of the period have which status; normal ones under "".

    Of a unit's cell the value of the first accepted series that has one counts, at its last revision.
    """
    count = len(observations)
    known = np.isin(np.array(observations.unit.names), units)[observations.unit.all_codes(count)]
    known &= observations.period.rows_with(period, count) & ~np.isnan(observations.value)
    if as_of is not None and observations.recorded_at is not None:
        known &= recorded_by(observations.recorded_at, as_of)
    rows = np.flatnonzero(known)
    names = {read.variable for read in methodology.reads if not read.lag}
    found = {name: _of_variable(observations, rows, methodology.variables_by_name[name]) for name in names}
    by_indicator: dict[str, dict[str, int]] = {}
    for indicator in methodology.indicators:
        counts: dict[str, int] = {}
        for name in sorted({read.variable for read in indicator.reads() if not read.lag}):
            for status, often in found[name].items():
                counts[status] = counts.get(status, 0) + often
        by_indicator[indicator.id] = counts
    return by_indicator


def _of_variable(observations: Observations, rows: NDArray[np.intp], variable: Variable) -> dict[str, int]:
    count = len(observations)
    codes = {
        name: getattr(observations, name).all_codes(count)[rows]
        for name in ("unit", "variable", "breakdown", "series", "status")
    }
    order = np.array([variable.series.index(name) if name in variable.series else -1
                      for name in observations.series.names])  # fmt: skip
    breakdowns = [observations.breakdown.code(name) for name in variable.observed.breakdowns]
    accepted = order[codes["series"]] >= 0
    accepted &= codes["variable"] == observations.variable.code(variable.observed.variable)
    accepted &= np.isin(codes["breakdown"], breakdowns)
    unit, breakdown, status = (codes[name][accepted] for name in ("unit", "breakdown", "status"))
    revision = np.ones(count) if observations.revision is None else observations.revision
    first = np.lexsort((-revision[rows][accepted], order[codes["series"]][accepted], breakdown, unit))
    cells = np.stack([unit, breakdown])[:, first]
    taken = np.ones(len(first), dtype=np.bool_)
    taken[1:] = (cells[:, 1:] != cells[:, :-1]).any(axis=0)
    found: dict[str, int] = {}
    for code, often in zip(*np.unique(status[first][taken], return_counts=True), strict=True):
        name = observations.status.names[int(code)]
        name = "" if name == NORMAL else name
        found[name] = found.get(name, 0) + int(often)
    return found
