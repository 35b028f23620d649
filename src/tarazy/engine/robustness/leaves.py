"""The indicators in many replicates: each step is taken once for each state that its outcome can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from tarazy.engine.model.methodology import Indicator, Node
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Flags
from tarazy.engine.robustness.distinct import Block, Distinct
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.many import Job, many
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.varied import Varied, stacked
from tarazy.engine.robustness.varying.values import decides_on
from tarazy.engine.robustness.varying.varies import VALUE
from tarazy.engine.run.adjusted import adjusted
from tarazy.engine.run.indicator import filled, normalised, rounded, treated, valued
from tarazy.engine.run.stage import Stage
from tarazy.engine.run.tree import applicability

# The steps of an indicator in their order, in parts: what changes one part changes all after it.
PARTS: Final = ((VALUE, "denominate"), ("missing",), ("treat",), ("normalise", "adjust", "round"))


@dataclass(frozen=True)
class _States:
    """The states of one indicator after a part of its steps, with what came of each."""

    distinct: Distinct
    jobs: list[Job]


@dataclass(frozen=True)
class Leaves:
    """The indicators of a period; `applicable` says to whom each applies by the text alone."""

    replicates: Replicates
    stage: Stage
    applicable: Mapping[str, Flags | None]
    failures: Failures

    def of(self, indicators: Sequence[str], block: Block) -> dict[str, Varied]:
        """The scores of the indicators in the replicates of a block."""
        before: dict[str, _States] = {}
        for part in range(len(PARTS)):
            states = {id: block.distinct(self.touching(id, part)) for id in indicators}
            jobs = [self._job(id, part, block, at, before.get(id)) for id in indicators for at in states[id].first]
            done = iter(self._taken(part, jobs))
            before = {id: _States(states[id], [next(done) for _ in states[id].first]) for id in indicators}
        return {id: self._varied(id, before[id], block) for id in indicators}

    def touching(self, indicator: str, part: int) -> frozenset[int]:
        """The assumptions that change what comes of the indicator after a part of its steps."""
        found = self.replicates.touching(indicator, *(step for steps in PARTS[: part + 1] for step in steps))
        for other in _reads(self.replicates.stated.nodes[indicator]) if part > 0 else ():
            found |= self.replicates.touching(other, *PARTS[0])
        return found

    def _job(self, id: str, part: int, block: Block, at: int, before: _States | None) -> Job:
        """A state, with what came of the parts before, as the replicate sees it in which the state first comes."""
        last: Job | None = None if before is None else before.jobs[int(before.distinct.of[at])]
        if last is not None and not self.replicates.touching(id, *PARTS[part]) and not _reads(last.indicator):
            return last
        replicate = int(block.chosen[at])
        node = self.replicates.node(id, replicate)
        assert isinstance(node, Indicator)
        stage = self._stage(node, replicate) if self._sees_more(id) else self.stage
        return Job(stage, node) if last is None else last._replace(stage=stage, indicator=node)

    def _sees_more(self, id: str) -> bool:
        """Whether a replicate changes more of the indicator than its own methods."""
        if id not in self._seen:
            node = self.replicates.stated.nodes[id]
            noisy = self.replicates.noisy
            read = bool(noisy & {one.variable for one in node.reads()}) or bool(noisy and _reads(node))
            decided = bool(noisy) and decides_on(self.replicates.stated, id, noisy)
            # A choice may bring a method that reads what the stated one does not.
            chosen = bool(self.replicates.touching(id, "denominate", "missing", "treat", "normalise", "adjust"))
            self._seen[id] = (
                read or decided or self.replicates.is_refilled(id) or bool(_reads(node)) or (chosen and bool(noisy))
            )
        return self._seen[id]

    @cached_property
    def _seen(self) -> dict[str, bool]:
        return {}

    def _stage(self, node: Indicator, replicate: int) -> Stage:
        """The period as the indicator sees it in one replicate."""
        stage, replicates = self.stage, self.replicates
        read = {one.variable for one in node.reads()}
        for other in _reads(node):
            read |= {one.variable for one in replicates.stated.nodes[other].reads()}
            stage = replace(stage, methodology=replicates.methodology(replicate))
        if decides_on(replicates.stated, node.id, replicates.noisy):
            read |= replicates.noisy
        if noisy := read & replicates.noisy:
            stage = replace(stage, inputs=replicates.inputs(replicate, noisy))
        if replicates.is_refilled(node.id):
            stage = replace(stage, shaken=replicates.shaken(replicate, stage.period))
        return stage

    def _taken(self, part: int, jobs: list[Job]) -> list[Job]:
        if part == 0:
            return [job.done(self._with_value) for job in jobs]
        if part == 1:
            return many("missing", jobs, _with_filled)
        if part == 2:
            return many("treat", jobs, _with_treated)
        return [job.done(_with_adjusted) for job in many("normalise", jobs, _with_score)]

    def _with_value(self, job: Job) -> Job:
        id = job.indicator.id
        applicable = self.applicable
        if decides_on(self.replicates.stated, id, self.replicates.noisy):
            applicable = applicability(job.stage, {})
        return job._replace(found=valued(job.stage, job.indicator, applicable[id]))

    def _varied(self, id: str, states: _States, block: Block) -> Varied:
        jobs, of = states.jobs, states.distinct.of
        for state, job in enumerate(jobs):
            if job.refused is not None:
                self.failures.add(id, job.refused, block.chosen[of == state])
        shape = (len(jobs), len(self.stage.units))
        failed = np.array([job.refused is not None for job in jobs], dtype=np.bool_)
        scores = np.empty(shape)
        for row, job in zip(scores, jobs, strict=True):
            row[:] = np.nan if job.column is None or job.refused is not None else job.column
        applicable = stacked(
            [None if job.found is None else job.found.applicable for job in jobs], np.ones(shape[1], dtype=np.bool_)
        )
        excluded = stacked(
            [None if job.found is None else job.found.excluded for job in jobs], np.zeros(shape[1], dtype=np.int16)
        )
        return Varied(scores, of, failed, applicable, excluded)


def _reads(node: Node) -> tuple[str, ...]:
    """The other indicators whose values the methods of an indicator look at."""
    return tuple(id for _, parameters in each(node.methods) for id in parameters.indicators())


def _with_filled(job: Job) -> Job:
    assert job.found is not None
    return job._replace(column=filled(job.stage, job.indicator, job.found)[0])


def _with_treated(job: Job) -> Job:
    assert job.found is not None
    assert job.column is not None
    return job._replace(column=treated(job.stage, job.indicator, job.found, job.column))


def _with_score(job: Job) -> Job:
    assert job.found is not None
    assert job.column is not None
    return job._replace(column=normalised(job.stage, job.indicator, job.found, job.column))


def _with_adjusted(job: Job) -> Job:
    assert job.found is not None
    assert job.column is not None
    if not {"adjust", "round"} & set(job.indicator.methods):
        return job
    score, _ = adjusted(job.stage, job.indicator, job.column, job.found.scene, job.found.silent)
    return job._replace(column=rounded(job.stage, job.indicator, job.found, score))
