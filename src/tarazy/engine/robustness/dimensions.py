"""The dimensions in many replicates: as products of matrices where the method is a mean, else state by state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tarazy.engine.model.methodology import INDEX, Dimension, Node
from tarazy.engine.model.methods import Methods, each, named
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.scene import Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.distinct import Block, Distinct
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.joint import Joint, joint_of
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
        return self.node if self.left_out is None else without(self.node, self.left_out)


@dataclass(frozen=True)
class _Plan:
    """How a dimension is scored in the replicates of a block: its joint states, each rule, and what is averaged by it;
    None where not every rule is a mean.
    """

    joint: Joint
    rules: Sequence[_Rule]
    means: Sequence[Group] | None

    @property
    def states(self) -> Distinct:
        """The states of the dimension."""
        return self.joint.states


@dataclass(frozen=True)
class Dimensions:
    """The nodes with children of a period, in the replicates of a block."""

    replicates: Replicates
    stage: Stage
    failures: Failures
    block: Block

    def are_means(self, leaves: Mapping[str, Varied]) -> bool:
        """Whether every node is a mean of its children, so that units may be taken some at a time."""
        if any(leaf.excluded is not None for leaf in leaves.values()):
            return False
        of = {id: leaf.of for id, leaf in leaves.items()}
        for id in self.ids:
            plan = self._plan(id, of)
            if plan.means is None:
                return False
            of[id] = plan.states.of
        return True

    @cached_property
    def ids(self) -> list[str]:
        """The dimensions, each after its children."""
        nodes = self.replicates.stated.nodes
        return [id for id in reversed([*nodes]) if isinstance(nodes[id], Dimension)]

    def of(self, id: str, below: Mapping[str, Varied]) -> Varied:
        """The scores of a dimension. `below`: the nodes that were scored before it."""
        plan = self._plan(id, {child: varied.of for child, varied in below.items()})
        children = [below[child] for child in self._children(id)]
        if plan.means is not None and all(child.excluded is None and child.no_total is None for child in children):
            found, refusals = self._averaged(id, plan, plan.means, below)
        else:
            found, refusals = self._one_by_one(id, plan, below)
        for refused, states in refusals:
            self.failures.add(id, refused, self.block.chosen[np.isin(plan.states.of, states)])
        found.of = plan.states.of
        return found

    def _children(self, id: str) -> tuple[str, ...]:
        dimension = self.replicates.stated.nodes[id]
        assert isinstance(dimension, Dimension)
        return dimension.children

    def _plan(self, id: str, of: Mapping[str, Positions]) -> _Plan:
        """`of`: the states of the nodes below it."""
        if id not in self._plans:
            own = sorted(self.replicates.touching(id, *STEPS))
            columns = [self._column(id, one) for one in own]
            few = [column for one, column in zip(own, columns, strict=True) if self._has_few(one)]
            below = {child: of[child] for child in (*self._children(id), *self._looked_at(id))}
            joint = self._joint([*columns, *below.values()], few)
            rules = [self._rule(id, int(replicates[0])) for replicates in joint.replicates]
            means = [*self._means(rules, joint, below)] if all(self._is_mean(rule) for rule in rules) else None
            self._plans[id] = _Plan(joint, rules, means)
        return self._plans[id]

    @cached_property
    def _plans(self) -> dict[str, _Plan]:
        return {}

    def _joint(self, columns: Sequence[Positions], few: Sequence[Positions]) -> Joint:
        """Of the same columns only once: many nodes hang on the same assumptions."""
        key = frozenset(map(id, columns)), frozenset(map(id, few))
        if key not in self._joints:
            self._joints[key] = joint_of(self.block, columns, few)
        return self._joints[key]

    @cached_property
    def _joints(self) -> dict[tuple[frozenset[int], frozenset[int]], Joint]:
        return {}

    def _has_few(self, assumption: int) -> bool:
        """Whether each of its states is a rule of its own: weights are numbers within one rule."""
        one = self.replicates.varying[assumption]
        return one.shares is not None and one.reweigh is None

    def _looked_at(self, id: str) -> tuple[str, ...]:
        """The nodes below at whose scores a method of the dimension looks, in any replicate."""
        taken = [self.replicates.stated.nodes[id].methods, *self.replicates.choices_at(id)]
        nodes = (node for methods in taken for _, parameters in each(methods) for node in parameters.nodes())
        return tuple(dict.fromkeys(nodes))

    def _column(self, id: str, assumption: int) -> Positions:
        """The states of an assumption as the dimension sees them: who is left out elsewhere does not matter here."""
        states = self._states(assumption)
        if CHILDREN not in self.replicates.varying[assumption].touches.get(id, frozenset()):
            return states
        here = np.zeros(int(states.max(initial=0)) + 1, dtype=np.intp)
        for state, at in zip(*np.unique(states, return_index=True), strict=True):
            left_out = self.replicates.effect(assumption, int(self.block.chosen[at])).left_out
            here[state] = state if left_out is not None and self.replicates.stated.parents[left_out] == id else 0
        return np.asarray(here[states])

    def _states(self, assumption: int) -> Positions:
        if assumption not in self._of_assumption:
            self._of_assumption[assumption] = self.replicates.states[assumption, self.block.chosen]
        return self._of_assumption[assumption]

    @cached_property
    def _of_assumption(self) -> dict[int, Positions]:
        return {}

    def _rule(self, id: str, replicate: int) -> _Rule:
        node = self.replicates.node(id, replicate)
        assert isinstance(node, Dimension)
        left_out = self.replicates.left_out(replicate)
        return _Rule(node, left_out if left_out in node.children else None)

    def _is_mean(self, rule: _Rule) -> bool:
        """Whether the dimension is a mean of its children by weights that are the same for all units."""
        return averages(self.stage, rule.node, rule.node.methods)

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
        remaining = rule.remaining
        if rule.left_out is not None:
            stated = stated[[child != rule.left_out for child in rule.node.children]]
            stated = stated / stated.sum(axis=0)
        return np.asarray(self.replicates.weights(remaining.id, remaining.children, stated, replicates)[:, :, 0])

    def _means(self, rules: Sequence[_Rule], joint: Joint, of: Mapping[str, Positions]) -> Iterator[Group]:
        """What is averaged in the states of each rule."""
        for number, rule in enumerate(rules):
            remaining = rule.remaining
            keys = [id(of[child]) for child in remaining.children]
            together = joint.together(number, {id(of[child]): of[child] for child in remaining.children})
            weights = self._weights(rule, joint.replicates[number])
            yield Group(remaining, together, keys, weights, self._is_lost_asked(rule.node.id))

    def _averaged(self, id: str, plan: _Plan, means: Sequence[Group], below: Mapping[str, Varied]) -> _Found:
        """Means of the children, those by one rule at once."""
        found: list[tuple[Positions, Varied]] = []
        refusals: list[tuple[Refused, Positions]] = []
        for places, group in zip(plan.joint.places, means, strict=True):
            varied, refused = mean_of_group(group, [below[child] for child in group.dimension.children], self.stage)
            if refused is not None:
                refusals.append((refused, places[varied.failed]))
            found.append((places, varied))
        whole = joined(found, len(plan.states))
        for child in self._children(id):
            if below[child].failed.any():
                whole.failed |= below[child].failed[below[child].of[plan.states.first]]
        return whole, refusals

    def _one_by_one(self, id: str, plan: _Plan, below: Mapping[str, Varied]) -> _Found:
        """Each state as a run scores it."""
        states: list[Scored | None] = []
        refusals: list[tuple[Refused, Positions]] = []
        below = {child: below[child] for child in (*self._children(id), *self._looked_at(id))}
        for number, position in zip(plan.joint.of_rule.of.tolist(), plan.states.first.tolist(), strict=True):
            node = plan.rules[number].node
            stage = self._stage(node, int(self.block.chosen[position]))
            of = {child: varied.of[position] for child, varied in below.items()}
            if any(below[child].failed[of[child]] for child in node.children):
                states.append(None)
                continue
            seen = {child: varied.scored(of[child]) for child, varied in below.items()}
            try:
                states.append(score_dimension(stage, node, [seen[child] for child in node.children], seen, map))
            except Refused as refused:
                refusals.append((refused, np.array([len(states)])))
                states.append(None)
        return gathered(states, len(self.stage.units)), refusals

    def _stage(self, node: Dimension, replicate: int) -> Stage:
        """The period as the dimension sees it in one replicate."""
        stage = replace(self.stage, shaken=self.replicates.shaken(replicate, self.stage.period))
        noisy = self.replicates.noisy & {one.variable for one in node.reads()}
        return replace(stage, inputs=self.replicates.inputs(replicate, noisy)) if noisy else stage


def averages(stage: Stage, node: Node, taken: Methods) -> bool:
    """Whether the methods, of those that a dimension may take, make a mean of its children, by weights that are the
    same for all units.
    """
    weigh = [(methods("weigh")[one.method], one) for one in named(taken, "weigh")]
    return (
        "adjust" not in taken
        and all(hasattr(methods("aggregate")[one.method], "mean") for one in named(taken, "aggregate"))
        and all(hasattr(methods("missing")[one.method], "enough") for one in named(taken, "missing"))
        and not any(module.RELATIVE for module, _ in weigh)
        and all(module.compute(parameters, stage.scene(node)).ndim == 1 for module, parameters in weigh)
    )


def _looks_at_share(rule: Parameters) -> bool:
    """A rule that does not say may look."""
    module = methods("missing")[rule.method]
    return not hasattr(module, "looks_at_share") or bool(module.looks_at_share(rule))
