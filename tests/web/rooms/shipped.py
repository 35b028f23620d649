"""The shipped places as the rooms take them over, for the tests of rooms above units."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.observations import Observations
from tarazy.exchange.observations import read_observations
from tarazy.exchange.place import Place, read_place
from tarazy.web.rooms.methodologies.actions import move_version, register_version, run_cases
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, system_actor
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.actions.estimating import estimate
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.units.actions import register_units

KZ = "kz/regional-development/2024.1"
KZ_VARYING = "kz/regional-development/2024.2"


def demo() -> User:
    return system_actor(DEMO)


@cache
def place(id: str) -> Place:
    return read_place(Path(shipped_folder("data"), id))


@cache
def observations(id: str) -> Observations:
    """Every shipped observation of a place."""
    return read_observations([place(id).observations])


def some_observations(*rows: tuple[str, str, str, float | None], **columns: object) -> Observations:
    """A table of unit, variable, period and value; `columns` hold for every row."""
    frame = pl.DataFrame(rows, schema=["unit", "variable", "period", "value"], orient="row")
    return observations_from_frame(frame.with_columns(**{name: pl.lit(value) for name, value in columns.items()}))


def register_place(id: str) -> Place:
    """Units and variables, without figures."""
    register_units(place(id), by=demo())
    register_variables(place(id), by=demo())
    return place(id)


def put_in_force(id: str) -> Version:
    """A shipped methodology, registered, its examples run, approved and in force."""
    version = register_version(load_methodology(id), by=demo())
    run_cases(version, by=demo())
    move_version(version, Move.APPROVE, by=demo())
    return move_version(version, Move.PUT_IN_FORCE, by=demo())


def scored_kz() -> Run:
    """The whole of Kazakhstan: units, figures, the shipped illustration in force, computed."""
    register_place("kz")
    record_observations(observations("kz"), by=demo())
    return compute(put_in_force(KZ), by=demo())


def estimated_kz() -> Run:
    """Kazakhstan by the version that says what may vary, with how sure its results are."""
    register_place("kz")
    record_observations(observations("kz"), by=demo())
    run = compute(put_in_force(KZ_VARYING), by=demo())
    estimate(run, by=demo())
    return run
