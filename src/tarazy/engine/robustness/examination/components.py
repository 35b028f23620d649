"""How many things the children of a node measure: principal components, Cronbach's alpha, sampling adequacy."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from tarazy.engine.model.components import principal_components
from tarazy.engine.model.numbers import Vector
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.material import Material, Matrix
from tarazy.engine.statistics.internal_consistency import alpha_without, cronbach_alpha, sampling_adequacy

MOST_CHILDREN: Final = 60  # rotations take time with the cube of their number
FEWEST_CHILDREN: Final = 3


class Parts(NamedTuple):
    """What the children of a node have in common.

    `n`: the fewest units that a pair of them shares. `eigenvalues` greatest first; `loadings` float64[k]: the
    correlations of the children with the first component; `alpha_without`: alpha of the others for each child.
    """

    children: tuple[str, ...]
    n: int
    eigenvalues: Vector
    loadings: Vector
    alpha: float
    alpha_without: tuple[float, ...]
    adequacy: float

    @property
    def above_one(self) -> int:
        return int((self.eigenvalues > limits.ONE_COMPONENT).sum())

    @property
    def first(self) -> float:
        """The share of the variance that the first component accounts for, 0..1."""
        return float(self.eigenvalues[0] / len(self.children))


def parts_of(material: Material, id: str) -> Parts | None:
    """The components of a node's children; None for fewer than two that vary together, or too many to be turned."""
    children = tuple(child for child in material.children(id) if not np.isnan(material.r(child, child)))
    if not 2 <= len(children) <= MOST_CHILDREN:
        return None
    coefficients = material.coefficients(children)
    if not np.isfinite(coefficients).all():
        return None
    found = principal_components(coefficients)
    columns: Matrix = np.stack([material.nodes[child].score for child in children])
    return Parts(
        children=children,
        n=min(material.together(one, other) for one in children for other in children),
        eigenvalues=found.eigenvalues,
        loadings=found.vectors[:, 0] * np.sqrt(max(0.0, float(found.eigenvalues[0]))),
        alpha=cronbach_alpha(columns),
        alpha_without=tuple(alpha_without(columns)),
        adequacy=sampling_adequacy(coefficients),
    )
