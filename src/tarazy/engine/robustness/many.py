"""One step of many columns: those that take it by the same rule are taken at once, where the method knows how.

A method that offers `rows` takes float64[m, n] in place of float64[n] and gives, row by row, the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Refused
from tarazy.engine.run.indicator import Valued
from tarazy.engine.steps import methods


class Job(NamedTuple):
    """One state of one indicator, the first replicate that has it, and what came of it so far. `refused`: by the method
    that ended it.
    """

    id: str
    replicate: int
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


Rule = tuple[Parameters, ...]


def many(
    step: str, jobs: Sequence[Job], rule_of: Callable[[Job], Rule | None], alone: Callable[[Job], Job]
) -> list[Job]:
    """A step of every job: at once where the methods of its rule offer `rows`, else each by `alone`. `rule_of`: the
    methods of the step; None where the column must be taken alone.
    """
    results: list[Job] = list(jobs)
    by_rule: dict[tuple[Rule | int, bool], list[int]] = {}
    for at, job in enumerate(jobs):
        rule = None if job.refused is not None else rule_of(job)
        if rule is None:
            results[at] = job.done(alone)
        elif rule:
            assert job.found is not None
            by_rule.setdefault((_key(rule), job.found.scene.rising), []).append(at)
    for places in by_rule.values():
        rule = rule_of(jobs[places[0]])
        assert rule is not None
        for at, job in zip(places, _at_once(step, rule, [jobs[at] for at in places], alone), strict=True):
            results[at] = job
    return results


def _key(rule: Rule) -> Rule | int:
    """Equal rules have one key; of parameters that hold a mapping, only the same ones."""
    try:
        hash(rule)
    except TypeError:
        return id(rule[0])
    return rule


def _at_once(step: str, rule: Rule, jobs: list[Job], alone: Callable[[Job], Job]) -> Iterator[Job]:
    modules = [methods(step)[one.method] for one in rule]
    first = jobs[0].found
    if len(jobs) == 1 or first is None or not all(hasattr(module, "rows") for module in modules):
        yield from (job.done(alone) for job in jobs)
        return
    columns = np.stack([job.found.value if job.column is None else job.column for job in jobs if job.found])
    try:
        for module, parameters in zip(modules, rule, strict=True):
            columns = module.rows(columns, parameters, first.scene)
    except Refused:
        # One by one, so that the others go on.
        yield from (job.done(alone) for job in jobs)
        return
    yield from (job._replace(column=column) for job, column in zip(jobs, columns, strict=True))
