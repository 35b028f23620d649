"""Pairs of indicators that say the same, so that one thing is counted twice."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, two
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "redundant_pair",
    msg("Two indicators say the same"),
    "serious",
    msg("The correlation of every pair of indicators."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    ids = material.indicators
    for at, one in enumerate(ids):
        for other in ids[:at]:
            r, n = material.r(one, other), material.together(one, other)
            if math.isnan(r) or abs(r) <= limits.REDUNDANT or n < limits.FEWEST_UNITS:
                continue
            told: Told = {"one": material.title(other), "other": material.title(one), "r": two(r), "n": n}
            said = Said(msg("{one} and {other}: correlation {r} (units: {n})"), told)
            cases.append(Case(said, abs(r), (other, one), numbers={"r": r, "n": n}))
    yield from listed(
        KIND,
        cases,
        msg("Pairs of indicators with a correlation beyond {most}: {count}. Each counts one thing twice."),
        msg("Keep one of the two, or give both together the weight of one."),
        said={"most": limits.REDUNDANT},
    )
