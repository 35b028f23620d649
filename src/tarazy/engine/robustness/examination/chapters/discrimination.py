"""How many units the index tells apart."""

from __future__ import annotations

import numpy as np

from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, Said, Shown, Spread, Table
from tarazy.engine.robustness.examination.told_apart import told_apart
from tarazy.engine.words import msg


def discrimination(material: Material) -> Chapter:
    """Span of the scores, ties, closeness of neighbours."""
    title = msg("Discrimination")
    apart = told_apart(material)
    if apart is None:
        return Chapter("discrimination", title, [Said(msg("Fewer than two units have a score of the index."))])
    score = material.index.score
    scores = np.sort(score[~np.isnan(score)])
    rows: list[list[Cell]] = [
        [Said(msg("Units with a score")), float(apart.n)],
        [Said(msg("Different scores")), float(apart.different)],
        [Said(msg("Units that share their score, %")), percent(apart.tied)],
        [Said(msg("Least score")), float(scores[0])],
        [Said(msg("Greatest score")), float(scores[-1])],
        [Said(msg("Span as a share of the scale, %")), percent(apart.span)],
        [Said(msg("Pairs of units closer than a hundredth of the scale, %")), percent(apart.close)],
    ]
    if apart.groups is not None:
        rows.append([Said(msg("Groups that the intervals of the scores leave apart")), float(apart.groups)])
    columns = [Column(msg("What"), numeric=False, wide=True), Column(msg("Number"), None)]
    shown: list[Shown] = [
        Spread("scores", msg("How the scores of the index spread"), scores.tolist()),
        Table("told_apart", msg("How far units are told apart"), columns, rows),
    ]
    sentences = [] if apart.groups is not None else [
        Said(msg("Judged by the spread of the scores alone, since intervals are not computed."))
    ]  # fmt: skip
    return Chapter("discrimination", title, sentences, shown)
