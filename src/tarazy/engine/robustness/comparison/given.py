"""What a caller gives -> two sides that can be compared, or everything that is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tarazy.engine.load.tables.given import check_units_may_be_absent, periods_to_score
from tarazy.engine.load.tables.known import find_unknown_units, find_unknown_variables
from tarazy.engine.load.tables.ranges import find_values_out_of_range
from tarazy.engine.load.tables.table import Found
from tarazy.engine.load.tables.units import units_without_table
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison.worlds import Side
from tarazy.engine.words import Problem, ProblemsFound, msg

# A comparison is put together in memory, a row a unit and node.
MOST_ROWS: Final = 5_000_000

Pair = tuple[Methodology, Methodology]


def check_table(
    observations: Observations, methodologies: Pair, units: Units | None, where: str
) -> tuple[Problem, ...]:
    """Problems of a table that either methodology reads: what neither uses, values that one of them holds impossible,
    units that nobody knows.
    """
    found = Found(where)
    used = {variable.observed.variable for one in methodologies for variable in one.variables}
    table = replace(observations, known_variables=observations.known_variables | used)
    find_unknown_variables(table, methodologies[0], found)
    for methodology in {one.hash: one for one in methodologies}.values():
        find_values_out_of_range(table, methodology, found)
    if units is not None:
        find_unknown_units(table, units, found)
    return found.listed()


def check_units_given(methodologies: Pair) -> tuple[Problem, ...]:
    """Problems of having no list of units."""
    found = Found(methodologies[0].id)
    for methodology in {one.hash: one for one in methodologies}.values():
        check_units_may_be_absent(methodology, found)
    return found.listed()


def units_of_both(first: Observations, second: Observations) -> Units:
    """The units of both tables, of no kind and in one peer group."""
    return units_without_table(tuple({*first.unit.names, *second.unit.names}))


def sides(
    methodologies: Pair, tables: tuple[Observations, Observations], periods: tuple[str | None, str | None]
) -> tuple[Side, Side]:
    """Both sides, each with its period: the one that is given, for the second also that of the first; else the last
    that both assess and have figures of, else each its own last.

    Raises: ProblemsFound where there is no such period, no figure of a period, or no difference between the sides.
    """
    first, second = _periods(methodologies, tables, periods)
    found = [Side(*given) for given in zip(methodologies, tables, (first, second), strict=True)]
    problems = Found("")
    for side in found:
        if side.period not in side.observations.periods:
            problems.add(
                side.period,
                msg("The table has no figures of {period}."),
                msg("Its periods are: {periods}."),
                msg("Give one of its periods."),
                period=side.period,
                periods=", ".join(side.observations.periods[:20]),
            )
    if methodologies[0].hash == methodologies[1].hash and tables[0] is tables[1] and first == second:
        problems.add(
            methodologies[0].id,
            msg("Both sides are the same: one methodology, one table, one period."),
            msg("Nothing can have changed between them."),
            msg("Give another methodology, a second table, or another period with --period-b."),
        )
    if listed := problems.listed():
        raise ProblemsFound(listed)
    return found[0], found[1]


def check_size(units: Units, nodes: int) -> None:
    """Refuse a comparison of more rows than are put together.

    Raises: ProblemsFound.
    """
    if len(units) * nodes > MOST_ROWS:
        found = Found("")
        found.add(
            "--nodes",
            msg("The comparison would have {rows} rows: {units} units at {nodes} nodes."),
            msg("At most {most} are put together."),
            msg("Ask for fewer nodes, as --nodes root does, or shorten the list of units."),
            rows=len(units) * nodes,
            units=len(units),
            nodes=nodes,
            most=MOST_ROWS,
        )
        raise ProblemsFound(found.listed())


def _periods(
    methodologies: Pair, tables: tuple[Observations, Observations], given: tuple[str | None, str | None]
) -> tuple[str, str]:
    if given[0] is not None:
        return given[0], given[1] or given[0]
    first, second = (periods_to_score(*one) for one in zip(methodologies, tables, strict=True))
    if given[1] is not None:
        return first[-1], given[1]
    common = [period for period in first if period in second]
    return (common[-1], common[-1]) if common else (first[-1], second[-1])
