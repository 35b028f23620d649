"""Nodes that lower their own parent where they are high."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, two
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.robustness.examination.signs import chance_of
from tarazy.engine.words import msg

KIND: Final = Kind(
    "against_parent",
    msg("Goes against its own dimension"),
    "serious",
    msg("The correlation of each node's scores with the rest of its parent, the node itself left out."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id, parent in material.methodology.parents.items():
        r, n = material.r_with_others(id, parent)
        if math.isnan(r) or r >= limits.AGAINST_PARENT or chance_of(r, n) > limits.SURE:
            continue
        told: Told = {"node": material.title(id), "parent": material.title(parent), "r": two(r), "n": n}
        said = Said(msg("{node} in {parent}: correlation with the rest of it {r} (units: {n})"), told)
        cases.append(Case(said, -r, (id,), numbers={"r": r, "n": n}))
    yield from listed(
        KIND,
        cases,
        msg("Nodes that go against the rest of their own dimension: {count}. What they add, the others take away."),
        msg(
            "Ask whether the sign is right and whether they belong there; a conflict of aims is better shown than "
            "averaged."
        ),
    )
