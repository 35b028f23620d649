"""Two rows that claim to be the same observation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import msg

# A map of this many cells is one byte each; beyond it the rows are sorted instead.
_LARGEST_MAP = 2_000_000_000
_ROWS_AT_ONCE = 1 << 17

Rows = NDArray[np.intp]


def find_duplicates(observations: Observations, found: Found) -> None:
    """Note every observation whose unit, variable, period, breakdown, series and revision an earlier row has; of the
    two nobody knows which one counts, so both are refused.
    """
    later, firsts = _duplicated(observations)
    what = msg("The same observation stands twice: {unit}, {variable}, {period}; first in {first}.")
    first_of = dict(zip(later[: found.most].tolist(), firsts[: found.most].tolist(), strict=True))

    def add(row: int) -> None:
        found.of(np.array([first_of[row], row])).add(
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
            first=observations.place(first_of[row]),
        )

    found.add_each(later, what, add, firsts)


def _duplicated(observations: Observations) -> tuple[Rows, Rows]:
    """Positions of the rows whose key an earlier row has, and for each of them the first row that has it."""
    sizes = [len(part) for part in _parts(observations)]
    size = int(np.prod([float(size) for size in sizes]))
    if not len(observations):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
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


def _by_map(observations: Observations, size: int) -> tuple[Rows, Rows]:
    """A map of all possible keys, ticked off row by row: no sort of a hundred million keys."""
    met = np.empty(size, dtype=np.bool_)
    met[:] = False
    batches = [slice(start, start + _ROWS_AT_ONCE) for start in range(0, len(observations), _ROWS_AT_ONCE)]
    for rows in batches:
        met[_keys(observations, rows)] = True
    if np.count_nonzero(met) == len(observations):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    met[:] = False
    twice, keys_twice = [], []
    for rows in batches:
        keys = _keys(observations, rows)
        repeated = _repeated(keys, met[keys])
        twice.append(rows.start + repeated)
        keys_twice.append(keys[repeated])
        met[keys] = True
    return np.concatenate(twice), _firsts(observations, batches, np.concatenate(keys_twice))


def _firsts(observations: Observations, batches: Sequence[slice], wanted: NDArray[np.int64]) -> Rows:
    """For each of some keys the first row that has it."""
    keys, of = np.unique(wanted, return_inverse=True)
    firsts = np.full(len(keys), -1, dtype=np.intp)
    for rows in batches:
        here = _keys(observations, rows)
        at = np.minimum(np.searchsorted(keys, here), len(keys) - 1)
        hits = np.flatnonzero((keys[at] == here) & (firsts[at] < 0))[::-1]  # of one key the earliest is written last
        firsts[at[hits]] = rows.start + hits
    return firsts[of]


def _repeated(keys: NDArray[np.int64], again: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Positions within a batch of keys met before, in an earlier batch or in this one."""
    order = np.argsort(keys, kind="stable")
    same = np.concatenate(([False], keys[order][1:] == keys[order][:-1]))
    repeated = again.copy()
    repeated[order[same]] = True
    return np.flatnonzero(repeated)


def _by_sorting(observations: Observations) -> tuple[Rows, Rows]:
    names = [np.asarray(part.all_codes(len(observations))) for part in (
        observations.unit, observations.series, observations.breakdown, observations.period, observations.variable,
    )]  # fmt: skip
    if observations.revision is not None:
        names.append(observations.revision)
    order = np.lexsort(names)
    same = np.ones(len(order) - 1, dtype=np.bool_)
    for column in names:
        same &= column[order][1:] == column[order][:-1]
    begins = np.concatenate(([True], ~same))
    firsts = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    later = order[~begins]
    in_turn = np.argsort(later)
    return later[in_turn], firsts[~begins][in_turn]
