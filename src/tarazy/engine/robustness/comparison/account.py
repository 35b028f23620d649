"""What a comparison was: enough for anybody to make it again and find the same."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import numpy as np

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison.compared import Comparison
from tarazy.engine.robustness.comparison.split import is_split
from tarazy.engine.robustness.comparison.worlds import Side


def account_of(
    comparison: Comparison, *, options: Mapping[str, Any], as_of: datetime.datetime | None = None
) -> dict[str, Any]:
    """The content of comparison.json. Nothing in a comparison is random, so there is no seed."""
    return {
        **{
            letter: _of_side(side, comparison.units, as_of) for letter, side in zip("ab", comparison.sides, strict=True)
        },
        "engine_version": version("tarazy"),
        "options": dict(options),
        "as_of": None if as_of is None else as_of.isoformat(),
        "seed": None,
        "changes": [list(names) for names in comparison.changes],
        "counts": _counts(comparison),
        "notes": [note.in_language("en") for note in comparison.notes],
    }


def _of_side(side: Side, units: Units, as_of: datetime.datetime | None) -> dict[str, Any]:
    methodology = side.methodology
    return {
        "methodology": methodology.methodology,
        "version": methodology.version,
        "standing": methodology.standing,
        "methodology_hash": methodology.hash,
        "period": side.period,
        "rule_period": side.rule.period,
        "data_hash": take(side.observations, methodology, units, [side.period], as_of).data_hash,
    }


def _counts(comparison: Comparison) -> dict[str, int]:
    """Of the index: units with a score on both sides, those whose rank changed, and those whose change has parts."""
    index = comparison.nodes[INDEX]
    return {
        "compared": int(np.count_nonzero(~np.isnan(index.score.change))),
        "moved": int(np.count_nonzero(np.abs(np.nan_to_num(index.rank.change)) > 0)),
        "split": int(np.count_nonzero(is_split(index.score))),
    }
