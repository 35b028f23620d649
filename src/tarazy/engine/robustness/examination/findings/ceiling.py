"""Indicators at which many already have all points."""

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
    "ceiling",
    msg("Many have all points"),
    "slight",
    msg("The share of the units at the best points of an indicator, and within a hundredth of the scale of them."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in material.indicators:
        if material.is_mark(id):  # of a few marks the best is meant to be given often
            continue
        ends = ends_of(material, id)
        # Where all have one value, `one_value` says it.
        if most_frequent(material.nodes[id].score)[1] == 1 or not _is_reached(ends.best, ends.near_best):
            continue
        told: Told = {"indicator": material.title(id), "best": percent(ends.best), "near": percent(ends.near_best)}
        said = Said(msg("{indicator}: {best} % of the units have all points, {near} % all or nearly all"), told)
        cases.append(Case(said, ends.best + ends.near_best, (id,), numbers=ends._asdict()))
    yield from listed(
        KIND,
        cases,
        msg("Indicators that no longer tell the best apart: {count}."),
        msg("Move the better goalpost, or take an indicator that still shows a difference among the best."),
    )


def _is_reached(best: float, near: float) -> bool:
    return best >= limits.AT_END or near >= limits.NEAR_BEST
