"""The scores of earlier periods, for a ranking that looks at them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.period import earlier
from tarazy.engine.run.stage import Stage
from tarazy.engine.run.tree import Climbed

# The scores of nodes over all units, and those of each period that was scored.
Scores = Mapping[str, Vector]
ByPeriod = Mapping[str, Scores]


def is_observed(methodology: Methodology, inputs: Inputs, period: str) -> bool:
    """Whether anything is known of the period: where nothing is, nobody has a score in it."""
    return any(
        not np.isnan(inputs.column(read.variable, earlier(period, read.lag))[0]).all()
        for read in methodology.reads
        if read.lag >= 0
    )


def scores_of(stage: Stage, climbed: Climbed, count: int) -> Scores:
    """The scores of the kept nodes over all `count` units, NaN for those that are not scored in the period."""
    if stage.chosen is None:
        return {id: scored.score for id, scored in climbed.kept.items()}
    found = {}
    for id, scored in climbed.kept.items():
        found[id] = np.full(count, np.nan)
        found[id][stage.chosen] = scored.score
    return found


def scores_before(stage: Stage, id: str, scored: ByPeriod) -> Mapping[int, Vector]:
    """By lag, the scores that a node had over the units of the stage; NaN where it had none."""
    found = {}
    for lag in stage.methodology.scores_before:
        scores = scored.get(earlier(stage.period, lag))
        if scores is None:
            found[lag] = np.full(len(stage.units), np.nan)
        else:
            found[lag] = scores[id] if stage.chosen is None else scores[id][stage.chosen]
    return found
