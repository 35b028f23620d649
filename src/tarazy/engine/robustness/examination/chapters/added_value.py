"""Whether the index says anything that one of its parts does not say by itself."""

from __future__ import annotations

import math

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, Said, Table
from tarazy.engine.statistics.rank_shifts import rank_shifts
from tarazy.engine.words import msg

MOST_PARTS = 15


def added_value(material: Material) -> Chapter:
    """Rank shifts between the index and its parts, the nearest first."""
    places = max(1, round(limits.PLACES * material.scored))
    found = []
    for id in material.ids:
        r = material.r_of_ranks(id, INDEX)
        shifts = rank_shifts(material.nodes[id].score, material.index.score, places)
        if id != INDEX and shifts is not None and not math.isnan(r):
            found.append((r, id, shifts))
    found.sort(key=lambda one: -one[0])
    rows: list[list[Cell]] = [
        [material.title(id), r, shifts.mean, shifts.most, percent(shifts.share_above), shifts.units]
        for r, id, shifts in found[:MOST_PARTS]
    ]
    table = Table(
        "added_value",
        msg("The index against its parts"),
        [
            Column(msg("Part"), numeric=False, wide=True),
            Column(msg("Spearman"), 2),
            Column(msg("Places moved, mean"), 1),
            Column(msg("Places moved, most"), 0),
            Column(msg("Move notably, %"), 1),
            Column(msg("n")),
        ],
        rows,
        left_out=max(0, len(found) - MOST_PARTS),
    )
    sentence = msg(
        "How far units move when they are ranked by one part alone. Notably: more than {places} up or down. Where "
        "hardly any unit moves, the index could be left out."
    )
    return Chapter(
        "added_value", msg("Added value over the single parts"), [Said(sentence, {"places": places})], [table]
    )
