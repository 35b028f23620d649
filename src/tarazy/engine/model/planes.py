"""Observations of one series, spread over columns x units."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations, recorded_by
from tarazy.engine.model.units import Units

_ROWS_AT_ONCE: Final = 1 << 21
_IN_CACHE: Final = 1 << 16
_NOWHERE: Final = np.int64(-(1 << 61))
_THREADS: Final = 2


class Column(NamedTuple):
    """What is observed: a variable with its breakdown in a period."""

    variable: str
    breakdown: str
    period: str


@dataclass(frozen=True)
class Plane:
    """What one series says of columns x units. `status`: the observation's status code + 1, 0 = no row; None: a row
    wherever a value.
    """

    value: NDArray[np.float64]
    status: NDArray[np.uint8] | None
    se: NDArray[np.float64] | None
    n: NDArray[np.float64] | None


class _Scatter(NamedTuple):
    """Where the rows of a table go in a flat plane: `start` is the first cell of the column of each variable, breakdown
    and period (in the table's codes), `unit` the further cells to each unit; far below zero where a row goes nowhere.
    """

    start: NDArray[np.int64]
    unit: NDArray[np.int64]
    everything: bool  # no row goes nowhere


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
    of_table = [observations.variable, observations.breakdown, observations.period]
    start = np.full([len(part.names) for part in of_table], _NOWHERE)
    for position, column in enumerate(columns):
        codes = [part.code(name) for part, name in zip(of_table, column, strict=True)]
        if min(codes) >= 0:
            start[tuple(codes)] = position * len(units)
    unit = observations.unit.translated([str(id) for id in units.ids]).astype(np.int64)
    unit[unit < 0] = _NOWHERE
    return _Scatter(start, unit, bool(start.min(initial=0) >= 0 and unit.min(initial=0) >= 0))


def _spread(observations: Observations, plane: Plane, scatter: _Scatter, rows: slice | NDArray[np.intp]) -> None:
    if isinstance(rows, slice):
        count = len(observations)
        blocks = [
            slice(at, min(at + _IN_CACHE, rows.stop, count))
            for at in range(rows.start, min(rows.stop, count), _IN_CACHE)
        ]
        for block in blocks:
            _spread_block(observations, plane, scatter, block)
    else:
        _spread_block(observations, plane, scatter, rows)


def _spread_block(observations: Observations, plane: Plane, scatter: _Scatter, rows: slice | NDArray[np.intp]) -> None:
    values = observations.value[rows]
    cells = _starts(observations, scatter, rows) + _of(observations.unit, scatter.unit, rows)
    cells = np.broadcast_to(cells, values.shape)
    ours = None if scatter.everything else cells >= 0
    if ours is not None:
        cells = cells[ours]
    for target, source in (
        (plane.value, values),
        (plane.se, None if observations.se is None else observations.se[rows]),
        (plane.n, None if observations.n is None else observations.n[rows]),
        (plane.status, None if plane.status is None else _statuses(observations, rows, len(values))),
    ):
        if target is not None and source is not None:
            target.reshape(-1)[cells] = source if ours is None else source[ours]


def _starts(
    observations: Observations, scatter: _Scatter, rows: slice | NDArray[np.intp]
) -> NDArray[np.int64] | np.int64:
    """The first cell of the column of each row. Parts of the key that are the same in all rows cost nothing."""
    if observations.breakdown.codes is None and observations.period.codes is None:
        return _of(observations.variable, scatter.start[:, 0, 0], rows)
    parts = (observations.variable, observations.breakdown, observations.period)
    return np.asarray(scatter.start[tuple(0 if part.codes is None else part.codes[rows] for part in parts)])


def _of(column: Coded, table: NDArray[np.int64], rows: slice | NDArray[np.intp]) -> NDArray[np.int64] | np.int64:
    return table[0] if column.codes is None else table[column.codes[rows]]


def _statuses(observations: Observations, rows: slice | NDArray[np.intp], count: int) -> NDArray[np.uint8]:
    if observations.status.codes is None:
        return np.ones(count, dtype=np.uint8)
    return (observations.status.codes[rows] + 1).astype(np.uint8)
