"""Units that are compared although different parts of the index count for them."""

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
    "not_counted",
    msg("Units are compared on different indicators"),
    "serious",
    msg("The weight that did not count in the index, for each unit with a score."),
)


def findings(material: Material) -> Iterator[Finding]:
    here = ~np.isnan(material.index.score)
    lost = np.where(here, np.nan_to_num(material.index.share_not_counted), 0.0)
    cases = []
    for at in np.flatnonzero(lost > limits.NOT_COUNTED).tolist():
        told: Told = {"unit": material.name(at), "percent": percent(float(lost[at]))}
        said = Said(msg("{unit}: {percent} % of the weight did not count"), told)
        cases.append(Case(said, float(lost[at]), units=(material.result.units[at],)))
    yield from listed(
        KIND,
        cases,
        msg("Units with a rank although more than {most} % of the weight did not count for them: {count}."),
        msg("Show the share not counted beside these ranks, or compare only what all of them have."),
        said={"most": percent(limits.NOT_COUNTED)},
    )
