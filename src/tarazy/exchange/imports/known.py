"""Units, variables and breakdowns that nobody registered: a value of theirs would be lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.columns import first_rows
from tarazy.engine.load.tables.known import nearest_of
from tarazy.engine.load.tables.table import Found, OfRows
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import Message, Problem, msg


@dataclass(frozen=True)
class Known:
    """What is registered. `breakdowns`: key -> its codes."""

    units: Collection[str]
    variables: Collection[str]
    breakdowns: dict[str, Collection[str]] = field(default_factory=dict)


def find_unknown(observations: Observations, known: Known, found: Found) -> None:
    """Note every unit, variable and breakdown that is not registered, with all rows that have it."""

    def is_registered(text: str) -> bool:
        parts = (part.partition("=") for part in text.split(";") if part)
        return all(code in known.breakdowns.get(key, ()) for key, _sign, code in parts)

    units, variables = set(known.units), set(known.variables)
    _each(observations, observations.unit, units.__contains__, partial(_unknown_unit, units), found)
    _each(observations, observations.variable, variables.__contains__, partial(_unknown_variable, variables), found)
    _each(observations, observations.breakdown, is_registered, _unknown_breakdown, found)


def no_such_scheme(scheme: str, possible: Collection[str]) -> Problem:
    """Of a scheme of codes in which no unit has one."""
    return Problem(
        Message(msg("No unit has a code of the scheme {scheme}."), {"scheme": shown(scheme)}),
        scheme,
        Message(msg("Every code would be unknown, and every row refused.")),
        Message(msg("Name one of these schemes: {possible}."), {"possible": ", ".join(possible)}),
    )


def _unknown_unit(known: Collection[str], name: str, where: str, rows: int, of: OfRows) -> None:
    meant = nearest_of(name, known)
    of.add(
        where,
        msg("The unit {name} is not registered (rows: {rows}; this is the first)."),
        msg("A value of an unknown unit would be lost without a word."),
        msg("Perhaps {meant} is meant; say so in the table of meanings.")
        if meant
        else msg("Say in the table of meanings which unit it is, or name the scheme of its codes with --code."),
        name=shown(name),
        rows=rows,
        meant=meant,
    )


def _unknown_variable(known: Collection[str], name: str, where: str, rows: int, of: OfRows) -> None:
    meant = nearest_of(name, known)
    of.add(
        where,
        msg("The variable {name} is not registered (rows: {rows}; this is the first)."),
        msg("What is observed is described first: in what unit of measure, by whom, from which source."),
        msg("Perhaps {meant} is meant; say so in the table of meanings.")
        if meant
        else msg("Say in the table of meanings which variable it is, or have it registered."),
        name=shown(name),
        rows=rows,
        meant=meant,
    )


def _unknown_breakdown(name: str, where: str, rows: int, of: OfRows) -> None:
    of.add(
        where,
        msg("The breakdown {name} has a key or a code that is not registered (rows: {rows}; this is the first)."),
        msg("A group that nobody named could not be shown, and two spellings of it would be two groups."),
        msg("Say in the table of meanings which code it is, or have it registered."),
        name=shown(name),
        rows=rows,
    )


def _each(
    observations: Observations,
    column: Coded,
    is_known: Callable[[str], bool],
    add: Callable[[str, str, int, OfRows], None],
    found: Found,
) -> None:
    unknown = {code for code, name in enumerate(column.names) if name and not is_known(name)}
    if not unknown:
        return
    count = len(observations)
    codes = column.all_codes(count)
    for row, rows, code in first_rows(column, count, unknown):
        add(column.names[code], observations.place(row), rows, found.of(np.flatnonzero(codes == code)))
