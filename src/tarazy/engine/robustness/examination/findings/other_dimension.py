"""Indicators that go with another dimension more than with their own."""

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
    "other_dimension",
    msg("Belongs to another dimension"),
    "slight",
    msg("The correlation of each indicator with its own dimension, without itself, and with the others beside it."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in material.indicators:
        own = material.parent(id)
        others = [node for node in material.dimensions if material.depth(node) == material.depth(own) and node != own]
        r, n = material.r_with_others(id, own)
        if not others or math.isnan(r) or n < limits.FEWEST_UNITS:
            continue
        better = max(others, key=lambda node: _or_least(material.r(id, node)))
        gain = material.r(id, better) - r
        if not gain > limits.ELSEWHERE or material.r(id, better) < limits.GOES_WITH:
            continue
        told: Told = {"indicator": material.title(id), "own": material.title(own), "r": two(r),
                "other": material.title(better), "r_other": two(material.r(id, better))}  # fmt: skip
        said = Said(msg("{indicator}: {r} with {own}, {r_other} with {other}"), told)
        cases.append(Case(said, gain, (id, better), numbers={"r": r, "r_other": material.r(id, better), "n": n}))
    yield from listed(
        KIND,
        cases,
        msg("Indicators that go with another dimension more than with their own: {count}."),
        msg(
            "Ask whether they stand where the reasoning of the index wants them; figures alone are no reason to move "
            "them."
        ),
    )


def _or_least(r: float) -> float:
    return -2.0 if math.isnan(r) else r
