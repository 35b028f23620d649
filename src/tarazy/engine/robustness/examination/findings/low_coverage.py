"""Indicators that too few units have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.coverage import known_of_indicator
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "low_coverage",
    msg("Values are missing for many units"),
    "serious",
    msg("The share of the units with a value, for each indicator, among those to whom it applies."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in material.indicators:
        known = known_of_indicator(material, id)
        if known.asked and known.share < limits.KNOWN_OF_INDICATOR:
            told: Told = {"indicator": material.title(id), "known": known.known, "asked": known.asked,
                    "percent": percent(known.share)}  # fmt: skip
            said = Said(msg("{indicator}: {known} of {asked} units ({percent} %)"), told)
            cases.append(Case(said, 1 - known.share, (id,), numbers={"share": known.share}))
    yield from listed(
        KIND,
        cases,
        msg("Indicators that less than {least} % of the units have: {count}."),
        msg("Find the values, or leave these indicators out: what they say holds only for those who have them."),
        said={"least": percent(limits.KNOWN_OF_INDICATOR)},
    )
