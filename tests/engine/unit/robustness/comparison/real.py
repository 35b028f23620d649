"""Shipped figures and methodologies to compare, and variants of a methodology as its author would write them."""

from __future__ import annotations

import dataclasses
from functools import cache

import msgspec
import polars as pl

from tarazy.engine.load import load_methodology
from tarazy.engine.load.methodology import methodology_from_files
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.load.tables.units import units_from_frame
from tarazy.engine.load.write import files_of
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.units import Units

KZ = "kz/regional-development/2024.1"
ASEM = "asem/connectivity/2018"
HDI = "un/hdi/2021"


@cache
def table(place: str) -> pl.DataFrame:
    """The observations of a place."""
    texts = pl.read_csv(shipped_folder("data") / place / "observations.csv", infer_schema=False)
    return texts.with_columns(pl.col("value").cast(pl.Float64))


@cache
def figures(place: str) -> Observations:
    read = observations_from_frame(table(place))
    return dataclasses.replace(read, known_variables=frozenset(read.variable.names))


@cache
def units(place: str) -> Units:
    return units_from_frame(pl.read_csv(shipped_folder("data") / place / "units.csv", infer_schema=False))


def variant(name: str, old: str, new: str) -> Methodology:
    """A shipped methodology with a piece of its text replaced, the first time that it stands there."""
    files = dict(load_methodology(name).files)
    text = files["methodology.yaml"].decode()
    assert old in text
    files["methodology.yaml"] = text.replace(old, new, 1).encode()
    return methodology_from_files({path: content for path, content in files.items() if not path.startswith("cases/")})


def without(name: str, indicator: str) -> Methodology:
    """A shipped methodology without one of its indicators."""
    whole = load_methodology(name)
    index, *dimensions = (
        msgspec.structs.replace(one, children=tuple(id for id in one.children if id != indicator))
        for one in (whole.index, *whole.dimensions)
    )
    indicators = tuple(one for one in whole.indicators if one.id != indicator)
    shorter = msgspec.structs.replace(whole, cases=(), index=index, dimensions=tuple(dimensions), indicators=indicators)
    read = {of.variable for of in shorter.reads}
    variables = tuple(one for one in whole.variables if one.variable in read)
    texts = files_of(msgspec.structs.replace(shorter, variables=variables))
    return methodology_from_files({path: text.encode() for path, text in texts.items()})


def with_weights(name: str = KZ) -> Methodology:
    """Other weights in the first dimension of the regions."""
    weights = '[{from: 2020-01-01, weights: {grp_per_capita: 0.5, grp_growth: 0.2, investment_rate: 0.3}, source: "x"}]'
    old = "weigh: {method: equal}\n    aggregate: {method: arithmetic}\n    children: [grp_per_capita"
    new = f"weigh:\n      method: given\n      dated: {weights}\n    aggregate: {{method: arithmetic}}\n"
    return variant(name, old, new + "    children: [grp_per_capita")


def geometric(name: str) -> Methodology:
    """The index as a geometric mean."""
    return variant(name, "  aggregate: {method: arithmetic}", "  aggregate: {method: geometric}")
