"""Estimates vary as their standard errors say."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import ndtri

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.uncertainty import StandardErrors
from tarazy.engine.robustness.varying.values import varying_values, within_range
from tarazy.engine.robustness.varying.varies import Varies

KIND: Final = "standard_errors"


def varies(assumption: StandardErrors, methodology: Methodology, inputs: Inputs) -> Varies:
    """Normal about the value, as far as the standard error says; a value without one stays."""

    def noise(name: str, values: Vector, errors: Vector | None, by: np.random.Generator) -> Vector:
        if errors is None:
            return values
        moved = values + errors * ndtri(by.random(len(values)))
        return within_range(np.where(np.isnan(errors), values, moved), methodology.variables_by_name[name])

    stated = {name for name, _ in inputs.errors}
    return varying_values(assumption, methodology, noise, stated)
