"""Whether scores follow how large a unit is."""

from __future__ import annotations

import numpy as np

from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.statistics.correlations import spearman


def size_correlation(material: Material, id: str, denominator: str) -> tuple[float, int]:
    """The rank correlation of a node's scores with a denominator, and over how many units. Ranks, since sizes spread
    over orders of magnitude.
    """
    found = spearman(np.stack([material.nodes[id].score, material.denominators[denominator]]))
    return float(found.coefficients[0, 1]), int(found.counts[0, 1])
