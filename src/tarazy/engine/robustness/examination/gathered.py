"""A methodology and observations -> what is examined, by one run with a witness."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Indicator, Methodology, each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.examination.material import Estimated, Material
from tarazy.engine.run import Witnessed, run, units_of_period

Vectors = Mapping[str, Vector]


def gathered(
    methodology: Methodology, observations: Observations, units: Units, period: str, estimated: Estimated
) -> Material:
    """Score one period and keep what is needed of every step."""
    inputs = take(observations, methodology, units, (period,), None)
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
        statuses=_statuses(methodology, observations, units.ids[chosen], period),
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


def _statuses(
    methodology: Methodology, observations: Observations, units: NDArray[np.str_], period: str
) -> dict[str, dict[str, int]]:
    """For each indicator, how many of its observations of the period have which status; "A" and none are one."""
    of_variable = _statuses_by_variable(observations, units, period)
    found: dict[str, dict[str, int]] = {}
    for indicator in methodology.indicators:
        counts: dict[str, int] = {}
        for name in _observed(methodology, indicator):
            for status, count in of_variable.get(name, {}).items():
                counts[status] = counts.get(status, 0) + count
        found[indicator.id] = counts
    return found


def _observed(methodology: Methodology, indicator: Indicator) -> set[str]:
    """The observatory's variables that an indicator reads in the period itself."""
    by_name = methodology.variables_by_name
    return {by_name[read.variable].observed.variable for read in indicator.reads() if not read.lag}


def _statuses_by_variable(
    observations: Observations, units: NDArray[np.str_], period: str
) -> dict[str, dict[str, int]]:
    count = len(observations)
    of_units = np.isin(np.array(observations.unit.names), units)[observations.unit.all_codes(count)]
    rows = np.flatnonzero(of_units & observations.period.rows_with(period, count) & ~np.isnan(observations.value))
    variables = observations.variable.all_codes(count)[rows]
    statuses = observations.status.all_codes(count)[rows]
    width = len(observations.status.names)
    pairs, often = np.unique(variables.astype(np.int64) * width + statuses, return_counts=True)
    found: dict[str, dict[str, int]] = {}
    for pair, number in zip(pairs.tolist(), often.tolist(), strict=True):
        status = observations.status.names[pair % width]
        by = found.setdefault(observations.variable.names[pair // width], {})
        name = "" if status == "A" else status
        by[name] = by.get(name, 0) + number
    return found


def last_scored(methodology: Methodology, observations: Observations, units: Units, periods: tuple[str, ...]) -> str:
    """The last period in which anybody has a score of the index; the last of all where nobody ever has."""
    for period in reversed(periods):
        if not units_of_period(methodology, units, period).any():
            continue
        inputs = take(observations, methodology, units, (period,), None)
        result = run(methodology, inputs, units, [period], [INDEX]).periods[0]
        if not np.isnan(result.nodes[INDEX].score).all():
            return period
    return periods[-1]
