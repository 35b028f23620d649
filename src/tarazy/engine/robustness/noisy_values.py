"""The values of an indicator in many replicates whose figures are drawn anew, all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tarazy.engine.model.formula import Lagged
from tarazy.engine.model.methodology import Indicator
from tarazy.engine.model.methods import Methods, each
from tarazy.engine.model.period import earlier
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.alike import Job
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.run.indicator import Valued
from tarazy.engine.run.stage import VALUE_METHOD, Stage
from tarazy.engine.steps import methods


def reads_besides(taken: Methods) -> bool:
    """Whether any of the methods looks at anything but the column."""
    return any(one.variables() or one.lags() or one.indicators() for _, one in each(taken))


def reads_only_its_formula(replicates: Replicates, stage: Stage, indicator: Indicator) -> bool:
    """Whether nothing but the figures of the formula makes the value and all that comes of it, in every replicate, and
    each of them may be there for every unit.
    """
    taken = [indicator.methods, *replicates.choices_at(indicator.id)]
    if any(reads_besides(one) or "denominate" in one or "apply" in one for one in taken):
        return False
    return all(_is_plain(stage, read) for read in indicator.value.inputs())


def _is_plain(stage: Stage, read: Lagged) -> bool:
    found = stage.read(read.variable, read.lag)
    return found.cannot_exist is None and found.excluded is None


def with_values(replicates: Replicates, stage: Stage, indicator: Indicator, jobs: Sequence[Job]) -> list[Job]:
    """The jobs of one indicator with their values. Raises Refused where the formula refuses any of them."""
    inputs = {(read.variable, read.lag): _columns(replicates, stage, read, jobs) for read in indicator.value.inputs()}
    scene = stage.scene(indicator)
    values = methods("value")[VALUE_METHOD].compute(indicator.value, inputs, scene)
    values = np.broadcast_to(values, (len(jobs), len(stage.units)))
    return [job._replace(found=Valued(scene, row, None, None)) for job, row in zip(jobs, values, strict=True)]


def _columns(replicates: Replicates, stage: Stage, read: Lagged, jobs: Sequence[Job]) -> Matrix:
    """float64[len(jobs), n]: one variable in the replicate of each job."""
    period = earlier(stage.period, read.lag)
    if read.variable not in replicates.noisy:
        return np.broadcast_to(stage.values(read.variable, read.lag), (len(jobs), len(stage.units)))
    rows = np.stack([replicates.values(job.replicate, read.variable, period) for job in jobs])
    return rows if stage.chosen is None else rows[:, stage.chosen]
