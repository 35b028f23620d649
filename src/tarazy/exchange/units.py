"""A file of units in."""

from __future__ import annotations

from pathlib import Path

from tarazy.engine.load.tables.table import Found
from tarazy.engine.load.tables.units import read_units_table
from tarazy.engine.model.units import Units
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.tables import read_table


def read_units(path: Path) -> Units:
    """The units of a file, sorted by id. Raises ProblemsFound with every problem."""
    found = Found(str(path))
    table = read_table(path, found)
    units = None if table is None else read_units_table(table, found)
    if units is None or found:
        raise ProblemsFound(found.listed())
    return units
