"""The shipped places as the rooms take them over, for the tests of rooms above units."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.observations import Observations
from tarazy.exchange.place import Place, read_place
from tarazy.web.rooms.observatory.actions import register_variables
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, system_actor
from tarazy.web.rooms.units.actions import register_units


def demo() -> User:
    return system_actor(DEMO)


@cache
def place(id: str) -> Place:
    return read_place(Path(shipped_folder("data"), id))


@cache
def observations(id: str) -> Observations:
    """Every shipped observation of a place."""
    return observations_from_frame(pl.read_csv(place(id).observations, infer_schema_length=None))


def some_observations(*rows: tuple[str, str, str, float | None], **columns: object) -> Observations:
    """A table of unit, variable, period and value; `columns` hold for every row."""
    frame = pl.DataFrame(rows, schema=["unit", "variable", "period", "value"], orient="row")
    return observations_from_frame(frame.with_columns(**{name: pl.lit(value) for name, value in columns.items()}))


def register_place(id: str) -> Place:
    """Units and variables, without figures."""
    register_units(place(id), by=demo())
    register_variables(place(id), by=demo())
    return place(id)
