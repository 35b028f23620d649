"""A shipped methodology, scored on the figures that ship with it."""

import csv
from functools import cache
from pathlib import Path

import polars as pl

from tarazy.cli.main import main
from tarazy.engine.load.methodology import load_methodology
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.load.tables.units import units_from_frame
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.run import run
from tests.data.places import DATA, Row, table

REGIONAL_DEVELOPMENT = "kz/regional-development/2024.1"


@cache
def methodology(name: str) -> Methodology:
    return load_methodology(name)


@cache
def observations(place: str) -> Observations:
    return observations_from_frame(pl.DataFrame(table(place, "observations")))


@cache
def units(place: str) -> Units:
    return units_from_frame(pl.DataFrame(table(place, "units")))


@cache
def scored(name: str, periods: tuple[str, ...]) -> dict[str, PeriodResult]:
    place = name.split("/")[0]
    inputs = take(observations(place), methodology(name), units(place), periods)
    return {result.period: result for result in run(methodology(name), inputs, units(place), periods)}


@cache
def scored_by_command(name: str, place: str, period: str, folder: Path) -> dict[tuple[str, str], Row]:
    """The rows of scores.csv by unit and node, as `tarazy score` writes them into the folder."""
    files = [str(DATA / place / "observations.csv"), "--units", str(DATA / place / "units.csv")]
    assert main(["score", name, *files, "--period", period, "--out", str(folder)]) == 0
    with (folder / "scores.csv").open(encoding="utf-8", newline="") as file:
        return {(row["unit"], row["node"]): row for row in csv.DictReader(file)}
