"""Two rows that claim to be the same observation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.load.tables.table import Found, OfRows
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import msg

# A map of this many cells is one byte each; beyond it the rows are sorted instead.
_LARGEST_MAP = 2_000_000_000
_ROWS_AT_ONCE = 1 << 17


def find_duplicates(observations: Observations, found: Found) -> None:
    """Note every observation whose unit, variable, period, breakdown, series and revision an earlier row has."""
    later = duplicated_rows(observations)
    what = msg("The same observation stands twice: {unit}, {variable}, {period}; first in {first}.")

    def add(row: int, of: OfRows) -> None:
        of.add(
            observations.place(row),
            what,
            msg(
                "Of two values for one unit, variable, period, breakdown, series and revision nobody knows which "
                "one counts."
            ),
            msg("Remove one of the two rows, or make the later one the next revision and give its reason."),
            unit=observations.unit.at(row),
            variable=observations.variable.at(row),
            period=observations.period.at(row),
            first=observations.place(_first_like(observations, row)),
        )

    found.add_each(later, what, add)


def duplicated_rows(observations: Observations) -> NDArray[np.intp]:
    """Positions of the rows whose key an earlier row has."""
    sizes = [len(part) for part in _parts(observations)]
    size = int(np.prod([float(size) for size in sizes]))
    if not len(observations):
        return np.zeros(0, dtype=np.intp)
    if size <= max(_LARGEST_MAP // 100, min(_LARGEST_MAP, 20 * len(observations))):
        return _by_map(observations, size)
    return _by_sorting(observations)


def _parts(observations: Observations) -> list[NDArray[np.generic]]:
    """For each part of the key an array as long as it has different values."""
    names = [observations.variable, observations.period, observations.breakdown, observations.series, observations.unit]
    greatest = 1 if observations.revision is None else int(observations.revision.max(initial=1))
    return [np.zeros(greatest), *(np.empty(len(part.names)) for part in names)]


def _keys(observations: Observations, rows: slice) -> NDArray[np.int64]:
    """One number a row, the same for rows with the same key."""
    count = len(observations)
    key = np.zeros(len(range(*rows.indices(count))), dtype=np.int64)
    if observations.revision is not None:
        key += observations.revision[rows] - 1
    for part in (
        observations.variable,
        observations.period,
        observations.breakdown,
        observations.series,
        observations.unit,
    ):
        if len(part.names) > 1:
            key *= len(part.names)
        if part.codes is not None:
            key += part.codes[rows]
    return key


def _by_map(observations: Observations, size: int) -> NDArray[np.intp]:
    """A map of all possible keys, ticked off row by row: no sort of a hundred million keys."""
    met = np.empty(size, dtype=np.bool_)
    met[:] = False
    batches = [slice(start, start + _ROWS_AT_ONCE) for start in range(0, len(observations), _ROWS_AT_ONCE)]
    for rows in batches:
        met[_keys(observations, rows)] = True
    if np.count_nonzero(met) == len(observations):
        return np.zeros(0, dtype=np.intp)
    met[:] = False
    twice = []
    for rows in batches:
        keys = _keys(observations, rows)
        twice.append(rows.start + _repeated(keys, met[keys]))
        met[keys] = True
    return np.concatenate(twice)


def _repeated(keys: NDArray[np.int64], again: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Positions within a batch of keys met before, in an earlier batch or in this one."""
    order = np.argsort(keys, kind="stable")
    same = np.concatenate(([False], keys[order][1:] == keys[order][:-1]))
    repeated = again.copy()
    repeated[order[same]] = True
    return np.flatnonzero(repeated)


def _by_sorting(observations: Observations) -> NDArray[np.intp]:
    names = [np.asarray(part.all_codes(len(observations))) for part in (
        observations.unit, observations.series, observations.breakdown, observations.period, observations.variable,
    )]  # fmt: skip
    if observations.revision is not None:
        names.append(observations.revision)
    order = np.lexsort(names)
    same = np.ones(len(order) - 1, dtype=np.bool_)
    for column in names:
        same &= column[order][1:] == column[order][:-1]
    return np.sort(order[1:][same])


def _first_like(observations: Observations, row: int) -> int:
    """The first row with the key of this one."""
    same = np.ones(len(observations), dtype=np.bool_)
    for name in ("unit", "variable", "period", "breakdown", "series"):
        column = getattr(observations, name)
        if column.codes is not None:
            same &= column.codes == column.codes[row]
    if observations.revision is not None:
        same &= observations.revision == observations.revision[row]
    return int(np.argmax(same))
