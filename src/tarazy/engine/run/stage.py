"""One period of a run: its units, its inputs, its scenes, and the taking of a step."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.around import Around
from tarazy.engine.model.inputs import CANNOT_EXIST, EXCLUDED, Inputs
from tarazy.engine.model.methodology import Dimension, Indicator, Methodology, Node
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.period import earlier, last_day
from tarazy.engine.model.result import GATE, REASONS
from tarazy.engine.model.scene import Scene
from tarazy.engine.model.units import Units
from tarazy.engine.run.scored import Scored
from tarazy.engine.run.shaken import Shaken
from tarazy.engine.run.witness import Witness, Witnessed
from tarazy.engine.steps import methods

VALUE_METHOD = "formula"


@dataclass(frozen=True)
class Read:
    """One variable as a formula reads it. `cannot_exist`, `excluded`: None where no unit is; `excluded` holds codes of
    reasons, 0 = not.
    """

    values: Vector
    cannot_exist: Flags | None
    excluded: NDArray[np.int16] | None


@dataclass(frozen=True)
class Stage:
    """A period with its n units.

    `chosen`: their positions among all units, None if they are all units. `keep`: the nodes asked for; `weighed`: these
    and all above
    them, whose weights are needed to say what a kept node brings to the index. `fixed`: nodes that are taken as they
    are, with all below them. `shaken`: what a replicate does otherwise.
    """

    methodology: Methodology
    inputs: Inputs
    units: Units
    chosen: NDArray[np.intp] | None
    groups: NDArray[np.int32]
    group_names: tuple[str, ...]
    period: str
    last_day: datetime.date
    keep: Collection[str]
    weighed: Collection[str]
    reasons: tuple[str, ...]
    witness: Witness | None = None
    fixed: Mapping[str, Scored] = field(default_factory=dict)
    shaken: Shaken | None = None

    def scene(self, node: Node, around: Around | None = None) -> Scene:
        """What the methods of a node may know. `around`: None for what is read of the observations alone."""
        return Scene(
            node=node.id,
            period=self.period,
            last_day=self.last_day,
            points=self.methodology.points,
            rising=isinstance(node, Dimension) or node.better == self.methodology.better,
            units=self.units,
            groups=self.groups,
            group_names=self.group_names,
            children=node.children if isinstance(node, Dimension) else (),
            around=around or Around(variable=self.variable),
        )

    def variable(self, name: str) -> Vector:
        """A variable in the period, NaN where there is no value."""
        return self.values(name, 0)

    def value(self, indicator: Indicator, lag: int = 0) -> Vector:
        """The value of an indicator before its rule for missing data, so many periods before."""
        columns = {
            (read.variable, read.lag): self.values(read.variable, read.lag + lag) for read in indicator.value.inputs()
        }
        scene = self.scene(indicator, Around(variable=lambda name: self.values(name, lag)))
        value: Vector = methods("value")[VALUE_METHOD].compute(indicator.value, columns, scene)
        if rule := method_of(indicator, "denominate"):
            value = methods("denominate")[rule[0]].compute(value, rule[1], scene)
        return value

    def code(self, reason: str) -> int:
        """The position of a reason among those of the period."""
        return self.reasons.index(reason)

    def take(
        self, node: str, step: str, method: str, *given: Any, does: str = "compute", silent: Flags | None = None
    ) -> Any:
        """Take one step by one method, and let the witness look on. `silent`: units of which nothing is to be said."""
        return self.let(methods(step)[method], node, step, method, *given, does=does, silent=silent)

    def let(
        self, module: ModuleType, node: str, step: str, method: str, *given: Any, does: str, silent: Flags | None = None
    ) -> Any:
        """Let a module do its part of a step, and let the witness look on."""
        result = getattr(module, does)(*given)
        if self.witness is not None:
            self.witness(Witnessed(self.period, node, step, method, module, does, given, result, silent))
        return result

    def values(self, variable: str, lag: int) -> Vector:
        """The values of one variable over the units of the period, whatever the reason where there is none."""
        values, _ = self.inputs.column(variable, earlier(self.period, lag))
        return values if self.chosen is None else values[self.chosen]

    def read(self, variable: str, lag: int) -> Read:
        """One variable over the units of the period, from so many periods before."""
        period = earlier(self.period, lag)
        values, states = self.inputs.column(variable, period)
        if self.chosen is not None:
            values, states = values[self.chosen], states[self.chosen]
        if not states.any():
            return Read(values, None, None)
        cannot_exist = states == CANNOT_EXIST
        excluded = np.zeros(len(states), dtype=np.int16)
        by = self.inputs.decided(variable, period)
        codes = {reason: code for code, reason in enumerate(self.reasons)}
        for at in np.flatnonzero(states == EXCLUDED).tolist():
            source = by[at if self.chosen is None else int(self.chosen[at])]
            excluded[at] = codes[excluded_by(source)]
        return Read(values, cannot_exist if cannot_exist.any() else None, excluded if excluded.any() else None)


def units_of_period(methodology: Methodology, units: Units, period: str) -> NDArray[np.bool_]:
    """bool[n]: the units that the methodology assesses in the period: of an assessed kind, existing on its last day."""
    return units.valid_on(last_day(period)) & units.of_kinds(methodology.assessed_kinds)


def excluded_by(source: str) -> str:
    """The reason of a node that a decision excludes."""
    return f"excluded:{source}"


def gated_by(parameters: Any) -> str:
    """The reason of a node whose score a gate takes away."""
    return f"{GATE}{parameters.gate}"


def reasons_of(methodology: Methodology, inputs: Inputs, period: str) -> tuple[str, ...]:
    """Every reason that a node of the period may have: the engine's own, those of decisions, those of gates."""
    sources = {
        source
        for read in methodology.reads
        for source in inputs.decided(read.variable, earlier(period, read.lag)).values()
    }
    gates = {
        gated_by(parameters)
        for node in methodology.nodes.values()
        for _, parameters in in_order(node, "adjust")
        if hasattr(parameters, "gate")
    }
    return (*REASONS, *(excluded_by(source) for source in sorted(sources)), *sorted(gates))


def method_of(node: Indicator | Dimension | Methodology, step: str) -> tuple[str, Any] | None:
    """The method and the parameters of a step, None if it is not taken."""
    return needed(node, step) if step in node.methods else None


def needed(node: Indicator | Dimension | Methodology, step: str) -> tuple[str, Any]:
    """The method and the parameters of a step that every such node takes."""
    parameters: Any = node.methods[step]
    return parameters.method, parameters


def in_order(node: Indicator | Dimension, step: str) -> Iterator[tuple[str, Any]]:
    """The methods of a step that may take several, one after the other; none where it is not taken."""
    for of, parameters in each(node.methods):
        if of == step:
            yield parameters.method, parameters
