"""Dimensions whose children hardly go together."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.components import FEWEST_CHILDREN, parts_of
from tarazy.engine.robustness.examination.listing import Case, listed, two
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "low_consistency",
    msg("A dimension hardly hangs together"),
    "slight",
    msg("Cronbach's alpha of the children of each dimension, with three or more of them."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in (INDEX, *material.dimensions):
        parts = parts_of(material, id)
        if parts is None or len(parts.children) < FEWEST_CHILDREN or parts.n < limits.FEWEST_UNITS:
            continue
        if math.isnan(parts.alpha) or parts.alpha >= limits.ALPHA:
            continue
        told: Told = {"dimension": material.title(id), "alpha": two(parts.alpha), "n": parts.n}
        said = Said(msg("{dimension}: alpha {alpha} (units: {n})"), told)
        cases.append(Case(said, limits.ALPHA - parts.alpha, (id,), numbers={"alpha": parts.alpha, "n": parts.n}))
    yield from listed(
        KIND,
        cases,
        msg("Dimensions with Cronbach's alpha below {least}: {count}. Other indicators would have given other scores."),
        msg("See which child lowers alpha; where the children are meant to differ, show them beside the mean."),
        said={"least": limits.ALPHA},
    )
