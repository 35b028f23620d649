"""What a caller from Python gives -> what a run takes."""

from __future__ import annotations

import polars as pl

from tarazy.engine.load.tables.known import find_unknown_units, find_unknown_variables
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.load.tables.ranges import find_values_out_of_range
from tarazy.engine.load.tables.table import Found
from tarazy.engine.load.tables.units import units_from_frame, units_without_table
from tarazy.engine.model.grid import Grid
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.period import length_of
from tarazy.engine.model.units import Units
from tarazy.engine.words import Problem, ProblemsFound, msg


def observations_and_units(
    methodology: Methodology, observations: Observations | pl.DataFrame, units: Units | pl.DataFrame | None
) -> tuple[Observations, Units]:
    """Frames checked and turned into columns; every unit and variable of the observations is known.

    Without units they are those of the observations, of no kind and in one peer group: enough where a methodology
    assesses units of any kind. Raises ProblemsFound with every problem.
    """
    problems: list[Problem] = []
    found = Found(methodology.id)
    table = given_units = None
    try:
        table = observations if isinstance(observations, Observations) else observations_from_frame(observations)
    except ProblemsFound as refused:
        problems += refused.problems
    try:
        given_units = units_from_frame(units) if isinstance(units, pl.DataFrame) else units
    except ProblemsFound as refused:
        problems += refused.problems
    if units is None:
        check_units_may_be_absent(methodology, found)
    if table is not None:
        find_unknown_variables(table, methodology, found)
        find_values_out_of_range(table, methodology, found)
        if given_units is not None:
            find_unknown_units(table, given_units, found)
    problems += found.listed()
    if problems or table is None:
        raise ProblemsFound(problems)
    return table, units_without_table(table.unit.names) if given_units is None else given_units


def check_units_may_be_absent(methodology: Methodology, found: Found) -> None:
    """Kinds and peer groups are written in the list of units only."""
    if methodology.assessed_kinds != "any":
        found.add(
            methodology.id,
            msg("No list of units is given."),
            msg(
                "The methodology assesses units of certain kinds only ({kinds}), and the list of units says which are."
            ),
            msg("Give the list of units; on the command line: --units units.csv."),
            kinds=", ".join(methodology.assessed_kinds),
        )


def periods_to_score(methodology: Methodology, observations: Observations | Grid) -> tuple[str, ...]:
    """The periods of the observations that the methodology assesses, in order.

    Raises ProblemsFound if there is none.
    """
    assessed = methodology.assessed_periods
    periods = [
        period
        for period in observations.periods
        if length_of(period) == methodology.period
        and assessed.from_ <= period
        and (assessed.to is None or period <= assessed.to)
    ]
    if not periods:
        found = Found(methodology.id)
        found.add(
            methodology.id,
            msg("The table has no period that the methodology assesses ({first} to {last})."),
            msg("Its periods are: {periods}."),
            msg("Give observations of a period that it assesses, or take the version of the methodology for these."),
            first=assessed.from_,
            last=assessed.to or "…",
            periods=", ".join(observations.periods[:20]),
        )
        raise ProblemsFound(found.listed())
    return tuple(periods)


def given(
    methodology: Methodology, observations: Observations | Grid | pl.DataFrame, units: Units | pl.DataFrame | None
) -> tuple[Observations | Grid, Units]:
    """What is scored, checked, and the units."""
    if not isinstance(observations, Grid):
        return observations_and_units(methodology, observations, units)
    if not isinstance(units, Units):
        raise TypeError("a grid is scored with the units for which it was read")
    return observations, units
