"""A methodology and observations -> what is examined, by one run."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.load.terms import factors_of
from tarazy.engine.model.formula import Lagged
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Indicator, Methodology
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.examination.material import Estimated, Material
from tarazy.engine.robustness.examination.statuses import statuses_of
from tarazy.engine.run import run, units_of_period


def gathered(
    methodology: Methodology,
    observations: Observations,
    units: Units,
    period: str,
    as_of: datetime.datetime | None,
    estimated: Estimated,
) -> Material:
    """Score one period and keep what the examination looks at."""
    inputs = take(observations, methodology, units, (period,), as_of)
    result = run(methodology, inputs, units, [period]).periods[0]
    chosen = units_of_period(methodology, units, period)
    values = {id: columns.value for id, columns in result.nodes.items() if columns.value is not None}
    return Material(
        methodology=methodology,
        period=period,
        data_hash=inputs.data_hash,
        units=units.only(chosen),
        result=result,
        values=values,
        denominators=_denominators(methodology, inputs, period, chosen),
        statuses=statuses_of(methodology, observations, units.ids[chosen], period, as_of),
        estimated=estimated,
    )


def _denominators(
    methodology: Methodology, inputs: Inputs, period: str, chosen: NDArray[np.bool_]
) -> dict[str, Vector]:
    """Every variable by which some indicator is divided: by a rule of its own, or in its formula."""
    names = {name for indicator in methodology.indicators for name in _divisors(indicator)}
    return {name: inputs.column(name, period)[0][chosen] for name in sorted(names)}


def _divisors(indicator: Indicator) -> Iterator[str]:
    for step, parameters in each(indicator.methods):
        if step == "denominate":
            yield from parameters.variables()
    for exponent, factor in factors_of(indicator.value.tree):
        if exponent < 0 and isinstance(factor, Lagged) and not factor.lag:
            yield factor.variable


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
