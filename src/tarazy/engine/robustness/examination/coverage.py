"""How much is known: of an indicator over the units, of a unit over the indicators."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.robustness.examination.material import Material


class Known(NamedTuple):
    """`known` of `asked`; `share` 0..1, 1 where nothing is asked."""

    known: int
    asked: int

    @property
    def share(self) -> float:
        return self.known / self.asked if self.asked else 1.0


def known_of_indicator(material: Material, id: str) -> Known:
    """Of how many units to which the indicator applies a value is known, before anything is filled in."""
    asked = material.asked(id)
    known = asked & ~np.isnan(material.values[id])
    return Known(int(known.sum()), int(asked.sum()))


def known_of_units(material: Material) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """int64[n] each: how many indicators are known of each unit, and how many apply to it."""
    asked = np.stack([material.asked(id) for id in material.indicators])
    known = asked & ~np.isnan(np.stack([material.values[id] for id in material.indicators]))
    return known.sum(axis=0), asked.sum(axis=0)


def share_imputed_of(material: Material, id: str) -> float:
    """0..1: of the units with a score of the node, what part of it was filled in."""
    columns = material.nodes[id]
    here = ~np.isnan(columns.score)
    return float(np.nan_to_num(columns.share_imputed[here]).mean()) if here.any() else 0.0
