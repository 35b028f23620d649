"""Scores after their adjustments: penalties, bonuses, caps, gates, one after the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methodology import Dimension, Indicator
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.scene import Scene
from tarazy.engine.run.stage import Stage, gated_by, in_order


def adjusted(
    stage: Stage, node: Indicator | Dimension, score: Vector, scene: Scene, silent: Flags | None = None
) -> tuple[Vector, NDArray[np.int16] | None]:
    """The scores, and the code of the reason where a gate took one away (0 = not; None = nowhere)."""
    gates: NDArray[np.int16] | None = None
    for method, parameters in in_order(node, "adjust"):
        before, score = score, stage.take(node.id, "adjust", method, score, parameters, scene, silent=silent)
        lost = np.isnan(score) & ~np.isnan(before)
        if lost.any():
            gates = np.zeros(len(score), dtype=np.int16) if gates is None else gates
            gates[lost] = stage.code(gated_by(parameters))
    return score, gates
