"""Outliers that still decide the points when values are turned into points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.shape import shape_of
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import Case, listed, two
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Kind, Said, Told
from tarazy.engine.words import msg

KIND: Final = Kind(
    "untreated_outliers",
    msg("Outliers are not treated"),
    "serious",
    msg("Skewness and kurtosis of each indicator's points, after outliers have been treated."),
)


def findings(material: Material) -> Iterator[Finding]:
    cases = []
    for id in material.indicators:
        # Of the points, not of the values: goalposts and logarithms tame outliers, too.
        shape = shape_of(material.nodes[id].score)
        if shape is None or abs(shape.skewness) <= limits.SKEWNESS or shape.kurtosis <= limits.KURTOSIS:
            continue
        told: Told = {"indicator": material.title(id), "skewness": two(shape.skewness),
                "kurtosis": two(shape.kurtosis)}  # fmt: skip
        said = Said(msg("{indicator}: skewness {skewness}, kurtosis {kurtosis}"), told)
        cases.append(Case(said, abs(shape.skewness), (id,), numbers=shape._asdict()))
    yield from listed(
        KIND,
        cases,
        msg("Indicators whose points a few outliers decide (skewness above {skewness}, kurtosis above {kurtosis}): "
            "{count}."),
        msg("Look at the extreme values first; if they are right, treat outliers, or take a logarithm or goalposts."),
        said={"skewness": limits.SKEWNESS, "kurtosis": limits.KURTOSIS},
    )  # fmt: skip
