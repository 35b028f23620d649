"""Why one run came to something else than another: which figures, which texts, which engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tarazy.engine.model.take import rows_taken
from tarazy.web.rooms.methodologies.queries import files_of
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.inputs import read_again

Key = tuple[str, str, str, str, str]  # unit, variable, period, breakdown, series


@dataclass(frozen=True)
class Taken:
    """What a run took under a key."""

    value: float | None
    status: str
    source: str


@dataclass(frozen=True)
class ObservationChanged:
    """An observation that two runs took differently; None where one of them did not take it."""

    unit: str
    variable: str
    period: str
    breakdown: str
    series: str
    before: Taken | None
    after: Taken | None


@dataclass(frozen=True)
class Inputs:
    """How the inputs of two runs differ. `files`: of the methodology, those that are not the same byte for byte."""

    observations: tuple[ObservationChanged, ...]
    files: tuple[str, ...]
    engines: tuple[str, str]

    @property
    def has_other_engine(self) -> bool:
        return self.engines[0] != self.engines[1]


def inputs_between(before: Run, after: Run) -> Inputs:
    """What the later of two runs read otherwise than the earlier one, by unit, variable and period."""
    old, new = _taken(before), _taken(after)
    keys = sorted(key for key in {**old, **new} if old.get(key) != new.get(key))
    changed = tuple(ObservationChanged(*key, old.get(key), new.get(key)) for key in keys)
    return Inputs(changed, _files(before, after), (before.engine_version, after.engine_version))


def _taken(run: Run) -> Mapping[Key, Taken]:
    read = read_again(run, run.as_of)
    rows = rows_taken(read.observations, read.methodology, read.units, run.periods)
    found = (read.observations.at(int(row)) for row in rows)
    return {
        (one.unit, one.variable, one.period, one.breakdown, one.series): Taken(one.value, one.status, one.source)
        for one in found
    }


def _files(before: Run, after: Run) -> tuple[str, ...]:
    if before.version_id == after.version_id:
        return ()
    old, new = files_of(before.version), files_of(after.version)
    return tuple(sorted(path for path in {**old, **new} if old.get(path) != new.get(path)))
