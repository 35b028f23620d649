"""What a run gives: for each period, each node's columns over the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector

# Codes of `NodeColumns.reason`; a gate or a decision gets a code of its own from `PeriodResult.reasons`.
SCORED, NOT_APPLICABLE, MISSING, BELOW_COVERAGE, NO_TOTAL = 0, 1, 2, 3, 4
REASONS = ("", "not_applicable", "missing", "below_coverage", "no_total")
GATE = "gate:"  # how the reason of a gate begins


@dataclass(frozen=True)
class NodeColumns:
    """One node over the n units of a period; NaN = none. What each means: scores.csv in docs/manual/formats.md.

    `value`: only at indicators, in the indicator's unit of measure. `weight`: effective share of the parent, NaN where
    it did not count. `contribution`: points brought to the index, None where the aggregation above is not additive.
    `band`: position in the methodology's
    list of bands, -1 none. `reason`: position in the result's reasons, 0 = scored.
    """

    value: Vector | None
    score: Vector
    weight: Vector
    contribution: Vector | None
    band: NDArray[np.int16]
    rank: Vector
    share_not_counted: Vector
    share_imputed: Vector
    reason: NDArray[np.int16]


@dataclass(frozen=True)
class PeriodResult:
    """The units (ids sorted by code point), their peer groups, and the columns of the kept nodes, in their order."""

    period: str
    units: tuple[str, ...]
    peer_groups: tuple[str, ...]
    nodes: Mapping[str, NodeColumns]
    reasons: tuple[str, ...] = REASONS


@dataclass(frozen=True)
class Result:
    """A whole run.

    `bands`: ids of the bands in the order that `NodeColumns.band` counts; `data_hash`: as docs/manual/formats.md says.
    """

    methodology: str
    methodology_hash: str
    data_hash: str
    bands: tuple[str, ...]
    periods: tuple[PeriodResult, ...]
    options: Mapping[str, object] = field(default_factory=dict)

    def __iter__(self) -> Iterator[PeriodResult]:
        return iter(self.periods)
