"""The methods of nodes vary: one of several choices holds at all of them."""

from __future__ import annotations

from typing import Final

import numpy as np

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Indicator, Methodology, Node
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
    changed = [{node.id: taken for node in nodes if (taken := taken_by(node, one))} for one in assumption.choices]
    touches = {
        node.id: steps
        for node in nodes
        if (steps := frozenset(step for by_node in changed for step in by_node.get(node.id, {})))
    }

    def effect(state: int, _point: Vector) -> Effect:
        return Effect(methods=changed[state], said={"choice": assumption.choices[state].choice})

    return Varies(assumption, touches, 1, shares=_shares(assumption), effect=effect)


def taken_by(node: Node, choice: Choice) -> Methods:
    """Which methods of a choice take the place of the node's own."""
    able = OF_INDICATOR if isinstance(node, Indicator) else OF_DIMENSION
    return {step: taken for step, taken in choice.methods.items() if step in able and _fits(node, step, taken)}


def _fits(node: Node, step: str, taken: Parameters | tuple[Parameters, ...]) -> bool:
    """Whether the methods are for nodes of this kind: a rule for missing data may be for one of them alone."""
    kind = "indicator" if isinstance(node, Indicator) else "dimension"
    named = taken if isinstance(taken, tuple) else (taken,)
    return all(kind in getattr(methods(step)[one.method], "AT", frozenset({kind})) for one in named)


def _shares(assumption: ChoiceOfMethods) -> Vector:
    stated = [one.share for one in assumption.choices]
    if any(share is None for share in stated):
        return np.full(len(stated), 1 / len(stated))
    given = np.array(stated, dtype=np.float64)
    return np.asarray(given / given.sum())
