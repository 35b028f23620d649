"""From an uncertainty run to what an examination says of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.examination.material import Estimated
from tarazy.engine.robustness.sensitivity import Sensitivity, sensitivity_of
from tarazy.engine.robustness.uncertainty import Intervals, uncertainty_of
from tarazy.engine.words import ProblemsFound


def estimated_of(intervals: Intervals, period: str) -> Estimated:
    """The intervals of the index in a period."""
    found = next(one for one in intervals.nodes if (one.period, one.node) == (period, INDEX))
    return Estimated(
        rank_low=found.ranks.low,
        rank_high=found.ranks.high,
        score_low=found.scores.low,
        score_high=found.scores.high,
        replicates=len(intervals.replicates) - len(intervals.failed),
        level=intervals.level,
    )


def estimated_by(
    methodology: Methodology,
    observations: Observations,
    units: Units,
    period: str,
    as_of: datetime.datetime | None,
    *,
    replicates: int | None,
    seed: int,
    drivers: bool,
) -> Estimated:
    """Compute them where the methodology says what may vary; where that is refused, say why. `replicates` 0: none.

    `drivers`: which assumptions move the ranks, too.
    """
    if methodology.uncertainty is None or replicates == 0:
        return Estimated()
    inputs = take(observations, methodology, units, (period,), as_of)
    try:
        intervals = uncertainty_of(methodology, inputs, units, [period], replicates=replicates, seed=seed)
    except ProblemsFound as refused:
        return Estimated(refused=tuple(problem.what for problem in refused.problems))
    estimated = estimated_of(intervals, period)
    if not drivers:
        return estimated
    try:
        return replace(estimated, drivers=_drivers(sensitivity_of(methodology, inputs, units, [period], seed=seed)))
    except ProblemsFound as refused:
        return replace(estimated, refused=tuple(problem.what for problem in refused.problems))


def _drivers(sensitivity: Sensitivity) -> list[tuple[Text, float, float]]:
    """The assumptions by their titles, the strongest first; the first output is how far units move on average."""
    (found,) = sensitivity.nodes
    titles = [one.assumption.title for one in sensitivity.replicates.varying]
    alone, together = found.first.share[:, 0].tolist(), found.total.share[:, 0].tolist()
    return sorted(zip(titles, alone, together, strict=True), key=lambda one: -one[2])
