"""What uncertainty and sensitivity say; openly nothing where they have not been computed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tarazy.engine.model.text import Text
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
        sentences += [_not_computed(), *_refusals(estimated)]
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
        sentences += [] if estimated.rank_low is None else _refusals(estimated)
    else:
        shown.append(_drivers(estimated.drivers))
    return Chapter("robustness", msg("Robustness"), sentences, shown)


def _drivers(drivers: Sequence[tuple[Text, float, float]]) -> Table:
    rows: list[list[Cell]] = [[name, percent(alone), percent(with_others)] for name, alone, with_others in drivers]
    return Table(
        "drivers",
        msg("What moves the ranks"),
        [
            Column(msg("Assumption"), numeric=False, wide=True),
            Column(msg("Alone, %"), 1),
            Column(msg("With others, %"), 1),
        ],
        rows,
        Said(
            msg(
                "Shares of the variance of how far ranks move on average. What an assumption does together with others "
                "counts for each of them, so the second column may sum to more than 100."
            )
        ),
    )


def _not_computed() -> Said:
    return Said(msg("Intervals are not computed. Nothing in this examination says how sure a single rank is."))


def _refusals(estimated: Estimated) -> list[Said]:
    return [Said(msg("Why: {reason}"), {"reason": Said(why.text, why.said)}) for why in estimated.refused]


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
