"""What a run was: enough for anybody to run it again and find the same."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import numpy as np

from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.result import SCORED, PeriodResult, Result


def account_of(
    methodology: Methodology, result: Result, *, options: Mapping[str, Any], as_of: str | None, back_casts: int
) -> dict[str, Any]:
    """The content of run.json. `as_of` None: everything that was recorded; nothing in a run is random, so there is no
    seed.
    """
    periods = {period.period: _counts(period) for period in result}
    counts = {name: sum(count[name] for count in periods.values()) for name in next(iter(periods.values()))}
    units = {unit for period in result for unit in period.units}
    return {
        "methodology": methodology.methodology,
        "version": methodology.version,
        "standing": methodology.standing,
        "methodology_hash": methodology.hash,
        "data_hash": result.data_hash,
        "engine_version": version("tarazy"),
        "options": dict(options),
        "as_of": as_of,
        "seed": None,
        "counts": {**counts, "units": len(units), "back_casts": back_casts},
        "periods": periods,
    }


def _counts(period: PeriodResult) -> dict[str, int]:
    """Of the units of a period: those with a score of the index and without, and those of which a part was imputed or
    not counted.
    """
    index = period.nodes[INDEX]
    return {
        "units": len(period.units),
        "scored": int(np.count_nonzero(index.reason == SCORED)),
        "not_scored": int(np.count_nonzero(index.reason != SCORED)),
        "imputed": int(np.count_nonzero(index.share_imputed > 0)),
        "not_counted": int(np.count_nonzero(index.share_not_counted > 0)),
    }
