"""Ranks whose intervals span much of the ranking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "wide_intervals",
    msg("Ranks are uncertain"),
    "serious",
    msg("The interval of each unit's rank, where uncertainty has been computed."),
)


def findings(material: Material) -> Iterator[Finding]:
    low, high = material.estimated.rank_low, material.estimated.rank_high
    if low is None or high is None or not material.scored:
        return
    width = np.nan_to_num(high - low) / material.scored
    cases = []
    for at in np.flatnonzero(width > limits.WIDE).tolist():
        told: Told = {"unit": material.name(at), "low": float(low[at]), "high": float(high[at])}
        said = Said(msg("{unit}: from place {low} to place {high}"), told)
        cases.append(Case(said, float(width[at]), units=(material.result.units[at],)))
    yield from listed(
        KIND,
        cases,
        msg("Units whose interval of ranks spans more than {most} % of all places: {count}."),
        msg("Show the interval wherever the rank stands, and draw no consequence from single places of these units."),
        said={"most": percent(limits.WIDE)},
    )
