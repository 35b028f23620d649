"""Who would move if another methodology were used: the same recorded figures, scored by two texts."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
import polars as pl

from tarazy.engine import score
from tarazy.engine.load.tables.given import periods_to_score
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.web.rooms.results.queries.inputs import Read, read_by


@dataclass(frozen=True)
class Standing:
    """What one text makes of a unit; None where it gives nothing. `reason`: why there is no score."""

    score: float | None = None
    rank: float | None = None
    band: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Movement:
    """A unit under the old and the new text. `climb`: ranks won (negative: lost), where it has one under both."""

    unit: str
    before: Standing
    after: Standing

    @property
    def climb(self) -> float | None:
        both = self.before.rank is not None and self.after.rank is not None
        return self.before.rank - self.after.rank if both else None  # type: ignore[operator]

    @property
    def size(self) -> tuple[float, float]:
        """How far it moves: by ranks, then by points; who has no score under one of them moves farthest."""
        if (self.before.score is None) != (self.after.score is None):
            return math.inf, math.inf
        points = abs((self.after.score or 0) - (self.before.score or 0))
        return abs(self.climb or 0), points


@dataclass(frozen=True)
class Movements:
    """`period` is empty where nothing is recorded that the old text scores. `lacking`: observed variables of the new
    text of which nothing is recorded in the period.
    """

    period: str
    rows: tuple[Movement, ...] = ()
    lacking: tuple[str, ...] = ()


def movements(
    old: Methodology,
    new: Methodology,
    as_of: datetime.datetime | None = None,
    only: Collection[str] | None = None,
    among: Collection[str] | None = None,
) -> Movements:
    """Both texts on the last period that the old one scores, whatever periods the new one is meant for; the farthest
    move first. By what was recorded until `as_of`; for `only` some units; the last `among` some periods.

    Raises ProblemsFound where the engine refuses to score by one of them.
    """
    before, after = read_by(old, as_of, only), read_by(_for_any_period(old, new), as_of, only)
    periods = [one for one in periods_to_score(old, before.observations) if among is None or one in among]
    if not periods:
        return Movements("")
    period = periods[-1]
    was, becomes = _scored(before, period), _scored(after, period)
    rows = [Movement(unit, was.get(unit, Standing()), becomes.get(unit, Standing())) for unit in {**was, **becomes}]
    return Movements(period, tuple(sorted(rows, key=lambda row: row.size, reverse=True)), _lacking(after, period))


def _for_any_period(old: Methodology, new: Methodology) -> Methodology:
    return msgspec.structs.replace(new, assessed_periods=old.assessed_periods) if old.period == new.period else new


def _scored(read: Read, period: str) -> Mapping[str, Standing]:
    frame = score(read.methodology, read.observations, units=read.units, periods=[period], nodes="root").frame
    rows = frame.filter(pl.col("node") == INDEX).iter_rows(named=True)
    return {row["unit"]: Standing(row["score"], row["rank"], row["band"] or "", row["reason"] or "") for row in rows}


def _lacking(read: Read, period: str) -> tuple[str, ...]:
    """The names of the text whose observed variable has no figure in the period."""
    rows = read.observations
    count = len(rows.value)
    recorded = (rows.period.all_codes(count) == rows.period.code(period)) & ~np.isnan(rows.value)
    there = {rows.variable.names[code] for code in np.unique(rows.variable.all_codes(count)[recorded])}
    return tuple(one.variable for one in read.methodology.variables if one.observed.variable not in there)
