"""Assumptions and methodologies for the tests of robustness."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from tarazy.engine.load.methodology import load_methodology
from tarazy.engine.load.tables.given import periods_to_score
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.take import take
from tarazy.engine.model.text import Text
from tarazy.engine.model.uncertainty import (
    Assumption,
    Choice,
    ChoiceOfMethods,
    ErrorRates,
    Goalposts,
    Imputation,
    LeaveOut,
    Revisions,
    Spread,
    Uncertainty,
    Weights,
)
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.sample import drawn_at_random
from tarazy.engine.robustness.varying import varying
from tarazy.engine.steps import methods
from tarazy.exchange.observations import read_observations
from tarazy.exchange.units import read_units

ROOT = Path(__file__).parents[4]
OUTLAND = ROOT / "tests/engine/outland"
MOST_UNITS = 120

TITLE = Text(kk="-", ru="-", en="-")
SAID = {"title": TITLE, "source": "-", "date": datetime.date(2026, 1, 1)}
WEIGHTS = Weights(assumption="weights", at="all", by=Spread(percent=30), **SAID)
LEAVE_OUT = LeaveOut(assumption="left_out", at="indicators", **SAID)


def data_of(methodology: Methodology) -> tuple[Assumption, ...]:
    """All that may vary of the figures and of what is made of them, of every variable that can be somewhat off."""
    variables = tuple(
        name
        for name in methodology.variables_by_name
        if not any(indicator.only_values(name) for indicator in methodology.indicators)
    )
    errors = ErrorRates(assumption="errors", variables=variables, wrong_percent=20, off_percent=10, **SAID)
    return (errors, *OF_FIGURES)


OF_FIGURES = (
    Revisions(assumption="revisions", variables="all", percent=1, **SAID),
    Imputation(assumption="imputation", at="all", spread=0.3, **SAID),
    Goalposts(assumption="goalposts", at="all", percent=5, **SAID),
)


def aggregation(*names: str) -> ChoiceOfMethods:
    """As stated, or by one of some methods without parameters."""
    choices = [Choice(choice="stated", title=TITLE, methods={})]
    choices += [
        Choice(choice=name, title=TITLE, methods={"aggregate": methods("aggregate")[name].Parameters()})
        for name in names
    ]
    return ChoiceOfMethods(assumption="aggregation", at="all", choices=tuple(choices), **SAID)


def said(*assumptions: Assumption, replicates: int = 100) -> Uncertainty:
    return Uncertainty(replicates=replicates, level_percent=90, assumptions=assumptions)


def that_varies(methodology: Methodology, *assumptions: Assumption, replicates: int = 100) -> Methodology:
    return msgspec.structs.replace(methodology, uncertainty=said(*assumptions, replicates=replicates))


@cache
def case(methodology: str, folder: str) -> tuple[Methodology, Inputs, Units, str]:
    """A methodology with its figures in the last period that they score."""
    where = ROOT / folder
    loaded = load_methodology(ROOT / methodology if (ROOT / methodology).is_dir() else methodology)
    units = read_units(where / "units.csv")
    data = next(where / name for name in ("observations.csv", "data.csv") if (where / name).is_file())
    table = read_observations([data], period="", units=units, methodology=loaded, codes=None)
    period = periods_to_score(loaded, table)[-1]
    if len(units) > MOST_UNITS:
        units = units.only(np.arange(len(units)) < MOST_UNITS)
    return loaded, take(table, loaded, units, (period,)), units, period


def drawn(
    methodology: Methodology, inputs: Inputs, units: Units, *assumptions: Assumption, count: int, seed: int = 7
) -> Replicates:
    vary = varying(said(*assumptions), methodology, inputs)
    return Replicates(methodology, inputs, units, vary, drawn_at_random(vary, count, seed))
