"""Indicators at which many have no points at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.ends import ends_of, most_frequent
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "nothing_reached",
    msg("Many have no points"),
    "slight",
    msg("The share of the units at the worst points of an indicator."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in material.indicators:
        if material.is_mark(id):  # of a few marks the worst is meant to be given often
            continue
        ends = ends_of(material, id)
        if ends.worst < limits.AT_END or most_frequent(material.nodes[id].score)[1] == 1:
            continue
        told: Told = {"indicator": material.title(id), "worst": percent(ends.worst)}
        said = Said(msg("{indicator}: {worst} % of the units have no points"), told)
        cases.append(Case(said, ends.worst, (id,), numbers=ends._asdict()))
    yield from listed(
        KIND,
        cases,
        msg("Indicators that do not tell the worst apart: {count}."),
        msg("Move the worse goalpost, so that an improvement from far below earns something."),
    )
