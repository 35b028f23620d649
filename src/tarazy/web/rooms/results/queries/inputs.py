"""What a run reads: the methodology, the observations as they stood, the units; and what can be said from them."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from msgspec.structs import replace as replaced

from tarazy.engine.explanation import Explanation, ScoredPeriod, scored_period
from tarazy.engine.load.tables.given import periods_to_score
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.queries.recorded import engine_observations
from tarazy.web.rooms.results.models import CampaignRun, Run, Score
from tarazy.web.rooms.results.queries.kept import keep_explanation, kept_explanation, path_of
from tarazy.web.rooms.results.queries.tables import run_with
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import engine_units, units_by_id, units_of_place

RUNS_IN_MEMORY = 8
PERIODS_IN_MEMORY = 4
EXPLANATIONS_IN_MEMORY = 100  # of a hundred indicators one takes a megabyte
_ONE_AT_A_TIME: Final = threading.Lock()  # many at once would keep other pages waiting


@dataclass(frozen=True)
class Read:
    """Everything from which a version's scores are computed."""

    methodology: Methodology
    observations: Observations
    units: Units


def read_for(version: Version, as_of: datetime.datetime | None = None, only: Collection[str] | None = None) -> Read:
    """What a run of the version reads; of a campaign's run, `only` the units that it scores."""
    return read_by(methodology_of(version), as_of, only)


def read_again(run: Run, as_of: datetime.datetime | None = None) -> Read:
    """What a run reads of what is recorded until `as_of`; by its own `as_of`, what it has read."""
    return read_for(run.version, as_of, scored_in(run))


def scored_in(run: Run) -> Collection[str] | None:
    """The units of a campaign's run; None for a run of all."""
    return CampaignRun.objects.filter(run=run).values_list("units", flat=True).first()


def read_by(
    methodology: Methodology, as_of: datetime.datetime | None = None, only: Collection[str] | None = None
) -> Read:
    """What a text reads, a version or not: the units of its place and kinds, or `only` these, wherever they are listed;
    and what is recorded of its variables.
    """
    if only is not None:
        units = engine_units(units_by_id(only).values())
    else:
        kinds = None if methodology.assessed_kinds == "any" else methodology.assessed_kinds
        units = engine_units(units_of_place(methodology.methodology.partition("/")[0], kinds))
    observed = {variable.observed.variable for variable in methodology.variables}
    return Read(methodology, engine_observations(observed, units.ids.tolist(), as_of), units)


def data_hash_of(read: Read, periods: list[str]) -> str:
    """The hash of what a run of the periods would take."""
    return take(read.observations, read.methodology, read.units, periods).data_hash


def is_current(run: Run) -> bool:
    """Whether computing again now would read the same: nothing recorded since has changed what the run took."""
    read = read_again(run)
    asked = run.periods if CampaignRun.objects.filter(run=run).exists() else None
    periods = asked or list(periods_to_score(read.methodology, read.observations))
    return periods == run.periods and data_hash_of(read, periods) == run.data_hash


def explanation(run: Run, unit: str, period: str, node: str = INDEX, *, what_if: bool = True) -> Explanation:
    """Why a unit has its score at a node, down to the observations, and (unless `what_if` is False) what would change
    it.

    Computed by the engine from the run's own inputs and kept: a run never changes. Raises ProblemsFound where the run
    holds no such unit, period or node.
    """
    return _explanation(run.pk, run.data_hash, unit, period, node, what_if)


@lru_cache(maxsize=EXPLANATIONS_IN_MEMORY)
def _explanation(run: int, data_hash: str, unit: str, period: str, node: str, what_if: bool) -> Explanation:
    found = run_with(run)
    assert found is not None  # whoever asks holds it
    if node != INDEX:
        return _scored_period(run, data_hash, period).explained(unit, node, what_if=what_if)
    if (kept := kept_explanation(found, unit, period)) is not None:
        names = Unit.objects.filter(pk=unit).values_list("name", flat=True)  # which may change
        named = replaced(kept, unit_name=names.first())
        return named if what_if else replaced(named, changes=())
    with _ONE_AT_A_TIME:
        explained = _scored_period(run, data_hash, period).explained(unit, what_if=what_if)
    if what_if:
        keep_explanation(found, explained)
    return explained


def explain_all(run: Run, until: float) -> bool:
    """Make and keep what is not kept yet, the latest period first, until a moment of the monotonic clock. Whether
    nothing is left to do.
    """
    scored = Score.objects.filter(run=run, node=INDEX).order_by("-period", "unit").values_list("period", "unit")
    for period, unit in scored:
        if not path_of(run, unit, period).exists():
            if time.monotonic() >= until:
                return False
            explanation(run, unit, period)
    return True


@lru_cache(maxsize=PERIODS_IN_MEMORY)
def _scored_period(run: int, data_hash: str, period: str) -> ScoredPeriod:
    read = _read_by(run, data_hash)
    return scored_period(read.methodology, read.observations, read.units, period)


@lru_cache(maxsize=RUNS_IN_MEMORY)
def _read_by(run: int, data_hash: str) -> Read:
    """What a run read. Its number alone would do, if no test gave it anew."""
    found = Run.objects.select_related("version").get(pk=run)
    return read_again(found, found.as_of)
