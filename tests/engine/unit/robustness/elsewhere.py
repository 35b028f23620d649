"""Intervals as another process computes them: `python -m tests.engine.unit.robustness.elsewhere HANDS` prints them."""

from __future__ import annotations

import importlib
import json
import sys

from tarazy.engine.robustness import period
from tarazy.engine.robustness.uncertainty import uncertainty_of
from tests.engine.unit.robustness.varied_cases import LEAVE_OUT, WEIGHTS, aggregation, case, data_of, that_varies

REPLICATES = 60
Told = dict[str, dict[str, list[float]]]


def told(hands: int) -> Told:
    """Of each node the intervals of its scores and ranks; `hands` share blocks of a few replicates."""
    shared = importlib.import_module("tarazy.engine.run.hands")
    shared.HANDS, shared.WORTH_SHARING = hands, 0  # type: ignore[attr-defined]
    period.WORTH_SHARING, period.NUMBERS_OF_A_NODE = 0, 1  # type: ignore[misc]
    methodology, inputs, units, of = case("asem/connectivity/2018", "data/asem")
    vary = (WEIGHTS, LEAVE_OUT, *data_of(methodology), aggregation("geometric", "harmonic"))
    text = that_varies(methodology, *vary, replicates=REPLICATES)
    found = uncertainty_of(text, inputs, units, (of,), seed=11, keep=("index", "social"))
    return {
        one.node: {
            f"{name}_{end}": getattr(spread, end).tolist()
            for name, spread in (("scores", one.scores), ("ranks", one.ranks))
            for end in ("median", "low", "high", "known")
        }
        for one in found.nodes
    }


if __name__ == "__main__":
    print(json.dumps(told(int(sys.argv[1]))))
