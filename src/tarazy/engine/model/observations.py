"""Observations: who, what, when, for whom, who says so, value, standard error, status, source."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.coded import Coded, joined
from tarazy.engine.model.numbers import Vector

Instants = NDArray[np.datetime64]
Revisions = NDArray[np.int32]
Place = Callable[[int], str]

TOTAL: Final = ""  # the breakdown of an observation for everybody
STATISTICS: Final = "statistics"  # the series of a table that names none

# SDMX CL_OBS_STATUS 2.2, and two of ours. A value may have one of the first; an empty value needs one of the others.
STATUSES_OF_VALUES: Final = frozenset({"", "A", "B", "D", "E", "F", "G", "I", "J", "K", "N", "P", "S", "U", "V", "W"})
CANNOT_EXIST, MISSING, SUPPRESSED, NOT_COLLECTED, EXCLUDED_BY_DECISION = "M", "O", "Q", "L", "X"
STATUSES_WITHOUT_VALUE: Final = (CANNOT_EXIST, MISSING, SUPPRESSED, NOT_COLLECTED, EXCLUDED_BY_DECISION)


class Observation(NamedTuple):
    """One observation as a reader sees it; `value` None where the status says why there is none."""

    unit: str
    variable: str
    period: str
    breakdown: str
    series: str
    revision: int
    reason: str
    value: float | None
    se: float | None
    n: float | None
    status: str
    source: str
    recorded_at: str
    place: str


@dataclass(frozen=True)
class Observations:
    """Observations as columns, one row each, in any order. Made by engine/load/tables, which checks every row.

    `value`: float64, NaN = none. `revision` None: all are first revisions. `recorded_at` None or NaT: known from the
    beginning.
    `se`, `n`: float64, NaN = not stated. `place` says where a row stands: a file with its line, a sheet with its cell.
    `known_variables`: variables that a methodology need not use.
    """

    unit: Coded
    variable: Coded
    period: Coded
    value: Vector
    breakdown: Coded = field(default=Coded((TOTAL,)))
    series: Coded = field(default=Coded((STATISTICS,)))
    status: Coded = field(default=Coded(("",)))
    source: Coded = field(default=Coded(("",)))
    revision: Revisions | None = None
    reason: Coded = field(default=Coded(("",)))
    recorded_at: Instants | None = None
    se: Vector | None = None
    n: Vector | None = None
    place: Place = field(default=lambda row: f"[{row}]")
    known_variables: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.value)

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(sorted(self.period.names))

    def only(self, rows: NDArray[np.intp]) -> Observations:
        """Some of the rows, in the order in which they are named.

        >>> two = Observations(Coded(("KZ",)), Coded(("beds",)), Coded(("2023", "2024"), np.array([0, 1])), np.ones(2))
        >>> two.only(np.array([1])).at(0).period
        '2024'
        """
        count = len(self)

        def chosen(column: NDArray[Any] | None) -> NDArray[Any] | None:
            return None if column is None else column[rows]

        coded = {name: getattr(self, name) for name in CODED_COLUMNS}
        some: dict[str, Any] = {
            name: Coded(column.names, column.all_codes(count)[rows]) for name, column in coded.items()
        }
        return dataclasses.replace(
            self,
            **some,
            value=self.value[rows],
            revision=chosen(self.revision),
            recorded_at=chosen(self.recorded_at),
            se=chosen(self.se),
            n=chosen(self.n),
            place=lambda row: self.place(int(rows[row])),
        )

    def at(self, row: int) -> Observation:
        """One row with its texts."""
        return Observation(
            self.unit.at(row),
            self.variable.at(row),
            self.period.at(row),
            self.breakdown.at(row),
            self.series.at(row),
            1 if self.revision is None else int(self.revision[row]),
            self.reason.at(row),
            stated(self.value, row),
            stated(self.se, row),
            stated(self.n, row),
            self.status.at(row),
            self.source.at(row),
            "" if self.recorded_at is None or np.isnat(self.recorded_at[row]) else f"{self.recorded_at[row]}Z",
            self.place(row),
        )


def recorded_by(recorded_at: Instants, as_of: datetime.datetime) -> NDArray[np.bool_]:
    """bool[n]: what was known at the time; what has no instant was known from the beginning. A time without a zone is
    UTC.
    """
    aware = as_of if as_of.tzinfo else as_of.replace(tzinfo=datetime.UTC)
    instant = np.datetime64(aware.astimezone(datetime.UTC).replace(tzinfo=None), "us")
    return np.asarray(np.isnat(recorded_at) | (recorded_at <= instant))


def stated(column: Vector | None, row: int) -> float | None:
    return None if column is None or np.isnan(column[row]) else float(column[row])


CODED_COLUMNS: Final = ("unit", "variable", "period", "breakdown", "series", "status", "source", "reason")


def union(parts: Sequence[Observations]) -> Observations:
    """Several tables as one; nothing is checked here."""
    if len(parts) == 1:
        return parts[0]
    counts = [len(part) for part in parts]
    coded = {name: joined([getattr(part, name) for part in parts], counts) for name in CODED_COLUMNS}
    starts = np.cumsum([0, *counts])

    def place(row: int) -> str:
        part = int(np.searchsorted(starts, row, side="right")) - 1
        return parts[part].place(row - int(starts[part]))

    return Observations(
        **coded,
        value=np.concatenate([part.value for part in parts]),
        revision=_below([part.revision for part in parts], counts, np.int32(1)),
        recorded_at=_below([part.recorded_at for part in parts], counts, np.datetime64("NaT", "us")),
        se=_below([part.se for part in parts], counts, np.float64(np.nan)),
        n=_below([part.n for part in parts], counts, np.float64(np.nan)),
        place=place,
        known_variables=frozenset().union(*(part.known_variables for part in parts)),
    )


def _below(columns: Sequence[NDArray[Any] | None], counts: Sequence[int], absent: np.generic) -> NDArray[Any] | None:
    """Columns one below the other; a part without the column is filled with what its absence means."""
    if all(column is None for column in columns):
        return None
    filled = [
        np.full(count, absent) if column is None else column for column, count in zip(columns, counts, strict=True)
    ]
    return np.concatenate(filled)
