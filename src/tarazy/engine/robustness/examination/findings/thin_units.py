"""Units of which too little is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.coverage import known_of_units
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "thin_units",
    msg("Units are ranked on little"),
    "serious",
    msg("The share of the indicators that are known, for each unit with a score of the index."),
)


def findings(material: Material) -> Iterator[Finding]:
    known, asked = known_of_units(material)
    share = known / np.maximum(asked, 1)
    cases = []
    for at in np.flatnonzero((share < limits.KNOWN_OF_UNIT) & ~np.isnan(material.index.score)).tolist():
        told: Told = {"unit": material.name(at), "known": int(known[at]), "asked": int(asked[at]),
                "percent": percent(float(share[at]))}  # fmt: skip
        said = Said(msg("{unit}: {known} of {asked} indicators ({percent} %)"), told)
        cases.append(Case(said, 1 - float(share[at]), units=(material.result.units[at],)))
    yield from listed(
        KIND,
        cases,
        msg("Units with a score although less than {least} % of the indicators are known of them: {count}."),
        msg("Raise the coverage that a score needs, or say beside these ranks on how little they rest."),
        said={"least": percent(limits.KNOWN_OF_UNIT)},
    )
