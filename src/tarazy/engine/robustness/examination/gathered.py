"""A methodology and observations -> what is examined, by one run with a witness."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.examination.material import Estimated, Material
from tarazy.engine.robustness.examination.statuses import statuses_of
from tarazy.engine.run import Witnessed, run, units_of_period

Vectors = Mapping[str, Vector]


def gathered(
    methodology: Methodology,
    observations: Observations,
    units: Units,
    period: str,
    as_of: datetime.datetime | None,
    estimated: Estimated,
) -> Material:
    """Score one period and keep what is needed of every step."""
    inputs = take(observations, methodology, units, (period,), as_of)
    treated: dict[str, Vector] = {}

    def witness(seen: Witnessed) -> None:
        if seen.step == "normalise":
            treated[seen.node] = np.asarray(seen.given[0], dtype=np.float64)

    result = run(methodology, inputs, units, [period], witness=witness).periods[0]
    chosen = units_of_period(methodology, units, period)
    values = {id: columns.value for id, columns in result.nodes.items() if columns.value is not None}
    return Material(
        methodology=methodology,
        period=period,
        data_hash=inputs.data_hash,
        units=units.only(chosen),
        result=result,
        values=values,
        treated=treated,
        denominators=_denominators(methodology, inputs, period, chosen),
        statuses=statuses_of(methodology, observations, units.ids[chosen], period, as_of),
        estimated=estimated,
    )


def _denominators(
    methodology: Methodology, inputs: Inputs, period: str, chosen: NDArray[np.bool_]
) -> dict[str, Vector]:
    """Every variable by which some indicator is divided."""
    names = {
        name
        for indicator in methodology.indicators
        for step, parameters in each(indicator.methods)
        if step == "denominate"
        for name in parameters.variables()
    }
    return {name: inputs.column(name, period)[0][chosen] for name in sorted(names)}


def last_scored(
    methodology: Methodology,
    observations: Observations,
    units: Units,
    periods: tuple[str, ...],
    as_of: datetime.datetime | None,
) -> str:
    """The last period in which anybody has a score of the index; the last of all where nobody ever has."""
    for period in reversed(periods):
        if not units_of_period(methodology, units, period).any():
            continue
        inputs = take(observations, methodology, units, (period,), as_of)
        result = run(methodology, inputs, units, [period], [INDEX]).periods[0]
        if not np.isnan(result.nodes[INDEX].score).all():
            return period
    return periods[-1]
