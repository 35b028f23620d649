"""An index that puts units in the order of one of its parts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, percent, two
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.statistics.rank_shifts import rank_shifts
from tarazy.engine.words import msg

KIND: Final = Kind(
    "nothing_added",
    msg("The index adds nothing to one of its parts"),
    "serious",
    msg("The rank correlation of the index with each of its parts, and how far units move between the two orders."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    if material.scored < limits.FEWEST_UNITS or len(material.indicators) < 2:
        return
    for id in material.ids:
        if id == INDEX or _stands_alone(material, id):
            continue
        r = material.r_of_ranks(id, INDEX)
        shifts = rank_shifts(material.nodes[id].score, material.index.score, limits.PLACES * material.scored)
        # A part that only some units have cannot stand for the index.
        if shifts is None or math.isnan(r) or shifts.units < 0.9 * material.scored:
            continue
        if r < limits.SAME_ORDER or shifts.share_above > limits.MOVED:
            continue
        told: Told = {"node": material.title(id), "r": two(r), "mean": round(shifts.mean, 1),
                "percent": percent(shifts.share_above)}  # fmt: skip
        said = Said(
            msg("{node}: rank correlation with the index {r}; units move by {mean} places on average, {percent} % "
                "notably"), told,
        )  # fmt: skip
        numbers: dict[str, float | str] = {"r": r, "mean": shifts.mean, "share_above": shifts.share_above}
        cases.append(Case(said, r, (id,), numbers=numbers))
    yield from listed(
        KIND,
        cases,
        msg("Parts that put the units in nearly the order of the index by themselves: {count}."),
        msg("Publish that part by itself, or give the others more say: today they decide next to nothing."),
    )


def _stands_alone(material: Material, id: str) -> bool:
    """Whether the node is the only one of its parent: then it is the parent."""
    while id != INDEX:
        if len(material.children(material.parent(id))) > 1:
            return False
        id = material.parent(id)
    return True
