"""Points that rest on values that were filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.coverage import share_imputed_of
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "imputed",
    msg("Much was filled in"),
    "serious",
    msg("The share of the points that rest on imputed values, for each indicator and for the index."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in (INDEX, *material.indicators):
        share = share_imputed_of(material, id)
        if share > limits.IMPUTED:
            told: Told = {"node": material.title(id), "percent": percent(share)}
            cases.append(Case(Said(msg("{node}: {percent} % imputed"), told), share, (id,), numbers={"share": share}))
    yield from listed(
        KIND,
        cases,
        msg("Nodes of which more than {most} % rest on imputed values: {count}."),
        msg("Find the values; until then show how far the ranks depend on what was filled in."),
        said={"most": percent(limits.IMPUTED)},
    )
