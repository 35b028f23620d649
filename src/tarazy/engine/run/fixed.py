"""Nodes that are not scored again while something else is tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tarazy.engine.model.result import NOT_APPLICABLE, REASONS, PeriodResult
from tarazy.engine.run.scored import Scored


@dataclass(frozen=True)
class Fixed:
    """What a node has come to for one unit, which all units of a run of copies of it take over."""

    value: float | None
    score: float
    reason: str
    share_not_counted: float
    share_imputed: float

    @classmethod
    def of(cls, result: PeriodResult, node: str, at: int) -> Fixed:
        columns = result.nodes[node]
        return cls(
            value=None if columns.value is None else float(columns.value[at]),
            score=float(columns.score[at]),
            reason=result.reasons[columns.reason[at]],
            share_not_counted=float(columns.share_not_counted[at]),
            share_imputed=float(columns.share_imputed[at]),
        )

    def scored(self, n: int, reasons: Sequence[str]) -> Scored:
        """The node over n copies of the unit; `reasons` of the run give its reason a code."""
        code = reasons.index(self.reason)
        return Scored(
            score=np.full(n, self.score),
            value=None if self.value is None else np.full(n, self.value),
            applicable=np.zeros(n, dtype=np.bool_) if self.reason == REASONS[NOT_APPLICABLE] else None,
            excluded=np.full(n, code, dtype=np.int16) if self.reason.startswith("excluded:") else None,
            reason=np.full(n, code, dtype=np.int16),
            share_not_counted=np.full(n, self.share_not_counted),
            share_imputed=np.full(n, self.share_imputed),
        )
