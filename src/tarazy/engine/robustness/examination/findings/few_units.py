"""Too few units for what correlations and components say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "few_units",
    msg("Too few units for statistics"),
    "slight",
    msg("How many units have a score of the index."),
)


def findings(material: Material) -> Iterator[Finding]:
    if material.scored < limits.FEWEST_UNITS:
        told: Told = {"scored": material.scored, "least": limits.FEWEST_UNITS}
        yield Finding(
            kind=KIND,
            gravity=KIND.gravity,
            what=Said(
                msg("Units with a score of the index: {scored}. Below {least} correlations are mostly chance."), told
            ),
            mend=Said(
                msg("Take coherence, weights against importance and components as hints only; look at several periods.")
            ),
            numbers={"scored": material.scored},
        )
