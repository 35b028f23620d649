"""What is known of a node once it is scored, until its parent has used it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.result import MISSING, NOT_APPLICABLE, SCORED


@dataclass(frozen=True)
class Scored:
    """A node over the n units of the period. None stands for a column that would say the same of every unit.

    `score`: NaN = none. `applicable`: None = to all. `excluded`: code of the reason if a decision excludes the node (0
    = not); None = nobody.
    `reason`: None = MISSING wherever an applicable, not excluded unit has no score. `share_not_counted`,
    `share_imputed`: where the node has a
    score; None = 0. `weights`: effective weights of those children whose weights are kept.
    """

    score: Vector
    value: Vector | None = None
    applicable: Flags | None = None
    excluded: NDArray[np.int16] | None = None
    reason: NDArray[np.int16] | None = None
    share_not_counted: Vector | None = None
    share_imputed: Vector | None = None
    weights: Mapping[str, Vector] = field(default_factory=dict)

    def reasons(self) -> NDArray[np.int16]:
        """int16[n]: why the node has no score, 0 where it has one."""
        if self.reason is not None:
            return self.reason
        reason = np.where(np.isnan(self.score), np.int16(MISSING), np.int16(SCORED))
        if self.excluded is not None:
            reason = np.where(self.excluded > 0, self.excluded, reason)
        if self.applicable is not None:
            reason[~self.applicable] = NOT_APPLICABLE
        return reason
