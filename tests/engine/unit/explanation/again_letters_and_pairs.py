"""Scores of letters, of results with a survey and of pairs again, from the numbers that an explanation gives."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from tests.engine.reference.pefa import averaged

Numbers = Mapping[str, Any]
Counted = list[tuple[float, float]]


def _weakest_link(counted: Counted, numbers: Numbers) -> float:
    scores = [score for score, _ in counted]
    return min(scores) + (numbers["plus"] if max(scores) > min(scores) else 0)


def _averaged(counted: Counted, numbers: Numbers) -> float:
    scores = [score for score, _ in counted]
    assert (numbers["k"], numbers["sum"]) == (len(scores), sum(scores))
    found = averaged(scores)
    assert found is not None
    return found


def _outcome(counted: Counted, numbers: Numbers) -> float:
    told = sorted((numbers["results_score"], numbers["survey_score"]))
    assert all(math.isclose(one, other) for one, other in zip(told, sorted(score for score, _ in counted), strict=True))
    ratio = numbers["survey_score"] / numbers["no_change"]
    return float(numbers["results_score"] * (1 + (ratio - 1) * numbers["omega"]))


def _copeland(counted: Counted, numbers: Numbers) -> float:
    net, others = numbers["wins"] - numbers["losses"], numbers["others"]
    assert numbers["wins"] + numbers["losses"] + numbers["equal"] == others
    if numbers["scale"] == "net_wins":
        return float(net)
    low, high = numbers["points_low"], numbers["points_high"]
    return float(low + (net + others) / (2 * others) * (high - low))


def _promethee(counted: Counted, numbers: Numbers) -> float:
    net = numbers["leads"] - numbers["lags"]
    if numbers["scale"] == "net_flow":
        return float(net)
    low, high = numbers["points_low"], numbers["points_high"]
    return float(low + (net + 1) / 2 * (high - low))


LETTERS_AND_PAIRS_AGAIN: Mapping[str, Callable[[Counted, Numbers], float]] = {
    "pefa_m1": _weakest_link,
    "pefa_m2": _averaged,
    "outcome": _outcome,
    "copeland": _copeland,
    "promethee": _promethee,
}
