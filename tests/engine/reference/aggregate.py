"""From the children's points to the node's, by the definitions."""

from __future__ import annotations

from typing import Any

from tarazy.engine.model.methodology import Points

Parts = list[tuple[float, float]]


def aggregated(method: str, parameters: Any, parts: Parts, points: Points) -> float | None:
    """The score of a node from the (score, weight) of each child that counts; None: it is not defined for them."""
    if method == "arithmetic":
        return sum(score * weight for score, weight in parts)
    if any(score < 0 for score, _ in parts):
        return None
    assert method == "geometric"
    product = 1.0
    for score, weight in parts:
        product *= score**weight
    return product
