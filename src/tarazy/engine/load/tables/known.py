"""Units and variables that nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.columns import rows_of_each
from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.units import Units
from tarazy.engine.words import msg

# Looking for the nearest of many thousand names takes seconds: only those of about the same length are compared.
_MANY = 5_000


def find_unknown_units(observations: Observations, units: Units, found: Found) -> None:
    """Note every unit of the observations that is not among the units."""
    known = [str(unit) for unit in units.ids]

    def add(name: str, where: str, rows: NDArray[np.intp]) -> None:
        meant = nearest_of(name, known)
        found.add(
            where,
            msg("The unit {name} is not among the units (rows: {rows}; this is the first)."),
            msg("A value of an unknown unit would be lost without a word."),
            msg("Perhaps {meant} is meant; else add the unit to the list of units.")
            if meant
            else msg(
                "Correct it, or add the unit to the list of units; with --code other codes than the ids may stand here."
            ),
            name=shown(name),
            rows=len(rows),
            meant=meant,
        )

    each_unknown(observations, observations.unit, set(known).__contains__, add)


def find_unknown_variables(observations: Observations, methodology: Methodology, found: Found) -> None:
    """Note every variable of the observations that the methodology does not use and no list of variables names."""
    used = {variable.observed.variable for variable in methodology.variables}

    def add(name: str, where: str, rows: NDArray[np.intp]) -> None:
        meant = nearest_of(name, used | observations.known_variables)
        found.add(
            where,
            msg("The variable {name} is not known (rows: {rows}; this is the first)."),
            msg(
                "Neither the methodology {methodology} nor a variables.csv beside the table names it, so a "
                "mistake in its name would hide."
            ),
            msg(
                "Perhaps {meant} is meant; else name it in a file variables.csv with the column variable beside "
                "the table."
            )
            if meant
            else msg(
                "Correct it, remove its rows, or name it in a file variables.csv with the column variable beside "
                "the table."
            ),
            name=shown(name),
            rows=len(rows),
            meant=meant,
            methodology=methodology.id,
        )

    each_unknown(observations, observations.variable, (used | observations.known_variables).__contains__, add)


def each_unknown(
    observations: Observations,
    column: Coded,
    is_known: Callable[[str], bool],
    add: Callable[[str, str, NDArray[np.intp]], None],
) -> None:
    """Call `add` with each unknown name of a column, the place where it stands first, and all rows that have it."""
    unknown = [code for code, name in enumerate(column.names) if name and not is_known(name)]
    for code, rows in rows_of_each(column, len(observations), unknown):
        add(column.names[code], observations.place(int(rows[0])), rows)


def nearest_of(name: str, known: Iterable[str]) -> str:
    """The known name that a wrong one most likely means, "" if none is near."""
    names = list(known)
    if len(names) > _MANY:
        names = [candidate for candidate in names if len(candidate) == len(name) and candidate[:2] == name[:2]][:_MANY]
    return nearest(name, names)
