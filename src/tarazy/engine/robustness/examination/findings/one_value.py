"""Indicators at which most units have one and the same value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.ends import most_frequent
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "one_value",
    msg("Most have the same value"),
    "slight",
    msg("The share of the units that have the most frequent value of an indicator."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in material.indicators:
        value, share = most_frequent(material.values[id])
        if share <= limits.ONE_VALUE:
            continue
        told: Told = {"indicator": material.title(id), "value": float(f"{value:.4g}"), "percent": percent(share)}
        said = Said(msg("{indicator}: {percent} % of the units have the value {value}"), told)
        cases.append(Case(said, share, (id,), numbers={"value": value, "share": share}))
    yield from listed(
        KIND,
        cases,
        msg("Indicators that do not tell most units apart: {count}."),
        msg(
            "Ask whether the indicator is measured finely enough; where it cannot differ, it has no place in a ranking."
        ),
    )
