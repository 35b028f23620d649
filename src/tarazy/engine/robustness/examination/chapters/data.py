"""What the figures are like before anything is done to them: how many there are, how they spread, where they end."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tarazy.engine.model.shape import shape_of
from tarazy.engine.robustness.examination.coverage import known_of_indicator, known_of_units, share_imputed_of
from tarazy.engine.robustness.examination.ends import ends_of, most_frequent
from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, Said, Table, Told
from tarazy.engine.words import msg

MOST_UNITS = 15


def data(material: Material) -> Chapter:
    """Coverage, distribution and ends of the scale."""
    known, asked = known_of_units(material)
    told: Told = {
        "units": material.count,
        "scored": material.scored,
        "indicators": len(material.indicators),
        "percent": percent(float(known.sum() / max(1, asked.sum()))),
    }
    sentences = [
        Said(
            msg(
                "Units: {units}, of these with a score of the index: {scored}. Indicators: {indicators}. Of all values "
                "that apply, {percent} % are known."
            ),
            told,
        )
    ]
    return Chapter(
        "data",
        msg("Data"),
        sentences,
        [_coverage(material), _dimensions(material), _units(material), _distribution(material), _shape(material)],
    )


def _coverage(material: Material) -> Table:
    rows: list[list[Cell]] = []
    for id in material.indicators:
        known = known_of_indicator(material, id)
        statuses = ", ".join(f"{name} {often}" for name, often in sorted(material.statuses[id].items()) if name)
        imputed = percent(share_imputed_of(material, id))
        rows.append([material.title(id), known.known, known.asked, percent(known.share), imputed, statuses or None])
    return Table(
        "coverage",
        msg("Coverage of the indicators"),
        [
            Column(msg("Indicator"), numeric=False, wide=True),
            Column(msg("Known")),
            Column(msg("Applies to")),
            Column(msg("Known, %"), 1),
            Column(msg("Imputed, %"), 1),
            Column(msg("Status"), numeric=False),
        ],
        rows,
        Said(msg("Status: codes of observations other than normal, and how many of them (SDMX).")),
    )


def _dimensions(material: Material) -> Table:
    rows: list[list[Cell]] = []
    for id in material.dimensions:
        under = [known_of_indicator(material, leaf) for leaf in material.indicators if material.lies_under(leaf, id)]
        asked, known = sum(one.asked for one in under), sum(one.known for one in under)
        score = material.nodes[id].score
        rows.append(
            [material.title(id), len(under), percent(known / max(1, asked)), int(np.count_nonzero(~np.isnan(score)))]
        )
    return Table(
        "coverage_of_dimensions",
        msg("Coverage of the dimensions"),
        [
            Column(msg("Dimension"), numeric=False, wide=True),
            Column(msg("Indicators")),
            Column(msg("Known, %"), 1),
            Column(msg("Units with a score")),
        ],
        rows,
    )


def _units(material: Material) -> Table:
    known, asked = known_of_units(material)
    share = known / np.maximum(asked, 1)
    lacking = [at for at in np.argsort(share, kind="stable").tolist() if known[at] < asked[at]]
    lost = material.index.share_not_counted
    rows: list[list[Cell]] = [
        [material.name(at), int(known[at]), int(asked[at]), percent(float(share[at])), 100 * float(lost[at])]
        for at in lacking[:MOST_UNITS]
    ]
    return Table(
        "coverage_of_units",
        msg("Units of which least is known"),
        [
            Column(msg("Unit"), numeric=False, wide=True),
            Column(msg("Known")),
            Column(msg("Applies")),
            Column(msg("Known, %"), 1),
            Column(msg("Weight not counted, %"), 1),
        ],
        rows,
        left_out=max(0, len(lacking) - MOST_UNITS),
    )


def _distribution(material: Material) -> Table:
    rows = [[material.title(id), *_quantiles(material, id)] for id in material.indicators]
    return Table(
        "distribution",
        msg("How the values spread"),
        [
            Column(msg("Indicator"), numeric=False, wide=True),
            Column(msg("Least"), None),
            Column(msg("Lower quarter"), None),
            Column(msg("Median"), None),
            Column(msg("Upper quarter"), None),
            Column(msg("Greatest"), None),
            Column(msg("Zeros, %"), 1),
        ],
        rows,
        Said(msg("In the unit of measure of each indicator, before outliers are treated.")),
    )


def _quantiles(material: Material, id: str) -> Iterator[Cell]:
    values = material.values[id]
    known = values[~np.isnan(values)]
    if not known.size:
        yield from [None] * 6
        return
    yield from (float(one) for one in np.quantile(known, [0.0, 0.25, 0.5, 0.75, 1.0]))
    yield percent(float((known == 0).mean()))


def _shape(material: Material) -> Table:
    rows: list[list[Cell]] = []
    for id in material.indicators:
        shape, ends = shape_of(material.values[id]), ends_of(material, id)
        after = shape_of(material.nodes[id].score)
        rows.append(
            [
                material.title(id),
                shape.skewness if shape else None,
                shape.kurtosis if shape else None,
                after.skewness if after else None,
                after.kurtosis if after else None,
                percent(most_frequent(material.values[id])[1]),
                percent(ends.best),
                percent(ends.worst),
                percent(ends.near_best),
            ]
        )
    return Table(
        "shape",
        msg("Outliers and ends of the scale"),
        [
            Column(msg("Indicator"), numeric=False, wide=True),
            Column(msg("Skew"), 1),
            Column(msg("Kurt."), 1),
            Column(msg("Skew of points"), 1),
            Column(msg("Kurt. of points"), 1),
            Column(msg("Same value, %"), 0),
            Column(msg("All points, %"), 0),
            Column(msg("No points, %"), 0),
            Column(msg("Nearly all, %"), 0),
        ],
        rows,
        Said(
            msg(
                "Outliers: skewness beyond 2 and kurtosis above 3.5 at once. Same value: the share of the most "
                "frequent one. Nearly all: within a hundredth of the scale of the best points."
            )
        ),
    )
