"""A methodology on the workbench: what a run of it has read is kept in memory, and changed methods are tried on it."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils import timezone

from tarazy.engine.load.tables.given import periods_to_score
from tarazy.engine.model.changed import Changed, with_methods
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.take import take
from tarazy.engine.model.text import Text
from tarazy.engine.robustness.trial import Trial, changed_trial, stated_shares, tried, tried_again
from tarazy.engine.run.again import Known, is_known_enough, known_period
from tarazy.engine.words import ProblemsFound
from tarazy.web.grammar.standing import Given, Standing
from tarazy.web.journal.queries import last_of
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.inputs import Read, read_for

READ_IN_MEMORY: Final = 4
BENCHES_IN_MEMORY: Final = 8
MOST_UNITS: Final = 5_000  # more take longer than anybody waits for while a slider moves
_ONE_AT_A_TIME: Final = threading.Lock()
_LATEST_RUN: Final = Standing(
    lambda: Run.objects.filter(version=Given("version")).select_related("campaign_run").order_by("-pk")[:1]
)


@dataclass(frozen=True)
class Figures:
    """On which figures a version is tried: what was recorded until `as_of`; of a run, those that it took, `only` of its
    units where it scored some. `units`: the last act that changed any, after which they are read anew.
    """

    as_of: datetime.datetime
    units: str
    run: Run | None = None
    only: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Bench:
    """A version in one period as it is: what it reads, what it comes to, at the index (`own`) and at every node
    (`known`), and the weights that it states.
    """

    methodology: Methodology
    read: Read
    period: str
    as_of: datetime.datetime
    inputs: Inputs
    own: Trial
    known: Known
    stated: Mapping[str, float]

    @property
    def names(self) -> tuple[Text, ...]:
        """Of the units of `own`, in their order."""
        names = self.known.stage.units.names
        assert names is not None  # of recorded units
        return names

    def tried(self, changed: Changed) -> Trial:
        """What the version comes to with other methods at some nodes. Raises ProblemsFound."""
        if is_known_enough(self.known, changed):
            return tried_again(self.known, changed)
        other = with_methods(self.methodology, changed)
        inputs = self.inputs if set(other.reads) <= set(self.methodology.reads) else self._taken(other)
        return changed_trial(self.methodology, changed, inputs, self.read.units, self.period)

    def _taken(self, methodology: Methodology) -> Inputs:
        return take(self.read.observations, methodology, self.read.units, (self.period,), self.as_of)


class TooMany(Exception):
    """The methodology scores more units than can be tried at once."""


def figures_of(version: Version, as_of: datetime.datetime | None = None) -> Figures:
    """Those of the version's latest run; where it has none, what is recorded until `as_of` (None: until now)."""
    units = last_of(["units"])
    runs = _LATEST_RUN.ask(version=version.pk)
    if not runs:
        return Figures(as_of or _last_recorded(), units)
    only = tuple(runs[0].campaign_run.units) if hasattr(runs[0], "campaign_run") else None
    return Figures(runs[0].as_of, units, runs[0], only)


def _last_recorded() -> datetime.datetime:
    """When something was last recorded: until then and until now are the same, and it is named alike until the next."""
    last = Observation.objects.order_by("-pk").values_list("recorded_at", flat=True).first()
    return last or timezone.now()


def periods_of(version: Version, figures: Figures) -> tuple[str, ...]:
    """The periods in which the version can be tried, the earliest first; none where nothing is recorded."""
    with _ONE_AT_A_TIME:
        return _periods(_Key.of(version, figures))


def bench_of(version: Version, figures: Figures, period: str) -> Bench:
    """The version in a period, made once a process. Raises ProblemsFound, TooMany."""
    with _ONE_AT_A_TIME:
        return _bench(_Key.of(version, figures), period)


@dataclass(frozen=True)
class _Key:
    """What is read goes by this; by the hash too, since a draft may get another text."""

    version: int
    hash: str
    as_of: datetime.datetime
    units: str
    only: tuple[str, ...] | None

    @classmethod
    def of(cls, version: Version, figures: Figures) -> _Key:
        return cls(version.pk, version.hash, figures.as_of, figures.units, figures.only)


@lru_cache(maxsize=READ_IN_MEMORY)
def _periods(key: _Key) -> tuple[str, ...]:
    read = _read_once(key)
    try:
        return tuple(periods_to_score(read.methodology, read.observations))
    except ProblemsFound:
        return ()


@lru_cache(maxsize=READ_IN_MEMORY)
def _read_once(key: _Key) -> Read:
    return read_for(Version.objects.get(pk=key.version), key.as_of, key.only)


@lru_cache(maxsize=BENCHES_IN_MEMORY)
def _bench(key: _Key, period: str) -> Bench:
    read = _read_once(key)
    if len(read.units) > MOST_UNITS:
        raise TooMany
    inputs = take(read.observations, read.methodology, read.units, (period,), key.as_of)
    own = tried(read.methodology, inputs, read.units, period)
    known = known_period(read.methodology, inputs, read.units, period)
    stated = stated_shares(read.methodology, inputs, read.units, period)
    return Bench(read.methodology, read, period, key.as_of, inputs, own, known, stated)
