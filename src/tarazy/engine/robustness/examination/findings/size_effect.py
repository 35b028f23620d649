"""Indicators that still measure how large a unit is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, two
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.robustness.examination.sizes import size_correlation
from tarazy.engine.words import msg

KIND: Final = Kind(
    "size_effect",
    msg("Size decides the points"),
    "serious",
    msg("The rank correlation of each indicator's scores with the denominators that the methodology uses."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in material.indicators:
        by_size = [(name, *size_correlation(material, id, name)) for name in material.denominators]
        known = [(name, r, n) for name, r, n in by_size if not math.isnan(r) and n >= limits.FEWEST_UNITS]
        name, r, n = max(known, key=lambda one: abs(one[1]), default=("", 0.0, 0))
        if abs(r) <= limits.SIZE:
            continue
        variable = material.methodology.variables_by_name[name].title
        told: Told = {"indicator": material.title(id), "variable": variable, "r": two(r), "n": n}
        said = Said(msg("{indicator} with {variable}: rank correlation {r} (units: {n})"), told)
        cases.append(Case(said, abs(r), (id,), numbers={"variable": name, "r": r, "n": n}))
    yield from listed(
        KIND,
        cases,
        msg("Indicators whose points follow the size of the unit: {count}."),
        msg("Divide by another measure of size, or say why being large or small is meant to count."),
    )
