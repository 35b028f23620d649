"""Indicators that are alike: all their columns in all their states are one matrix, of which each step is taken once.

A method that offers `rows` takes float64[m, n] in place of float64[n] and gives, row by row, the same numbers; one that
offers `rows_by` takes parameters of its own for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Refused, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.distinct import Block, distinct
from tarazy.engine.robustness.replicates import Positions, Replicates
from tarazy.engine.run.indicator import Valued
from tarazy.engine.steps import methods

# float64[k, s, n]: k indicators in s states over n units.
Cube = NDArray[np.float64]
Rule = tuple[Parameters, ...]
# The steps from a value to a score that may be taken of many columns.
STEPS: Final = ("missing", "treat", "normalise")
ADJUST: Final = "adjust"


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


@dataclass(frozen=True)
class Alike:
    """k indicators that the same assumptions change and that take the same methods in every state; `jobs`: the values
    of each in its states. `touching`: the assumptions that change what comes of them, after each part of their steps.
    `alone`: takes a step of one column.
    """

    replicates: Replicates
    block: Block
    jobs: Sequence[Sequence[Job]]
    touching: Sequence[frozenset[int]]
    alone: Callable[[str, Job], Job]

    def scores(self, is_adjusted: bool) -> Cube:
        """The scores. Raises Refused where a method refuses any of the columns."""
        first = states = self.block.distinct(self.touching[0])
        columns = np.stack([[job.found.value for job in of if job.found is not None] for of in self.jobs])
        for step, touching in zip(STEPS, self.touching[1:], strict=True):
            before, states = states, self.block.distinct(touching)
            if states is not before:
                columns = columns[:, before.of[states.first]]
            columns = self._taken(step, columns, first.of[states.first], self.block.chosen[states.first])
        if is_adjusted:
            return self._one_by_one(ADJUST, columns, first.of[states.first], self.block.chosen[states.first])
        return columns

    def _taken(self, step: str, columns: Cube, values: Positions, replicates: Positions) -> Cube:
        """One step of the columns, of which `values` says from which value and `replicates` in which replicate."""
        by_rule = self._by_rule(step, replicates)
        if len(by_rule) == 1:
            return self._by_one_rule(step, by_rule[0][0], columns, values, replicates)
        if (module := _of_rows_by(step, [rule for rule, _ in by_rule])) is not None:
            return self._by_rules_of(module, by_rule, columns)
        result = np.empty(columns.shape)
        for rule, places in by_rule:
            some = columns[:, places]
            result[:, places] = self._by_one_rule(step, rule, some, values[places], replicates[places])
        return result

    def _by_one_rule(self, step: str, rule: Rule, columns: Cube, values: Positions, replicates: Positions) -> Cube:
        if self._is_of_rows(step, rule):
            return self._at_once(step, rule, columns)
        return self._one_by_one(step, columns, values, replicates)

    def _by_rules_of(self, module: ModuleType, by_rule: Sequence[tuple[Rule, Positions]], columns: Cube) -> Cube:
        """Where the rules are one method with parameters of their own."""
        parameters: list[Parameters] = [by_rule[0][0][0]] * columns.shape[1]
        for (of_rule,), places in by_rule:
            for place in places.tolist():
                parameters[place] = of_rule
        rows = columns.reshape(-1, columns.shape[-1])
        treated: Matrix = module.rows_by(rows, parameters * len(columns), self._scene)
        return treated.reshape(columns.shape)

    def _by_rule(self, step: str, replicates: Positions) -> list[tuple[Rule, Positions]]:
        """The methods of the step, with the states that take it by them."""
        id = self.jobs[0][0].id
        changing = sorted(self.replicates.touching(id, step))
        of_rule = distinct([self.replicates.states[one, replicates] for one in changing], len(replicates))
        rules = [self.replicates.rule(id, step, replicate) for replicate in replicates[of_rule.first].tolist()]
        return [(rule, np.flatnonzero(of_rule.of == number)) for number, rule in enumerate(rules)]

    def _is_of_rows(self, step: str, rule: Rule) -> bool:
        """Whether the step may be taken of many columns: not where what is filled in is drawn anew."""
        if step == "missing" and self.replicates.is_refilled(self.jobs[0][0].id):
            return False
        return all(hasattr(methods(step)[one.method], "rows") for one in rule)

    @property
    def _scene(self) -> Scene:
        found = self.jobs[0][0].found
        assert found is not None
        return found.scene

    def _at_once(self, step: str, rule: Rule, columns: Cube) -> Cube:
        rows: Matrix = columns.reshape(-1, columns.shape[-1])
        for parameters in rule:
            rows = methods(step)[parameters.method].rows(rows, parameters, self._scene)
        return rows.reshape(columns.shape)

    def _one_by_one(self, step: str, columns: Cube, values: Positions, replicates: Positions) -> Cube:
        result = np.empty(columns.shape)
        for of, given, taken in zip(self.jobs, columns, result, strict=True):
            for value, replicate, column, row in zip(values, replicates, given, taken, strict=True):
                row[:] = self.alone(step, of[value]._replace(replicate=int(replicate), column=column)).column
        return result


def _of_rows_by(step: str, rules: Sequence[Rule]) -> ModuleType | None:
    """The method that all the rules are, if it takes parameters of its own for each row."""
    names = {one.method for rule in rules for one in rule}
    if len(names) > 1 or any(len(rule) != 1 for rule in rules):
        return None
    module = methods(step)[names.pop()]
    return module if hasattr(module, "rows_by") else None
