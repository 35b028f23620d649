"""The indicators in many replicates: each step is taken once for each state that its outcome can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Final

import numpy as np

from tarazy.engine.model.methodology import Indicator, Node
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.scene import Refused
from tarazy.engine.robustness.distinct import Block, Distinct
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.many import Job, Rule, many
from tarazy.engine.robustness.noisy_values import reads_only_its_formula, with_values
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
        if (indicator, part) not in self._touching:
            found = self.replicates.touching(indicator, *(step for steps in PARTS[: part + 1] for step in steps))
            for other in _others(self.replicates.stated.nodes[indicator]) if part > 0 else ():
                found |= self.replicates.touching(other, *PARTS[0])
            self._touching[indicator, part] = found
        return self._touching[indicator, part]

    @cached_property
    def _touching(self) -> dict[tuple[str, int], frozenset[int]]:
        return {}

    def _job(self, id: str, part: int, block: Block, at: int, before: _States | None) -> Job:
        """A state, with what came of the parts before, of the replicate in which it first comes."""
        if before is None:
            return Job(id, int(block.chosen[at]))
        last = before.jobs[int(before.distinct.of[at])]
        if not self.replicates.touching(id, *PARTS[part]) and not self._reads(id):
            return last
        return last._replace(replicate=int(block.chosen[at]))

    def _reads(self, id: str) -> bool:
        """Whether a method of the indicator, as stated, looks at other indicators."""
        return bool(_others(self.replicates.stated.nodes[id]))

    def _taken(self, part: int, jobs: list[Job]) -> list[Job]:
        if part == 0:
            return [job for of in _by_indicator(jobs) for job in self._with_values(of)]
        if part == 1:
            return many("missing", jobs, lambda job: self._rule(job, "missing"), self._with_filled)
        if part == 2:
            return many("treat", jobs, lambda job: self._rule(job, "treat"), self._with_treated)
        scored = many("normalise", jobs, lambda job: self._rule(job, "normalise"), self._with_score)
        return [job.done(self._with_adjusted) if self._is_adjusted(job.id) else job for job in scored]

    def _rule(self, job: Job, step: str) -> Rule | None:
        """The methods of a step in one state; None where somebody is silent, or what is filled in is drawn anew."""
        if job.found is None or job.found.silent is not None:
            return None
        if step == "missing" and self.replicates.is_refilled(job.id):
            return None
        return self.replicates.rule(job.id, step, job.replicate)

    def _is_adjusted(self, id: str) -> bool:
        """Whether scores of the indicator are adjusted or rounded in any replicate."""
        if id not in self._adjusted:
            taken = [self.replicates.stated.nodes[id].methods, *self.replicates.choices_at(id)]
            self._adjusted[id] = any({"adjust", "round"} & methods.keys() for methods in taken)
        return self._adjusted[id]

    @cached_property
    def _adjusted(self) -> dict[str, bool]:
        return {}

    def _node(self, job: Job) -> Indicator:
        node = self.replicates.node(job.id, job.replicate)
        assert isinstance(node, Indicator)
        return node

    def _stage(self, job: Job, node: Indicator) -> Stage:
        """The period as the methods of the indicator see it in one replicate."""
        if not self.replicates.noisy or _reads_besides(node):
            return self._stage_of_value(job, node)
        stage = self.stage
        if self.replicates.is_refilled(node.id):
            stage = replace(stage, shaken=self.replicates.shaken(job.replicate, stage.period))
        return stage

    def _stage_of_value(self, job: Job, node: Indicator) -> Stage:
        """The same with the figures of the replicate."""
        stage, replicates = self.stage, self.replicates
        if not replicates.noisy and not replicates.is_refilled(node.id) and not _others(node):
            return stage
        read = {one.variable for one in node.reads()}
        for other in _others(node):
            read |= {one.variable for one in replicates.stated.nodes[other].reads()}
            stage = replace(stage, methodology=replicates.methodology(job.replicate))
        if decides_on(replicates.stated, node.id, replicates.noisy):
            read |= replicates.noisy
        if noisy := read & replicates.noisy:
            stage = replace(stage, inputs=replicates.inputs(job.replicate, noisy))
        if replicates.is_refilled(node.id):
            stage = replace(stage, shaken=replicates.shaken(job.replicate, stage.period))
        return stage

    def _with_values(self, jobs: list[Job]) -> list[Job]:
        """The values of one indicator in its states."""
        node = self.replicates.stated.nodes[jobs[0].id]
        assert isinstance(node, Indicator)
        stated, noisy = self.replicates.stated, self.replicates.noisy
        plain = self.applicable[node.id] is None and not decides_on(stated, node.id, noisy)
        if len(jobs) > 1 and plain and reads_only_its_formula(self.replicates, self.stage, node):
            with suppress(Refused):  # then one by one, so that the others go on
                return with_values(self.replicates, self.stage, node, jobs)
        return [job.done(self._with_value) for job in jobs]

    def _with_value(self, job: Job) -> Job:
        node = self._node(job)
        stage, applicable = self._stage_of_value(job, node), self.applicable
        if decides_on(self.replicates.stated, job.id, self.replicates.noisy):
            applicable = applicability(stage, {})
        return job._replace(found=valued(stage, node, applicable[job.id]))

    def _with_filled(self, job: Job) -> Job:
        node = self._node(job)
        assert job.found is not None
        return job._replace(column=filled(self._stage(job, node), node, job.found)[0])

    def _with_treated(self, job: Job) -> Job:
        node = self._node(job)
        assert job.found is not None
        assert job.column is not None
        return job._replace(column=treated(self._stage(job, node), node, job.found, job.column))

    def _with_score(self, job: Job) -> Job:
        node = self._node(job)
        assert job.found is not None
        assert job.column is not None
        return job._replace(column=normalised(self._stage(job, node), node, job.found, job.column))

    def _with_adjusted(self, job: Job) -> Job:
        node = self._node(job)
        assert job.found is not None
        assert job.column is not None
        stage = self._stage(job, node)
        score, _ = adjusted(stage, node, job.column, job.found.scene, job.found.silent)
        return job._replace(column=rounded(stage, node, job.found, score))

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


def _by_indicator(jobs: Sequence[Job]) -> list[list[Job]]:
    """The jobs of each indicator, which stand next to each other."""
    return [list(of) for _, of in groupby(jobs, key=lambda job: job.id)]


def _others(node: Node) -> tuple[str, ...]:
    """The other indicators whose values the methods of an indicator look at."""
    return tuple(id for _, parameters in each(node.methods) for id in parameters.indicators())


def _reads_besides(node: Indicator) -> bool:
    """Whether a method of the indicator looks at anything but its column."""
    taken = [parameters for _, parameters in each(node.methods)]
    return any(one.variables() or one.lags() or one.indicators() for one in taken)
