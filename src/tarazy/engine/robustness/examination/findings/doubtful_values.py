"""Observations that their own source marks as estimated, provisional or doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "doubtful_values",
    msg("Sources doubt their own values"),
    "slight",
    msg(
        "The status of the observations: estimated (E), imputed (I), provisional (P), of low reliability (U), break "
        "(B)."
    ),
)
DOUBTFUL: Final = frozenset({"B", "E", "I", "P", "U"})


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id, counts in material.statuses.items():
        marked = {status: count for status, count in counts.items() if status in DOUBTFUL}
        share = sum(marked.values()) / max(1, sum(counts.values()))
        if share > limits.DOUBTFUL:
            shown = ", ".join(f"{status} {count}" for status, count in sorted(marked.items()))
            told: Told = {"indicator": material.title(id), "percent": percent(share), "statuses": shown}
            said = Said(msg("{indicator}: {percent} % of the observations ({statuses})"), told)
            cases.append(Case(said, share, (id,), numbers={"share": share, "statuses": shown}))
    yield from listed(
        KIND,
        cases,
        msg(
            "Indicators with more than {most} % of observations that the source marks as not final or not reliable: "
            "{count}."
        ),
        msg("Say it beside the scores, and compute again when final values are out."),
        said={"most": percent(limits.DOUBTFUL)},
    )
