"""What uncertainty and sensitivity say; openly nothing where they have not been computed."""

from __future__ import annotations

import numpy as np

from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, Said, Shown, Table
from tarazy.engine.words import msg

MOST_UNITS = 30


def robustness(material: Material) -> Chapter:
    """Intervals of ranks, and what drives them."""
    estimated, shown, sentences = material.estimated, list[Shown](), list[Said]()
    if estimated.rank_low is None or estimated.rank_high is None:
        sentences.append(
            Said(msg("Intervals are not computed. Nothing in this examination says how sure a single rank is."))
        )
    else:
        shown.append(_intervals(material))
        sentences.append(Said(msg("Replicates computed: {replicates}."), {"replicates": estimated.replicates}))
    if estimated.drivers is None:
        sentences.append(Said(msg("Which assumptions move the ranks is not computed.")))
    else:
        rows: list[list[Cell]] = [[name, percent(share)] for name, share in estimated.drivers]
        columns = [Column(msg("Assumption"), numeric=False, wide=True), Column(msg("Share of the variance, %"), 1)]
        shown.append(Table("drivers", msg("What moves the ranks"), columns, rows))
    return Chapter("robustness", msg("Robustness"), sentences, shown)


def _intervals(material: Material) -> Table:
    low, high, rank = material.estimated.rank_low, material.estimated.rank_high, material.index.rank
    assert low is not None
    assert high is not None
    order = [at for at in np.argsort(rank, kind="stable").tolist() if not np.isnan(rank[at])]
    rows: list[list[Cell]] = [
        [material.name(at), float(rank[at]), float(low[at]), float(high[at])] for at in order[:MOST_UNITS]
    ]
    return Table(
        "intervals",
        msg("Intervals of the ranks"),
        [
            Column(msg("Unit"), numeric=False, wide=True),
            Column(msg("Rank")),
            Column(msg("From")),
            Column(msg("To")),
        ],
        rows,
        left_out=max(0, len(order) - MOST_UNITS),
    )
