"""Replicates of an index: the same computation, each time with the assumptions drawn anew.

What a replicate is, is said here once, by `methodology`, `inputs` and `shaken`: a run of the first on the second with
the third. `replayed` is that run. The fast way (leaves, dimensions) must come to the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Dimension, Indicator, Methodology, Node
from tarazy.engine.model.methods import Methods, named
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.result import Result
from tarazy.engine.model.units import Units
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.sample import Sample, generator
from tarazy.engine.robustness.varying.varies import Effect, Varies
from tarazy.engine.run import Shaken, run

Positions = NDArray[np.intp]
MOST_EFFECTS_KEPT = 10_000


@dataclass(frozen=True)
class Replicates:
    """Assumptions that vary, and the sample of their draws, over a methodology, its inputs and its units."""

    stated: Methodology
    observed: Inputs
    units: Units
    varying: tuple[Varies, ...]
    sample: Sample

    def __len__(self) -> int:
        return len(self.sample)

    @cached_property
    def states(self) -> Positions:
        """int[a, r]: the state of each assumption in each replicate."""
        each = [
            one.states(points)[draws]
            for one, points, draws in zip(self.varying, self.sample.points, self.sample.draws, strict=True)
        ]
        return np.array(each, dtype=np.intp).reshape(len(self.varying), len(self))

    @cached_property
    def noisy(self) -> frozenset[str]:
        """The variables whose values vary."""
        return frozenset(name for one in self.varying for name in one.variables)

    def is_refilled(self, indicator: str) -> bool:
        """Whether what is filled in at the indicator varies."""
        return any(one.refill is not None and indicator in one.touches for one in self.varying)

    def touching(self, node: str, *steps: str) -> frozenset[int]:
        """The assumptions, by position, that change one of these steps of a node."""
        if (node, steps) not in self._touching:
            touches = enumerate(one.touches.get(node) for one in self.varying)
            found = frozenset(at for at, one in touches if one and not one.isdisjoint(steps))
            # Many nodes are touched alike: of equal sets one is kept, so that they are soon compared.
            self._touching[node, steps] = self._sets.setdefault(found, found)
        return self._touching[node, steps]

    @cached_property
    def _touching(self) -> dict[tuple[str, tuple[str, ...]], frozenset[int]]:
        return {}

    @cached_property
    def _sets(self) -> dict[frozenset[int], frozenset[int]]:
        return {}

    def effect(self, assumption: int, replicate: int) -> Effect:
        """What the assumption changes in the text in one replicate."""
        state, one = int(self.states[assumption, replicate]), self.varying[assumption]
        if one.shares is None:
            draw = int(self.sample.draws[assumption, replicate])
            return self._effect_of_draw(assumption, state, draw)
        if (assumption, state) not in self._effects:
            self._effects[assumption, state] = one.effect(state, np.empty(0))
        return self._effects[assumption, state]

    def _effect_of_draw(self, assumption: int, state: int, draw: int) -> Effect:
        """Of what has a state of its own in every draw; the last ones are kept, since many nodes ask for them."""
        # Two threads may ask: what one of them has found stays its own, whatever the other clears.
        effect = self._last_effects.get((assumption, draw))
        if effect is None:
            effect = self.varying[assumption].effect(state, self.sample.points[assumption][draw])
            if len(self._last_effects) > MOST_EFFECTS_KEPT:
                self._last_effects.clear()
            self._last_effects[assumption, draw] = effect
        return effect

    @cached_property
    def _last_effects(self) -> dict[tuple[int, int], Effect]:
        return {}

    @cached_property
    def _effects(self) -> dict[tuple[int, int], Effect]:
        """By assumption and state, of those that have few."""
        return {}

    def choices_at(self, id: str) -> list[Methods]:
        """What assumptions of few states may put in the place of a node's methods; the same objects each time."""
        return [methods for by_node in self._choices if (methods := by_node.get(id))]

    @cached_property
    def _choices(self) -> list[Mapping[str, Methods]]:
        """By node, what each state of each assumption of few states puts in the place of its methods."""
        return [
            methods
            for one in self.varying
            if one.shares is not None
            for state in range(len(one.shares))
            if (methods := one.effect(state, np.empty(0)).methods)
        ]

    def rule(self, id: str, step: str, replicate: int) -> tuple[Parameters, ...]:
        """The methods of one step of a node in one replicate."""
        if (id, step) not in self._stated_rules:
            self._stated_rules[id, step] = named(self.stated.nodes[id].methods, step), sorted(self.touching(id, step))
        found, touching = self._stated_rules[id, step]
        for assumption in touching:
            methods = self.effect(assumption, replicate).methods.get(id, {})
            found = named(methods, step) if step in methods else found
        return found

    @cached_property
    def _stated_rules(self) -> dict[tuple[str, str], tuple[tuple[Parameters, ...], list[int]]]:
        """By node and step: the methods of the text, and the assumptions that may change them."""
        return {}

    def node(self, id: str, replicate: int) -> Node:
        """A node with its methods in one replicate."""
        node = self.stated.nodes[id]
        changed: Methods = {}
        for assumption, one in enumerate(self.varying):
            if id in one.touches:
                changed = {**changed, **self.effect(assumption, replicate).methods.get(id, {})}
        return msgspec.structs.replace(node, methods=_without_empty({**node.methods, **changed})) if changed else node

    def methodology(self, replicate: int) -> Methodology:
        """The methodology of one replicate."""
        nodes = {id: self.node(id, replicate) for id in self.stated.nodes}
        return msgspec.structs.replace(
            self.stated,
            index=nodes[self.stated.index.id],
            dimensions=tuple(node for node in nodes.values() if isinstance(node, Dimension))[1:],
            indicators=tuple(node for node in nodes.values() if isinstance(node, Indicator)),
        )

    def inputs(self, replicate: int, variables: Collection[str] | None = None) -> Inputs:
        """The inputs of one replicate; only those of the named variables are changed (None: of all)."""
        columns = dict(self.observed.columns)
        for (name, period), (_, kinds) in self.observed.columns.items():
            if variables is None or name in variables:
                columns[name, period] = self.values(replicate, name, period), kinds
        return replace(self.observed, columns=columns)

    def values(self, replicate: int, name: str, period: str) -> Vector:
        """The values float64[n] of one variable over all units in one replicate."""
        values, _ = self.observed.column(name, period)
        errors = self.observed.errors.get((name, period))
        for assumption, one in enumerate(self.varying):
            if one.noise is not None and name in one.variables:
                values = self._drawn(assumption, replicate, name, period, values, errors)
        return values

    def _drawn(
        self, assumption: int, replicate: int, name: str, period: str, values: Vector, errors: Vector | None
    ) -> Vector:
        """The values as one assumption draws them. Those of units that are not assessed are drawn apart: whether such
        units are listed too must not change what is drawn of the others.
        """
        noise = self.varying[assumption].noise
        assert noise is not None
        if self._assessed.all():
            return noise(name, values, errors, self._generator(assumption, replicate, name, period))
        drawn = values.copy()
        for who, of in ((self._assessed, ()), (~self._assessed, ("not_assessed",))):
            by = self._generator(assumption, replicate, name, period, *of)
            drawn[who] = noise(name, values[who], None if errors is None else errors[who], by)
        return drawn

    @cached_property
    def _assessed(self) -> Flags:
        return self.units.of_kinds(self.stated.assessed_kinds)

    def _generator(self, assumption: int, replicate: int, *of: str) -> np.random.Generator:
        draw = int(self.sample.draws[assumption, replicate])
        return generator(self.sample.seed, self.varying[assumption].assumption.assumption, *of, draw=draw)

    def left_out(self, replicate: int) -> str | None:
        """The node that is left out in one replicate; None: none."""
        for assumption, one in enumerate(self.varying):
            if one.shares is not None and (left_out := self.effect(assumption, replicate).left_out) is not None:
                return left_out
        return None

    def weights(self, dimension: str, children: Sequence[str], stated: Matrix, of: Positions) -> NDArray[np.float64]:
        """float64[s, k, 1 or n]: the weights of the children in s replicates; `stated` float64[k, 1 or n]."""
        found = np.broadcast_to(stated, (len(of), *stated.shape))
        for assumption, one in enumerate(self.varying):
            if one.reweigh is not None and dimension in one.touches:
                points = self.sample.points[assumption][self.sample.draws[assumption, of]]
                found = one.reweigh(dimension, children, stated, points)
        return found

    def shaken(self, replicate: int, period: str) -> Shaken:
        """What one replicate does otherwise than its methodology and its inputs say."""

        def weights(dimension: str, children: Sequence[str], stated: Matrix) -> Matrix:
            return np.asarray(self.weights(dimension, children, stated, np.array([replicate]))[0])

        def filled(indicator: str, values: Vector, imputed: Flags) -> Vector:
            for assumption, one in enumerate(self.varying):
                if one.refill is not None and indicator in one.touches:
                    by = self._generator(assumption, replicate, indicator, period)
                    values = one.refill(indicator, values, imputed, by)
            return values

        return Shaken(weights, filled, self.left_out(replicate))

    def replayed(self, replicate: int, period: str, keep: Collection[str] | None = None) -> Result:
        """One replicate, computed as any result is."""
        shaken = self.shaken(replicate, period)
        return run(self.methodology(replicate), self.inputs(replicate), self.units, (period,), keep, shaken=shaken)

    def said(self, replicate: int) -> Iterator[tuple[str, dict[str, object]]]:
        """Every assumption with what it says of one replicate, in words and numbers: the number of its draw, which with
        the seed gives all its random numbers; choices and what is left out by name; the numbers that make its weights.
        """
        for assumption, one in enumerate(self.varying):
            draw = int(self.sample.draws[assumption, replicate])
            points = {"points": self.sample.points[assumption][draw].tolist()} if one.reweigh is not None else {}
            yield one.assumption.assumption, {"draw": draw, **self.effect(assumption, replicate).said, **points}


def _without_empty(methods: Methods) -> Methods:
    """A list of methods that is empty is a step that is not taken."""
    return {step: taken for step, taken in methods.items() if taken != ()}
