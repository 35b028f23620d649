"""What uncertainty and sensitivity say; openly nothing where they have not been computed."""

from __future__ import annotations

import numpy as np

from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Estimated, Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, Ranges, Said, Shown, Table, Told
from tarazy.engine.words import msg

MOST_UNITS = 30
MOST_DRAWN = 60  # so many rows fit on a sheet


def robustness(material: Material) -> Chapter:
    """Intervals of ranks, and what drives them."""
    estimated, shown, sentences = material.estimated, list[Shown](), list[Said]()
    if estimated.rank_low is None or estimated.rank_high is None:
        sentences += [_not_computed(), *(Said(msg("Why: {reason}"), {"reason": why}) for why in _refusals(estimated))]
    else:
        order = _in_order(material)
        if len(order) <= MOST_DRAWN:
            shown.append(_drawn(material, order))
        shown.append(_intervals(material, order))
        told: Told = {"replicates": estimated.replicates, "percent": percent(estimated.level)}
        computed = msg("Replicates computed: {replicates}. An interval holds {percent} % of them.")
        sentences.append(Said(computed, told))
    if estimated.drivers is None:
        sentences.append(Said(msg("Which assumptions move the ranks is not computed.")))
    else:
        rows: list[list[Cell]] = [[name, percent(share)] for name, share in estimated.drivers]
        columns = [Column(msg("Assumption"), numeric=False, wide=True), Column(msg("Share of the variance, %"), 1)]
        shown.append(Table("drivers", msg("What moves the ranks"), columns, rows))
    return Chapter("robustness", msg("Robustness"), sentences, shown)


def _not_computed() -> Said:
    return Said(msg("Intervals are not computed. Nothing in this examination says how sure a single rank is."))


def _refusals(estimated: Estimated) -> list[Said]:
    return [Said(why.text, why.said) for why in estimated.refused]


def _in_order(material: Material) -> list[int]:
    """The positions of the units with a rank, first to last."""
    rank = material.index.rank
    return [at for at in np.argsort(rank, kind="stable").tolist() if not np.isnan(rank[at])]


def _drawn(material: Material, order: list[int]) -> Ranges:
    low, high, rank = material.estimated.rank_low, material.estimated.rank_high, material.index.rank
    assert low is not None
    assert high is not None
    rows = [(material.name(at), float(rank[at]), float(low[at]), float(high[at])) for at in order]
    known = [row for row in rows if not np.isnan(row[2:]).any()]
    return Ranges("intervals_drawn", msg("Ranks and their intervals"), known)


def _intervals(material: Material, order: list[int]) -> Table:
    low, high, rank = material.estimated.rank_low, material.estimated.rank_high, material.index.rank
    assert low is not None
    assert high is not None
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
