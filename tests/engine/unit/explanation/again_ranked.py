"""The place once more, from nothing but the numbers that the explanation gives."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest

TIES = {"competition": "lowest", "dense": "dense", "average": "average"}
MODES = {"half up": ROUND_HALF_UP, "half to even": ROUND_HALF_EVEN}


def rank_again(steps: list[dict[str, Any]]) -> float | None:
    """`steps`: those of the ranking, the rounding before it among them; None: there is no place."""
    *before, last = steps
    numbers = last["numbers"]
    if "score_before" not in numbers and last["method"] == "progress":
        return None
    ranked = numbers["score"]
    if last["method"] == "progress":
        ranked = numbers["change"]
        assert ranked == pytest.approx(numbers["score"] - numbers["score_before"], rel=0, abs=1e-9)
    for rounding in before:
        ranked = _rounded(ranked, rounding)
    assert ranked == numbers["ranked"]
    ahead, tied = numbers["ahead"], numbers["tied"]
    ties = numbers.get("ties") or TIES[last["method"]]
    return float(
        {
            "lowest": ahead + 1,
            "average": ahead + (1 + tied) / 2,
            "highest": ahead + tied,
            "dense": numbers["scores_ahead"] + 1,
        }[ties]
    )


def _rounded(number: float, step: dict[str, Any]) -> float:
    assert number == step["numbers"]["exact"]
    mode = next(mode for words, mode in MODES.items() if words in step["text"])
    written = Decimal(f"{number:.12g}")
    return float(written.quantize(Decimal(1).scaleb(-step["numbers"]["decimals"]), rounding=mode)) + 0.0
