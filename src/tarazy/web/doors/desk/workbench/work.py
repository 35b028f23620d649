"""What somebody has on the workbench: a version, a period, figures, what is changed, and what comes of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

import numpy as np
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tarazy.engine.model.methods import named
from tarazy.engine.robustness.trial import Trial, flaws_of
from tarazy.engine.words import ProblemsFound
from tarazy.web.doors.desk.workbench.asked import Asked, Fault, asked_of
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.results.queries.trials import Bench, Figures, TooMany, bench_of, figures_of, periods_of
from tarazy.web.ui.written import language

MOST_PROBLEMS = 20
LOOKED_BACK = 3
_NOT_SAID_YET = "-"  # the source of what is changed, until a draft is saved


@dataclass
class Work:
    """`bench`: None where there is nothing to try the version on, and `refused` says why. `problems`: what the engine
    says against what is changed; then there is no trial.
    """

    version: Version
    figures: Figures
    periods: tuple[str, ...]
    period: str
    bench: Bench | None = None
    asked: Asked = field(default_factory=Asked)
    group: str = ""
    trial: Trial | None = None
    problems: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def is_faulty(self) -> bool:
        return bool(self.asked.faults or self.problems or self.refused)

    @cached_property
    def groups(self) -> Mapping[str, int]:
        """The peer groups, the greatest first, with their units."""
        return dict(Counter(self.bench.own.peer_groups).most_common()) if self.bench else {}

    def query(self, **more: str) -> str:
        """Everything that is chosen, as an address holds it."""
        frame = {"period": self.period, "group": self.group}
        if self.figures.run is None:
            frame["as_of"] = self.figures.as_of.isoformat()
        return urlencode({key: value for key, value in {**frame, **self.asked.said, **more}.items() if value})


def work_of(version: Version, given: Mapping[str, str], source: str = _NOT_SAID_YET) -> Work:
    """`given`: the fields of the form or of the address; `source`: who says what is changed."""
    figures = figures_of(version, _moment(given.get("as_of", "")))
    periods = periods_of(version, figures)
    if not periods:
        return Work(version, figures, (), "", refused=[_("Nothing is recorded of what this version assesses.")])
    wanted = given.get("period", "")
    work = Work(version, figures, periods, wanted if wanted in periods else periods[-1])
    try:
        work.bench = bench_of(version, figures, work.period) if wanted in periods else _last_with_ranks(work)
        work.period = work.bench.period
    except ProblemsFound as found:
        work.refused = _in_words(found)
        return work
    except TooMany:
        work.refused = [_("It scores more units than can be tried while somebody waits.")]
        return work
    group = given.get("group", "")
    work.group = group if group in work.groups else next(iter(work.groups), "")
    _try(work, work.bench, given, source)
    return work


def _last_with_ranks(work: Work) -> Bench:
    """In the latest period many figures may still be missing; one of those before in which somebody has a rank."""
    tried = [bench_of(work.version, work.figures, period) for period in work.periods[: -1 - LOOKED_BACK : -1]]
    return next((bench for bench in tried if not np.isnan(bench.own.index.rank).all()), tried[0])


def _try(work: Work, bench: Bench, given: Mapping[str, str], source: str) -> None:
    work.asked = asked = asked_of(bench, given, source, timezone.localdate())
    flaws = flaws_of(bench.methodology, asked.changed)
    for node, step, flaw in flaws:
        words = " ".join(part.in_language(language()) for part in (flaw.what, flaw.why, flaw.mend))
        asked.faults.append(Fault(_field_of(asked, node, step, flaw.at), words))
    if asked.faults:
        return
    try:
        work.trial = bench.tried(asked.changed) if asked.changed else bench.own
    except ProblemsFound as found:
        work.problems = _in_words(found)


def _field_of(asked: Asked, node: str, step: str, at: tuple[str | int, ...]) -> str:
    """The field by whose name a flaw of what is changed is told."""
    key = str(at[-1]) if at else ""
    if step == "weigh":
        return f"weight.{key}"
    [taken] = named(asked.changed[node], step)
    return f"{step}.{node}.{taken.method}.{key}"


def _in_words(found: ProblemsFound) -> list[str]:
    told = [problem.in_language(language()) for problem in found.problems]
    return list(dict.fromkeys(told))[:MOST_PROBLEMS]


def _moment(said: str) -> datetime.datetime | None:
    """A moment that has passed; None for anything else."""
    try:
        found = parse_datetime(said[:40])
    except ValueError:
        return None
    is_past = found is not None and timezone.is_aware(found) and found <= timezone.now()
    return found if is_past else None
