"""One node is left out, or none."""

from __future__ import annotations

from typing import Final

import numpy as np

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Dimension, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.uncertainty import LeaveOut
from tarazy.engine.robustness.varying.varies import CHILDREN, Effect, Varies

KIND: Final = "leave_out"


def varies(assumption: LeaveOut, methodology: Methodology, inputs: Inputs) -> Varies:
    """The first state leaves out nothing, each other one node; its weight goes to its siblings."""
    nodes = [None, *(id for id in methodology.nodes if _may_go(id, assumption, methodology))]

    def effect(state: int, _point: Vector) -> Effect:
        return Effect(left_out=nodes[state], said={"left_out": nodes[state]})

    touches = {methodology.parents[id]: frozenset({CHILDREN}) for id in nodes if id is not None}
    return Varies(assumption, touches, 1, shares=np.full(len(nodes), 1 / len(nodes)), effect=effect)


def _may_go(id: str, assumption: LeaveOut, methodology: Methodology) -> bool:
    if id == INDEX:
        return False
    parent = methodology.nodes[methodology.parents[id]]
    assert isinstance(parent, Dimension)
    if len(parent.children) < 2:
        return False
    is_dimension = isinstance(methodology.nodes[id], Dimension)
    if assumption.at == "dimensions":
        return is_dimension
    return not is_dimension if assumption.at == "indicators" else id in assumption.at
