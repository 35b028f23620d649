"""Indicators that have a weight and change nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "silent_indicator",
    msg("The indicator changes nothing"),
    "slight",
    msg("How much of the differences of the index go with each indicator."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    if material.scored < limits.FEWEST_UNITS:
        return
    for id in material.indicators:
        accounts = material.r(id, INDEX) ** 2
        weight = float(material.weights_in_index[id].mean())
        if math.isnan(accounts) or accounts >= limits.SILENT or weight <= 0:
            continue
        told: Told = {"indicator": material.title(id), "percent": percent(accounts), "weight": percent(weight)}
        said = Said(msg("{indicator}: goes with {percent} % of the differences, weight {weight} %"), told)
        cases.append(Case(said, weight, (id,), numbers={"accounts": accounts, "weight": weight}))
    yield from listed(
        KIND,
        cases,
        msg("Indicators with hardly any relation to the index that they are part of: {count}."),
        msg("Whoever improves such an indicator moves no rank: say so, weigh it more, or publish it beside the index."),
    )
