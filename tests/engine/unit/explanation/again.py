"""Computes a score again from nothing but what an explanation says: its inputs, its weights and its steps' numbers.

Written apart from the engine, with Python's own arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from tests.engine.unit.explanation.adjusted_again import adjusted_again
from tests.engine.unit.explanation.again_aggregated import aggregated
from tests.engine.unit.explanation.again_compared import COMPARED_AGAIN
from tests.engine.unit.explanation.again_ruled import RULED_AGAIN
from tests.engine.unit.explanation.again_valued import value_again
from tests.engine.unit.explanation.again_weighed import assert_weighed

Numbers = Mapping[str, Any]


def score_again(node: Mapping[str, Any]) -> float:
    """The score of a node of an explanation's dictionary, from its own numbers and those below it."""
    if node["is_indicator"]:
        score = _indicator(node)
    else:
        assert_weighed([step for step in node["steps"] if step["step"] == "weigh"])
        counted = [(score_again(child), child["weight"]) for child in node["children"] if child["weight"] is not None]
        said = _last(node, "aggregate")
        score = aggregated(said["method"], said["numbers"], counted)
    for step in node["steps"]:
        if step["step"] == "adjust":
            score = adjusted_again(step["method"], score, step["numbers"])
        if step["step"] == "round":
            score = _rounded(step["method"], score, step["numbers"])
    return score


def _indicator(node: Mapping[str, Any]) -> float:
    value = value_again(_formula(node["formula"], _values(node["inputs"])), node["steps"])
    step = _last(node, "normalise")
    return _normalised(step["method"], value, step["numbers"])


def _values(inputs: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], float]:
    """By name and lag; the parts of a sum over breakdowns are added, but for those that cannot exist."""
    values: dict[tuple[str, int], float] = {}
    for given in inputs:
        key, value = (given["name"], given["lag"]), math.nan if given["value"] is None else given["value"]
        values[key] = values.get(key, 0.0) + (0.0 if given["status"] == "M" else value)
    return values


def _formula(text: str, values: Mapping[tuple[str, int], float]) -> float:
    """Python reads the same arithmetic; a name is the variable, and `lag` looks up an earlier one."""
    names: dict[str, Any] = {name: value for (name, lag), value in values.items() if lag == 0}
    for name in {name for name, _ in values} - set(names):
        names[name] = math.nan
    known = {name: _Named(name, number) for name, number in names.items()}
    functions = {"log": math.log, "exp": math.exp, "sqrt": math.sqrt, "min": min, "max": max, "abs": abs}
    found = eval(text, {"__builtins__": {}}, {**known, **functions, "lag": lambda x, by: values[x.name, by]})
    return float(found)


class _Named(float):
    """A number that remembers the name it stands for."""

    name: str

    def __new__(cls, name: str, number: float) -> _Named:
        made = super().__new__(cls, number)
        made.name = name
        return made


def _normalised(method: str, value: float, numbers: Numbers) -> float:
    if method in COMPARED_AGAIN:
        return COMPARED_AGAIN[method](value, numbers)
    if method in RULED_AGAIN:
        return RULED_AGAIN[method](value, numbers)
    low, high = numbers["points_low"], numbers["points_high"]
    if method == "rank_exponential":
        rank, n, scale = numbers["rank"], numbers["n"], numbers["scale"]
        share = (n - rank + 1) / n if numbers["fraction"] == "n_minus_r_plus_1" else (n - rank) / n
        return low + (high - low) * -scale * math.log(1 - share * (1 - math.exp(-100 / scale))) / 100
    ends = [numbers["low"], numbers["high"]]
    if method == "goalposts":
        value = min(max(value, ends[0]), ends[1]) if numbers["outside"] == "cap" else value
        if numbers["scale"] == "log":
            value, ends = math.log(value), [math.log(end) for end in ends]
    share = (value - ends[0]) / (ends[1] - ends[0])
    return low + (high - low) * (share if numbers["better"] == "higher" else 1 - share)


def _rounded(method: str, score: float, numbers: Numbers) -> float:
    exact = Decimal(f"{score:.12g}")
    way = ROUND_HALF_UP if method == "half_up" else ROUND_HALF_EVEN
    return float(exact.quantize(Decimal(1).scaleb(-numbers["decimals"]), way))


def _last(node: Mapping[str, Any], wanted: str) -> Mapping[str, Any]:
    """The last thing that a step says, which holds its result."""
    return next(step for step in reversed(node["steps"]) if step["step"] == wanted)
