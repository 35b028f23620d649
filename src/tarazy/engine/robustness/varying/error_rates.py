"""Reported figures are wrong as often as verification found."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import ndtri

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.uncertainty import ErrorRates
from tarazy.engine.robustness.varying.values import varying_values, within_range
from tarazy.engine.robustness.varying.varies import Varies

KIND: Final = "error_rates"
_REPORTED: Final = frozenset({"self-report", "verified"})


def varies(assumption: ErrorRates, methodology: Methodology, inputs: Inputs) -> Varies:
    """Each value is wrong with the stated chance, and then off by a normal share of itself."""

    def noise(name: str, values: Vector, errors: Vector | None, by: np.random.Generator) -> Vector:
        is_wrong = by.random(len(values)) < assumption.wrong_percent / 100
        off = values * (1 + assumption.off_percent / 100 * ndtri(by.random(len(values))))
        return within_range(np.where(is_wrong, off, values), methodology.variables_by_name[name])

    reported = {one.variable for one in methodology.variables if _REPORTED & set(one.series)}
    return varying_values(assumption, methodology, noise, reported if assumption.variables == "all" else None)
