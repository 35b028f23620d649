"""Dimensions whose children measure several things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.components import FEWEST_CHILDREN, parts_of
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "several_components",
    msg("A dimension measures several things"),
    "slight",
    msg("The principal components of the children of each dimension, with three or more of them."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in (INDEX, *material.dimensions):
        parts = parts_of(material, id)
        if parts is None or len(parts.children) < FEWEST_CHILDREN or parts.n < limits.FEWEST_UNITS:
            continue
        if parts.above_one < 2 or parts.first >= limits.SHARE_OF_FIRST:
            continue
        told: Told = {"dimension": material.title(id), "above": parts.above_one, "percent": percent(parts.first)}
        said = Said(
            msg("{dimension}: components with an eigenvalue above 1: {above}; the first accounts for {percent} %"), told
        )
        numbers: dict[str, float | str] = {"above_one": parts.above_one, "first": parts.first, "n": parts.n}
        cases.append(Case(said, 1 - parts.first, (id,), numbers=numbers))
    yield from listed(
        KIND,
        cases,
        msg("Dimensions whose children do not measure one thing: {count}. Their score means different things for "
            "different units."),
        msg("Divide the dimension, or say in its definition which different things it brings together and why."),
    )  # fmt: skip
