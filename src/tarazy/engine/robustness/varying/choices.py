"""The methods of nodes vary: one of several choices holds at all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Dimension, Indicator, Methodology, Node
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.uncertainty import Choice, ChoiceOfMethods
from tarazy.engine.robustness.varying.varies import Effect, Varies
from tarazy.engine.steps import methods

KIND: Final = "methods"
OF_INDICATOR: Final = frozenset({"denominate", "missing", "treat", "normalise", "adjust", "round"})
OF_DIMENSION: Final = frozenset({"missing", "weigh", "aggregate", "adjust", "round"})


def varies(assumption: ChoiceOfMethods, methodology: Methodology, inputs: Inputs) -> Varies:
    """Each choice is a state; what it names takes the place of the stated methods wherever a node can take it."""
    nodes = [node for node in methodology.nodes.values() if assumption.at == "all" or node.id in assumption.at]
    changed = [_by_node(nodes, one) for one in assumption.choices]
    touches = {
        node.id: steps
        for node in nodes
        if (steps := frozenset(step for by_node in changed for step in by_node.get(node.id, {})))
    }

    def effect(state: int, _point: Vector) -> Effect:
        return Effect(methods=changed[state], said={"choice": assumption.choices[state].choice})

    return Varies(assumption, touches, 1, shares=_shares(assumption), effect=effect)


def _by_node(nodes: Sequence[Node], choice: Choice) -> dict[str, Methods]:
    """Which methods of a choice take the place of each node's own, of the nodes that take any."""
    of_kind = {kind: _taken_by(kind, choice) for kind in (Indicator, Dimension)}
    return {node.id: taken for node in nodes if (taken := of_kind[type(node)])}


def _taken_by(kind: type[Node], choice: Choice) -> Methods:
    able = OF_INDICATOR if kind is Indicator else OF_DIMENSION
    return {step: taken for step, taken in choice.methods.items() if step in able and _fits(kind, step, taken)}


def _fits(of: type[Node], step: str, taken: Parameters | tuple[Parameters, ...]) -> bool:
    """Whether the methods are for nodes of this kind: a rule for missing data may be for one of them alone."""
    kind = "indicator" if of is Indicator else "dimension"
    named = taken if isinstance(taken, tuple) else (taken,)
    return all(kind in getattr(methods(step)[one.method], "AT", frozenset({kind})) for one in named)


def _shares(assumption: ChoiceOfMethods) -> Vector:
    stated = [one.share for one in assumption.choices]
    if any(share is None for share in stated):
        return np.full(len(stated), 1 / len(stated))
    given = np.array(stated, dtype=np.float64)
    return np.asarray(given / given.sum())
