"""Units, variables and breakdowns that nobody registered: a value of theirs would be lost without a word."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.known import each_unknown, nearest_of
from tarazy.engine.load.tables.table import Found
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
    each_unknown(observations, observations.unit, units.__contains__, partial(_unknown, _UNIT, units, found))
    each_unknown(
        observations, observations.variable, variables.__contains__, partial(_unknown, _VARIABLE, variables, found)
    )
    each_unknown(observations, observations.breakdown, is_registered, partial(_unknown_breakdown, found))


def no_such_scheme(scheme: str, possible: Collection[str]) -> Problem:
    """Of a scheme of codes in which no unit has one."""
    return Problem(
        Message(msg("No unit has a code of the scheme {scheme}."), {"scheme": shown(scheme)}),
        scheme,
        Message(msg("Every code would be unknown, and every row refused.")),
        Message(msg("Name one of these schemes: {possible}."), {"possible": ", ".join(possible)}),
    )


@dataclass(frozen=True)
class _Unregistered:
    """What is said of a unit or a variable that is not registered: `mend` where no name is near."""

    what: str
    why: str
    mend: str


_UNIT: Final = _Unregistered(
    msg("The unit {name} is not registered (rows: {rows}; this is the first)."),
    msg("A value of an unknown unit would be lost without a word."),
    msg("Say among the meanings which unit it is, or give the scheme of its codes (for the command: --code)."),
)
_VARIABLE: Final = _Unregistered(
    msg("The variable {name} is not registered (rows: {rows}; this is the first)."),
    msg("What is observed is described first: in what unit of measure, by whom, from which source."),
    msg("Say among the meanings which variable it is, or have it registered."),
)


def _unknown(
    said: _Unregistered, known: Collection[str], found: Found, name: str, where: str, rows: NDArray[np.intp]
) -> None:
    meant = nearest_of(name, known) if found.room_for(said.what) else ""
    mend = msg("Perhaps {meant} is meant; say so among the meanings.") if meant else said.mend
    found.of(rows).add(where, said.what, said.why, mend, name=shown(name), rows=len(rows), meant=meant)


def _unknown_breakdown(found: Found, name: str, where: str, rows: NDArray[np.intp]) -> None:
    found.of(rows).add(
        where,
        msg("The breakdown {name} has a key or a code that is not registered (rows: {rows}; this is the first)."),
        msg("A group that nobody named could not be shown, and two spellings of it would be two groups."),
        msg("Say among the meanings which code it is, or have it registered."),
        name=shown(name),
        rows=len(rows),
    )
