"""Observations of one series, spread over columns x units."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.coded import Codes
from tarazy.engine.model.observations import Observations, recorded_by
from tarazy.engine.model.units import Units

_ROWS_AT_ONCE: Final = 1 << 21
_THREADS: Final = 2


class Column(NamedTuple):
    """What is observed: a variable with its breakdown in a period."""

    variable: str
    breakdown: str
    period: str


@dataclass(frozen=True)
class Plane:
    """What one series says of columns x units. `status`: the observation's status code + 1, 0 = no row; None: a row wherever a value."""

    value: NDArray[np.float64]
    status: NDArray[np.uint8] | None
    se: NDArray[np.float64] | None
    n: NDArray[np.float64] | None


class _Scatter(NamedTuple):
    """Where the rows of a table go: the column of each variable, breakdown and period, and the position of each unit (-1: nowhere)."""

    table: NDArray[np.int32]
    variable: Codes
    breakdown: Codes
    period: Codes
    unit: Codes


def plane_of(
    observations: Observations,
    series: str,
    columns: Sequence[Column],
    units: Units,
    as_of: datetime.datetime | None,
) -> Plane:
    """The rows of one series, spread over columns x units."""
    shape = (len(columns), len(units))
    has_statuses = observations.status.names != ("",)
    plane = Plane(
        np.full(shape, np.nan),
        np.zeros(shape, dtype=np.uint8) if has_statuses else None,
        None if observations.se is None else np.full(shape, np.nan),
        None if observations.n is None else np.full(shape, np.nan),
    )
    scatter = _scatter(observations, columns, units)
    rows = _rows_in_order(observations, series, as_of)
    batches = [slice(start, start + _ROWS_AT_ONCE) for start in range(0, len(observations), _ROWS_AT_ONCE)]
    if rows is not None:
        # A later revision overwrites an earlier one, so these go one after the other.
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            _spread(observations, plane, scatter, rows[start : start + _ROWS_AT_ONCE])
        return plane
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda batch: _spread(observations, plane, scatter, batch), batches))
    return plane


def _rows_in_order(observations: Observations, series: str, as_of: datetime.datetime | None) -> NDArray[np.intp] | None:
    """The rows of a series known at the time, by revision; None: all rows, in any order."""
    known = None
    if len(observations.series.names) > 1:
        known = observations.series.rows_with(series, len(observations))
    if observations.recorded_at is not None and as_of is not None:
        recorded = recorded_by(observations.recorded_at, as_of)
        known = recorded if known is None else known & recorded
    if observations.revision is None:
        return None if known is None else np.flatnonzero(known)
    rows = np.arange(len(observations)) if known is None else np.flatnonzero(known)
    return rows[np.argsort(observations.revision[rows], kind="stable")]


def _scatter(observations: Observations, columns: Sequence[Column], units: Units) -> _Scatter:
    names = [sorted({column[part] for column in columns}) for part in range(3)]
    table = np.full([len(part) + 1 for part in names], -1, dtype=np.int32)  # the last of each part: none of ours
    for position, column in enumerate(columns):
        table[tuple(part.index(text) for part, text in zip(names, column, strict=True))] = position
    return _Scatter(
        table,
        observations.variable.translated(names[0]),
        observations.breakdown.translated(names[1]),
        observations.period.translated(names[2]),
        observations.unit.translated([str(unit) for unit in units.ids]),
    )


def _spread(observations: Observations, plane: Plane, scatter: _Scatter, rows: slice | NDArray[np.intp]) -> None:
    values = observations.value[rows]
    column = scatter.table[
        _translated(observations.variable.codes, scatter.variable, rows),
        _translated(observations.breakdown.codes, scatter.breakdown, rows),
        _translated(observations.period.codes, scatter.period, rows),
    ]
    unit = _translated(observations.unit.codes, scatter.unit, rows)
    cell = column * np.int64(plane.value.shape[1]) + unit
    ours = np.broadcast_to((column >= 0) & (unit >= 0), values.shape)
    everything = bool(ours.all())
    cell = np.broadcast_to(cell, values.shape) if everything else np.broadcast_to(cell, values.shape)[ours]
    for target, source in (
        (plane.value, values),
        (plane.se, None if observations.se is None else observations.se[rows]),
        (plane.n, None if observations.n is None else observations.n[rows]),
        (plane.status, None if plane.status is None else _statuses(observations, rows, len(values))),
    ):
        if target is not None and source is not None:
            target.reshape(-1)[cell] = source if everything else source[ours]


def _translated(codes: Codes | None, translation: Codes, rows: slice | NDArray[np.intp]) -> Codes | np.int32:
    return translation[0] if codes is None else translation[codes[rows]]


def _statuses(observations: Observations, rows: slice | NDArray[np.intp], count: int) -> NDArray[np.uint8]:
    if observations.status.codes is None:
        return np.ones(count, dtype=np.uint8)
    return (observations.status.codes[rows] + 1).astype(np.uint8)
