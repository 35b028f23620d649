"""Figures may still be revised."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import ndtri

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.uncertainty import Revisions
from tarazy.engine.robustness.varying.values import varying_values, within_range
from tarazy.engine.robustness.varying.varies import Varies

KIND: Final = "revisions"


def varies(assumption: Revisions, methodology: Methodology, inputs: Inputs) -> Varies:
    """Each value moves by a normal share of itself."""

    def noise(name: str, values: Vector, errors: Vector | None, by: np.random.Generator) -> Vector:
        moved = values * (1 + assumption.percent / 100 * ndtri(by.random(len(values))))
        return within_range(moved, methodology.variables_by_name[name])

    return varying_values(assumption, methodology, noise, None)
