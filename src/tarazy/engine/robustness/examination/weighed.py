"""Stated weights beside what they do: how much each child accounts for in its parent."""

from __future__ import annotations

import math
from typing import NamedTuple

from tarazy.engine.robustness.examination.material import Material


class Weighed(NamedTuple):
    """`weight` and `importance`: shares of 0..1 that sum to 1 over the children of one parent; `accounts`: the share of
    the parent's variance that goes with the child, by itself.
    """

    id: str
    weight: float
    importance: float
    accounts: float

    @property
    def ratio(self) -> float:
        return self.importance / self.weight if self.weight > 0 else math.nan


def weighed(material: Material, parent: str) -> list[Weighed]:
    """The children of a node whose weight and importance are known; nothing for fewer than two."""
    found = [(id, material.weight(id), material.importance(id)) for id in material.children(parent)]
    known = [one for one in found if not math.isnan(one[1]) and not math.isnan(one[2])]
    weights, importances = sum(one[1] for one in known), sum(one[2] for one in known)
    if len(known) < 2 or weights <= 0 or importances <= 0:
        return []
    return [Weighed(id, weight / weights, found / importances, found) for id, weight, found in known]
