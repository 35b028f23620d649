"""One step of many columns: those that take it by the same rule are taken at once, where the method knows how.

A method that offers `rows` (of missing data: `fill_rows`) takes float64[m, n] in place of float64[n] and gives, row by
row, the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tarazy.engine.model.methodology import Indicator
from tarazy.engine.model.methods import named
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.run.indicator import Valued
from tarazy.engine.run.stage import Stage
from tarazy.engine.steps import methods


class Job(NamedTuple):
    """One state of one indicator, with what came of it so far. `refused`: by the method that ended it."""

    stage: Stage
    indicator: Indicator
    found: Valued | None = None
    column: Vector | None = None
    refused: Refused | None = None

    def done(self, step: Callable[[Job], Job]) -> Job:
        """The next step taken, unless one before it was refused."""
        if self.refused is not None:
            return self
        try:
            return step(self)
        except Refused as refused:
            return self._replace(refused=refused)


# A rule, and whether a higher value earns more points: with the same two, columns are treated alike.
_Rule = tuple[tuple[Parameters, ...], bool]


def many(step: str, jobs: Sequence[Job], alone: Callable[[Job], Job]) -> list[Job]:
    """A step of every job: at once where the method of its rule offers `rows`, else each by `alone`."""
    results: list[Job] = list(jobs)
    by_rule: dict[_Rule, list[int]] = {}
    for at, job in enumerate(jobs):
        rule = tuple(named(job.indicator.methods, step))
        if _is_plain(job) and rule and all(hasattr(methods(step)[one.method], "rows") for one in rule):
            assert job.found is not None
            by_rule.setdefault((rule, job.found.scene.rising), []).append(at)
        else:
            results[at] = job.done(alone)
    for (rule, _), places in by_rule.items():
        for at, job in zip(places, _at_once(step, rule, [jobs[at] for at in places], alone), strict=True):
            results[at] = job
    return results


def _is_plain(job: Job) -> bool:
    """Whether the step may be taken together with others: nobody is silent, nothing is drawn anew."""
    return job.refused is None and job.found is not None and job.found.silent is None and job.stage.shaken is None


def _at_once(step: str, rule: tuple[Parameters, ...], jobs: list[Job], alone: Callable[[Job], Job]) -> Iterator[Job]:
    if len(jobs) == 1:
        yield jobs[0].done(alone)
        return
    scene = jobs[0].found.scene  # type: ignore[union-attr]
    columns: Matrix = np.stack([job.found.value if job.column is None else job.column for job in jobs])  # type: ignore[union-attr]
    try:
        for parameters in rule:
            columns = methods(step)[parameters.method].rows(columns, parameters, scene)
    except Refused:
        # One by one, so that the others go on.
        yield from (job.done(alone) for job in jobs)
        return
    yield from (job._replace(column=column) for job, column in zip(jobs, columns, strict=True))
