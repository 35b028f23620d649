"""A ranking in which many units share their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.robustness.examination.told_apart import told_apart
from tarazy.engine.words import msg

KIND: Final = Kind(
    "many_ties",
    msg("Many units share their score"),
    "slight",
    msg("The share of the units whose score another unit has too."),
)


def findings(material: Material) -> Iterator[Finding]:
    apart = told_apart(material)
    if apart is None or apart.tied <= limits.TIED:
        return
    told: Told = {"tied": percent(apart.tied), "different": apart.different, "n": apart.n}
    yield Finding(
        kind=KIND,
        gravity=KIND.gravity,
        what=Said(msg("{tied} % of the units share their score; {n} units have {different} different scores."), told),
        mend=Said(msg("Round scores less, or publish bands in place of ranks.")),
        numbers={"tied": apart.tied, "different": apart.different, "n": apart.n},
        strength=apart.tied,
    )
