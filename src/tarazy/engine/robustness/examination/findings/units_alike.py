"""A ranking whose units can hardly be told apart."""

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
    "units_alike",
    msg("Units are hardly told apart"),
    "serious",
    msg("How many pairs of units lie closely together, and how much of the scale all units take."),
)


def findings(material: Material) -> Iterator[Finding]:
    apart = told_apart(material)
    if apart is None or (apart.close <= limits.ALIKE and apart.span >= limits.SPAN):
        return
    told: Told = {"close": percent(apart.close), "span": percent(apart.span), "n": apart.n}
    yield Finding(
        kind=KIND,
        gravity=KIND.gravity,
        what=Said(
            msg(
                "{close} % of all pairs of units are closer than a hundredth of the scale; all {n} units together take "
                "{span} % of it. Single places say little."
            ),
            told,
        ),
        mend=Said(msg("Publish bands or intervals beside the ranks, and speak of groups, not of single places.")),
        numbers={"close": apart.close, "span": apart.span, "n": apart.n},
        strength=apart.close,
    )
