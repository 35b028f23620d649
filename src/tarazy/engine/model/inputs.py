"""The observed values that a run reads, one column a variable and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector

# Codes of a column's states.
VALUE_OR_MISSING: Final = 0
CANNOT_EXIST: Final = 1  # status M
EXCLUDED: Final = 2  # status X

States = NDArray[np.uint8]


@dataclass(frozen=True)
class Inputs:
    """Dense columns over all n units, sorted by id, by (the methodology's name of a variable, period).

    `columns`: values float64[n] in the variable's unit of measure, NaN = none, and states uint8[n]. A pair without an
    entry has
    no observation. `decisions`: for every unit of state EXCLUDED, by position, the source of the decision that excludes
    it.
    `data_hash` as docs/manual/formats.md says. `errors`: the standard errors float64[n] of those columns of which any
    value has one, in the variable's unit of measure; NaN = none is stated.
    """

    count: int
    columns: Mapping[tuple[str, str], tuple[Vector, States]]
    decisions: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)
    data_hash: str = ""
    errors: Mapping[tuple[str, str], Vector] = field(default_factory=dict)

    def column(self, variable: str, period: str) -> tuple[Vector, States]:
        """Values float64[n] (NaN = none) and states uint8[n] of one variable in one period; not to be written to."""
        found = self.columns.get((variable, period))
        if found is not None:
            return found
        return np.full(self.count, np.nan), np.zeros(self.count, dtype=np.uint8)

    def decided(self, variable: str, period: str) -> Mapping[int, str]:
        """The sources of the decisions that exclude units, by the unit's position."""
        return self.decisions.get((variable, period), {})
