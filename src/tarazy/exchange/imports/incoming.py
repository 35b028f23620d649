"""A table that is to be imported: its sound rows as observations, every other row with the reason why not."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from tarazy.engine.load.tables.observations import About, read_observations_table
from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import Problem, ProblemsFound
from tarazy.exchange.codes import Codes, in_ids
from tarazy.exchange.imports.known import Known, find_unknown
from tarazy.exchange.imports.lengthened import lengthened
from tarazy.exchange.imports.meanings import AS_IT_STANDS, Meanings, meant_by
from tarazy.exchange.imports.opened import MOST_DESCRIBED, Opened
from tarazy.exchange.imports.refusals import Refusals


@dataclass(frozen=True)
class Incoming:
    """`observations`: what can be taken, each row checked. `problems`: every problem of the rows that cannot, with its
    place; `refused`: how many rows those are, unread ones among them, which are not in the table at all; `refusals`:
    which.
    """

    observations: Observations
    problems: tuple[Problem, ...] = ()
    refused: int = 0
    refusals: tuple[Refusals, ...] = ()


def read_incoming(
    opened: Opened, known: Known, *, meanings: Meanings = AS_IT_STANDS, codes: Codes | None = None
) -> Incoming:
    """The rows of a table of observations, long or wide, after `meanings` said what its columns and codes stand for.
    `codes` turns other codes of units into ids.

    Raises ProblemsFound where the table as a whole cannot be read: then nothing of it can be trusted.
    """
    found = deepcopy(opened.found)
    table = lengthened(meant_by(opened.table, meanings, found))
    observations = read_observations_table(table, About(), found)
    if observations is None or found.concerns_all:
        raise ProblemsFound(found.listed())
    unreadable = Refusals(observations, found.refused)
    readable = unreadable.others
    named = Found(found.table, most=MOST_DESCRIBED)
    if codes is not None:
        readable = in_ids(readable, codes, named)
    find_unknown(readable, known, named)
    unknown = Refusals(readable, named.refused)
    sound = unknown.others
    refused = len(observations) - len(sound) + found.unread
    return Incoming(sound, (*found.listed(), *named.listed()), refused, (unreadable, unknown))
