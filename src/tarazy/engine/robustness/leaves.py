"""The indicators in many replicates: each step is taken once for each state that its outcome can have."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from tarazy.engine.model.methodology import Indicator
from tarazy.engine.model.methods import each, named
from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Refused
from tarazy.engine.robustness.alike import ADJUST, STEPS, Alike, Job
from tarazy.engine.robustness.distinct import Block
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.noisy_values import reads_besides, reads_only_its_formula, with_values
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
SO_FAR: Final = tuple(tuple(step for part in PARTS[: count + 1] for step in part) for count in range(len(PARTS)))
AFTER_VALUE: Final = tuple(step for part in PARTS[1:] for step in part)
# Numbers of the columns that are taken at once.
NUMBERS_AT_ONCE: Final = 1 << 19


@dataclass(frozen=True)
class Leaves:
    """The indicators of a period; `applicable` says to whom each applies by the text alone."""

    replicates: Replicates
    stage: Stage
    applicable: Mapping[str, Flags | None]
    failures: Failures

    def of(self, indicators: Sequence[str], block: Block) -> dict[str, Varied]:
        """The scores of the indicators in the replicates of a block."""
        found: dict[str, Varied] = {}
        alike: dict[Hashable, list[list[Job]]] = {}
        for id in indicators:
            jobs = self._with_values(id, block)
            if any(job.found is None or job.found.silent is not None for job in jobs):
                found[id] = self._state_by_state(jobs, block)
            else:
                alike.setdefault(self._key(id), []).append(jobs)
        for some in alike.values():
            states = len(block.distinct(self.touching(some[0][0].id, len(PARTS) - 1)))
            most = max(1, NUMBERS_AT_ONCE // max(1, states * len(self.stage.units)))
            for start in range(0, len(some), most):
                found |= self._at_once(some[start : start + most], block)
        return found

    def _at_once(self, alike: Sequence[Sequence[Job]], block: Block) -> dict[str, Varied]:
        """Indicators that are alike; where one is refused, in two parts, so that the others go on."""
        first = alike[0][0].id
        touching = [self.touching(first, part) for part in range(len(PARTS))]
        with suppress(Refused):
            cube = Alike(self.replicates, block, alike, touching, self._alone).scores(self._is_adjusted(first))
            of = block.distinct(touching[-1]).of
            none = np.zeros(cube.shape[1], dtype=np.bool_)
            return {jobs[0].id: Varied(scores, of, none) for jobs, scores in zip(alike, cube, strict=True)}
        if len(alike) == 1:
            return {first: self._state_by_state(alike[0], block)}
        half = len(alike) // 2
        return self._at_once(alike[:half], block) | self._at_once(alike[half:], block)

    def _state_by_state(self, jobs: Sequence[Job], block: Block) -> Varied:
        """One indicator whose methods may refuse in some of its states; `jobs`: its values."""
        id = jobs[0].id
        states = block.distinct(self.touching(id, 0))
        for part, step in enumerate(STEPS, start=1):
            before, states = states, block.distinct(self.touching(id, part))
            at = zip(before.of[states.first].tolist(), block.chosen[states.first].tolist(), strict=True)
            jobs = [self._taken(step, jobs[state]._replace(replicate=replicate)) for state, replicate in at]
        if self._is_adjusted(id):
            jobs = [self._taken(ADJUST, job) for job in jobs]
        return self._varied(jobs, block)

    def _key(self, indicator: str) -> Hashable:
        """Equal for indicators that the same assumptions change and that take equal methods in every state."""
        node, replicates = self.replicates.stated.nodes[indicator], self.replicates
        assert isinstance(node, Indicator)
        changing = replicates.touching(indicator, *AFTER_VALUE)
        if self._others(indicator) or any(replicates.varying[one].shares is None for one in changing):
            return indicator
        rules = tuple(_key_of(named(node.methods, step)) for step in AFTER_VALUE)
        # What a choice puts in their place is one object at all its nodes.
        choices = tuple(id(methods) for methods in replicates.choices_at(indicator))
        return self.touching(indicator, 0), changing, rules, choices, node.better

    def touching(self, indicator: str, part: int) -> frozenset[int]:
        """The assumptions that change what comes of the indicator after a part of its steps."""
        found = self.replicates.touching(indicator, *SO_FAR[part])
        for other in self._others(indicator):
            found |= self.replicates.touching(other, *PARTS[0])
        return found

    def _others(self, id: str) -> tuple[str, ...]:
        """The other indicators whose values the methods of an indicator, as stated, look at."""
        if id not in self._looked_at:
            taken = each(self.replicates.stated.nodes[id].methods)
            self._looked_at[id] = tuple(other for _, parameters in taken for other in parameters.indicators())
        return self._looked_at[id]

    @cached_property
    def _looked_at(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _is_adjusted(self, id: str) -> bool:
        """Whether scores of the indicator are adjusted or rounded in any replicate."""
        taken = [self.replicates.stated.nodes[id].methods, *self.replicates.choices_at(id)]
        return any({"adjust", "round"} & methods.keys() for methods in taken)

    def _node(self, job: Job) -> Indicator:
        node = self.replicates.node(job.id, job.replicate)
        assert isinstance(node, Indicator)
        return node

    def _stage(self, job: Job, node: Indicator) -> Stage:
        """The period as the methods of the indicator see it in one replicate."""
        if not self.replicates.noisy or reads_besides(node.methods):
            return self._stage_of_value(job, node)
        stage = self.stage
        if self.replicates.is_refilled(node.id):
            stage = replace(stage, shaken=self.replicates.shaken(job.replicate, stage.period))
        return stage

    def _stage_of_value(self, job: Job, node: Indicator) -> Stage:
        """The same with the figures of the replicate."""
        stage, replicates = self.stage, self.replicates
        others = self._others(node.id)
        if not replicates.noisy and not replicates.is_refilled(node.id) and not others:
            return stage
        read = {one.variable for one in node.reads()}
        for other in others:
            read |= {one.variable for one in replicates.stated.nodes[other].reads()}
            stage = replace(stage, methodology=replicates.methodology(job.replicate))
        if decides_on(replicates.stated, node.id, replicates.noisy):
            read |= replicates.noisy
        if noisy := read & replicates.noisy:
            stage = replace(stage, inputs=replicates.inputs(job.replicate, noisy))
        if replicates.is_refilled(node.id):
            stage = replace(stage, shaken=replicates.shaken(job.replicate, stage.period))
        return stage

    def _with_values(self, id: str, block: Block) -> list[Job]:
        """The values of one indicator in its states."""
        node = self.replicates.stated.nodes[id]
        assert isinstance(node, Indicator)
        states = block.distinct(self.touching(id, 0))
        jobs = [Job(id, replicate) for replicate in block.chosen[states.first].tolist()]
        stated, noisy = self.replicates.stated, self.replicates.noisy
        plain = self.applicable[id] is None and not decides_on(stated, id, noisy)
        if len(jobs) > 1 and plain and reads_only_its_formula(self.replicates, self.stage, node):
            with suppress(Refused):  # then one by one, so that the others go on
                return with_values(self.replicates, self.stage, node, jobs)
        return [job.done(self._with_value) for job in jobs]

    def _with_value(self, job: Job) -> Job:
        node, applicable = self.replicates.stated.nodes[job.id], self.applicable
        if self.replicates.touching(job.id, "denominate"):
            node = self._node(job)
        assert isinstance(node, Indicator)
        stage = self._stage_of_value(job, node)
        if decides_on(self.replicates.stated, job.id, self.replicates.noisy):
            applicable = applicability(stage, {})
        return job._replace(found=valued(stage, node, applicable[job.id]))

    def _taken(self, step: str, job: Job) -> Job:
        return job.done(lambda one: self._alone(step, one))

    def _alone(self, step: str, job: Job) -> Job:
        """A step after the value, of one column."""
        node = self._node(job)
        stage, found, column = self._stage(job, node), job.found, job.column
        assert found is not None
        if step == "missing":
            return job._replace(column=filled(stage, node, found)[0])
        assert column is not None
        if step == "treat":
            return job._replace(column=treated(stage, node, found, column))
        if step == "normalise":
            return job._replace(column=normalised(stage, node, found, column))
        score, _ = adjusted(stage, node, column, found.scene, found.silent)
        return job._replace(column=rounded(stage, node, found, score))

    def _varied(self, jobs: Sequence[Job], block: Block) -> Varied:
        """The states of one indicator, and what was refused in which of them."""
        id, n = jobs[0].id, len(self.stage.units)
        of = block.distinct(self.touching(id, len(PARTS) - 1)).of
        for state, job in enumerate(jobs):
            if job.refused is not None:
                self.failures.add(id, job.refused, block.chosen[of == state])
        failed = np.array([job.refused is not None for job in jobs], dtype=np.bool_)
        scores = np.empty((len(jobs), n))
        for row, job in zip(scores, jobs, strict=True):
            row[:] = np.nan if job.column is None or job.refused is not None else job.column
        applicable = stacked(
            [None if job.found is None else job.found.applicable for job in jobs], np.ones(n, dtype=np.bool_)
        )
        excluded = stacked(
            [None if job.found is None else job.found.excluded for job in jobs], np.zeros(n, dtype=np.int16)
        )
        return Varied(scores, of, failed, applicable, excluded)


def _key_of(rule: tuple[Parameters, ...]) -> Hashable:
    """Equal rules have one key; of parameters that hold a mapping, only the same ones."""
    try:
        hash(rule)
    except TypeError:
        return tuple(id(one) for one in rule)
    return rule
