"""Imputed values vary about what the methodology fills in."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import ndtri

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.uncertainty import Imputation
from tarazy.engine.robustness.varying.varies import Varies

KIND: Final = "imputation"


def varies(assumption: Imputation, methodology: Methodology, inputs: Inputs) -> Varies:
    """Normal about the imputed value, as wide as the values that are there; with fewer than two of these it stays."""

    def refill(_indicator: str, filled: Vector, imputed: Flags, by: np.random.Generator) -> Vector:
        z = ndtri(by.random(len(filled)))
        there = filled[~imputed & ~np.isnan(filled)]
        if len(there) < 2:
            return filled
        return np.where(imputed, filled + assumption.spread * float(np.std(there, ddof=1)) * z, filled)

    touches = {
        one.id: frozenset({"missing"})
        for one in methodology.indicators
        if assumption.at == "all" or one.id in assumption.at
    }
    return Varies(assumption, touches, 0, refill=refill)
