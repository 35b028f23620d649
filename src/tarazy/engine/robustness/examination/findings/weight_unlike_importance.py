"""Weights that do something else than they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.robustness.examination.weighed import weighed
from tarazy.engine.words import msg

KIND: Final = Kind(
    "weight_unlike_importance",
    msg("Weights do not do what they say"),
    "serious",
    msg("The effective weight of each child beside its importance: how much of the parent's differences go with it."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    if material.scored < limits.FEWEST_UNITS:
        return
    for parent in (INDEX, *material.dimensions):
        for one in weighed(material, parent):
            is_off = one.ratio < limits.LOW_IMPORTANCE or one.ratio > limits.HIGH_IMPORTANCE
            apart = abs(one.importance - one.weight)
            if not is_off or apart < limits.NOTABLE:
                continue
            told: Told = {"node": material.title(one.id), "parent": material.title(parent),
                          "weight": percent(one.weight), "importance": percent(one.importance)}  # fmt: skip
            said = Said(msg("{node} in {parent}: weight {weight} %, importance {importance} %"), told)
            numbers: dict[str, float | str] = {"weight": one.weight, "importance": one.importance}
            cases.append(Case(said, apart, (one.id,), numbers=numbers))
    yield from listed(
        KIND,
        cases,
        msg("Nodes whose importance is less than half or more than twice their weight: {count}."),
        msg("Tell readers what really decides, or choose weights so that the importance is what was wanted."),
    )
