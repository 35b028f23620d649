"""The dimensions in many replicates: as products of matrices where the method is a mean, else state by state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tarazy.engine.model.methodology import INDEX, Dimension
from tarazy.engine.model.methods import each, named
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.distinct import Block, Distinct, distinct
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.means import Group, mean_of_group
from tarazy.engine.robustness.replicates import Positions, Replicates
from tarazy.engine.robustness.varied import Varied, gathered, joined
from tarazy.engine.robustness.varying.varies import CHILDREN, VALUE
from tarazy.engine.run.dimension import score_dimension, without
from tarazy.engine.run.scored import Scored
from tarazy.engine.run.stage import Stage, needed
from tarazy.engine.steps import methods

STEPS = (VALUE, "weigh", "missing", "aggregate", "adjust", "round", CHILDREN)


# The states of a dimension, and what was refused in which of them.
_Found = tuple[Varied, list[tuple[Refused, Positions]]]


@dataclass(frozen=True)
class _Rule:
    """How a dimension is scored in some replicates: its methods, the child that is left out (None: none)."""

    node: Dimension
    left_out: str | None

    @property
    def remaining(self) -> Dimension:
        """The dimension with the children that stay."""
        return without(self.node, self.left_out)


@dataclass(frozen=True)
class Dimensions:
    """The nodes with children of a period."""

    replicates: Replicates
    stage: Stage
    failures: Failures

    def of(self, id: str, below: Mapping[str, Varied], block: Block) -> Varied:
        """The scores of a dimension in the replicates of a block. `below`: the nodes that were scored before it."""
        dimension = self.replicates.stated.nodes[id]
        assert isinstance(dimension, Dimension)
        own = self.replicates.touching(id, *STEPS)
        columns = [self._column(id, one, block.chosen) for one in sorted(own)]
        seen = {child: below[child] for child in (*dimension.children, *self._looked_at(id))}
        states = distinct([*columns, *(one.of for one in seen.values())], len(block))
        few = [column for one, column in zip(sorted(own), columns, strict=True) if self._has_few(one)]
        of_rule = distinct([column[states.first] for column in few], len(states))
        rules = [self._rule(id, int(block.chosen[states.first[at]])) for at in of_rule.first.tolist()]
        children = {child: below[child] for child in dimension.children}
        if all(self._is_mean(rule, children) for rule in rules):
            found, refusals = self._means(rules, of_rule, children, block.chosen[states.first], states.first)
        else:
            found, refusals = self._one_by_one(rules, of_rule, seen, block.chosen[states.first], states.first)
        for refused, refused_states in refusals:
            self.failures.add(id, refused, block.chosen[np.isin(states.of, refused_states)])
        return replace(found, of=found.of[states.of])

    def _has_few(self, assumption: int) -> bool:
        """Whether each of its states is a rule of its own: weights are numbers within one rule."""
        one = self.replicates.varying[assumption]
        return one.shares is not None and one.reweigh is None

    def _looked_at(self, id: str) -> tuple[str, ...]:
        """The nodes below at whose scores a method of the dimension looks, in any replicate."""
        if id not in self._looks_at:
            taken = [self.replicates.stated.nodes[id].methods, *self.replicates.choices_at(id)]
            nodes = (node for methods in taken for _, parameters in each(methods) for node in parameters.nodes())
            self._looks_at[id] = tuple(dict.fromkeys(nodes))
        return self._looks_at[id]

    @cached_property
    def _looks_at(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _column(self, id: str, assumption: int, replicates: Positions) -> Positions:
        """The states of an assumption as the dimension sees them: who is left out elsewhere does not matter here."""
        states = self.replicates.states[assumption, replicates]
        if CHILDREN not in self.replicates.varying[assumption].touches.get(id, frozenset()):
            return np.asarray(states)
        here = np.zeros(int(states.max(initial=0)) + 1, dtype=np.intp)
        for state, at in zip(*np.unique(states, return_index=True), strict=True):
            left_out = self.replicates.effect(assumption, int(replicates[at])).left_out
            here[state] = state if left_out is not None and self.replicates.stated.parents[left_out] == id else 0
        return np.asarray(here[states])

    def _rule(self, id: str, replicate: int) -> _Rule:
        node = self.replicates.node(id, replicate)
        assert isinstance(node, Dimension)
        left_out = self.replicates.left_out(replicate)
        return _Rule(node, left_out if left_out in node.children else None)

    def _is_mean(self, rule: _Rule, children: Mapping[str, Varied]) -> bool:
        """Whether the dimension is a mean of its children by weights that are the same for all units."""
        aggregate, _ = needed(rule.node, "aggregate")
        missing, _ = needed(rule.node, "missing")
        weigh, _ = needed(rule.node, "weigh")
        return (
            hasattr(methods("aggregate")[aggregate], "mean")
            and hasattr(methods("missing")[missing], "enough")
            and not methods("weigh")[weigh].RELATIVE
            and self._stated(rule).shape[1] == 1
            and "adjust" not in rule.node.methods
            and all(child.excluded is None and child.no_total is None for child in children.values())
        )

    def _stated(self, rule: _Rule) -> Matrix:
        """float64[k, 1 or n]: the weights of all children as the methodology says, whoever is left out."""
        method, parameters = needed(rule.node, "weigh")
        stated: Matrix = methods("weigh")[method].compute(parameters, self.stage.scene(rule.node))
        return stated[:, np.newaxis] if stated.ndim == 1 else stated

    def _is_lost_asked(self, id: str) -> bool:
        """Whether a rule for missing data looks, in any replicate, at the share that counts: here or above."""
        while True:
            taken = [named(self.replicates.stated.nodes[id].methods, "missing")]
            taken += [named(one, "missing") for one in self.replicates.choices_at(id)]
            if any(_looks_at_share(one) for rule in taken for one in rule):
                return True
            if id == INDEX:
                return False
            id = self.replicates.stated.parents[id]

    def _weights(self, rule: _Rule, replicates: Positions) -> Matrix:
        """float64[s, k]: the weights of the children that stay, before any of them is missing."""
        stated = self._stated(rule)
        if rule.left_out is not None:
            stated = stated[[child != rule.left_out for child in rule.node.children]]
            stated = stated / stated.sum(axis=0)
        remaining = rule.remaining
        return np.asarray(self.replicates.weights(remaining.id, remaining.children, stated, replicates)[:, :, 0])

    def _means(
        self,
        rules: list[_Rule],
        of_rule: Distinct,
        children: Mapping[str, Varied],
        replicates: Positions,
        at: Positions,
    ) -> _Found:
        """Means of the children, those by one rule at once."""
        found: list[tuple[Positions, Varied]] = []
        refusals: list[tuple[Refused, Positions]] = []
        for number, rule in enumerate(rules):
            places = np.flatnonzero(of_rule.of == number)
            remaining = rule.remaining
            of_children = [children[child].among(at[places]) for child in remaining.children]
            weights = self._weights(rule, replicates[places])
            group = Group(remaining, of_children, weights, self._is_lost_asked(rule.node.id))
            varied, refused = mean_of_group(group, self.stage)
            if refused is not None:
                refusals.append((refused, places[varied.failed]))
            for child in children.values():
                varied.failed |= child.failed[child.of[at[places]]]
            found.append((places, varied))
        return joined(found, len(at)), refusals

    def _one_by_one(
        self, rules: list[_Rule], of_rule: Distinct, below: Mapping[str, Varied], replicates: Positions, at: Positions
    ) -> _Found:
        """Each state as a run scores it."""
        states: list[Scored | None] = []
        refusals: list[tuple[Refused, Positions]] = []
        for number, replicate, position in zip(of_rule.of, replicates, at, strict=True):
            node = rules[number].node
            stage = self._stage(node, int(replicate))
            of = {id: varied.of[position] for id, varied in below.items()}
            if any(below[id].failed[of[id]] for id in node.children):
                states.append(None)
                continue
            seen = {id: varied.scored(of[id]) for id, varied in below.items()}
            try:
                states.append(score_dimension(stage, node, [seen[id] for id in node.children], seen, map))
            except Refused as refused:
                refusals.append((refused, np.array([len(states)])))
                states.append(None)
        return gathered(states, len(self.stage.units)), refusals

    def _stage(self, node: Dimension, replicate: int) -> Stage:
        """The period as the dimension sees it in one replicate."""
        stage = replace(self.stage, shaken=self.replicates.shaken(replicate, self.stage.period))
        noisy = self.replicates.noisy & {one.variable for one in node.reads()}
        return replace(stage, inputs=self.replicates.inputs(replicate, noisy)) if noisy else stage


def _looks_at_share(rule: Parameters) -> bool:
    """A rule that does not say may look."""
    module = methods("missing")[rule.method]
    return not hasattr(module, "looks_at_share") or bool(module.looks_at_share(rule))
