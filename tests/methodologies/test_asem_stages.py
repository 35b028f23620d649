"""ASEM connectivity, stage by stage: each number between the raw value and the index against the published one.

The published stages began with inputs rounded to ten digits or nine decimals (data/asem/rounded.csv); the figures that
ship are not rounded. From the rounded inputs every number of every stage is the published one to its last digit.
"""

from functools import cache

import numpy as np
import polars as pl
import pytest

from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.model.take import take
from tarazy.engine.run import Witnessed, run
from tests.data.places import table
from tests.methodologies.shipped import methodology, units

ASEM, PERIOD = "asem/connectivity/2018", "2018"
LAST_DIGIT = 1e-15  # of 16: what an order of sums may change
STAGES = {
    "denominated": {"value", "denominate"},
    "imputed": {"value", "denominate", "missing"},
    "treated": {"value", "denominate", "missing", "treat"},
    "normalised": {"value", "denominate", "missing", "treat", "normalise"},
}
NUMBERS = {"denominated": 2_434, "imputed": 2_499, "treated": 2_499, "normalised": 2_499}
DIFFER = {"denominated": 918, "imputed": 943, "treated": 943, "normalised": 908}


@cache
def scored(rounded: bool) -> tuple[PeriodResult, tuple[Witnessed, ...]]:
    rows = {(row["variable"], row["unit"]): row for row in table("asem", "observations")}
    if rounded:
        rows |= {(row["variable"], row["unit"]): row for row in table("asem", "rounded")}
    observations = observations_from_frame(pl.DataFrame(list(rows.values())))
    seen: list[Witnessed] = []
    inputs = take(observations, methodology(ASEM), units("asem"), (PERIOD,))
    [result] = run(methodology(ASEM), inputs, units("asem"), (PERIOD,), witness=seen.append)
    return result, tuple(seen)


def columns_after(stage: str, rounded: bool) -> dict[str, dict[str, float]]:
    """The column of each indicator after the stage: what the last of its steps gave, by unit."""
    result, seen = scored(rounded)
    indicators = {indicator.id for indicator in methodology(ASEM).indicators}
    columns = {}
    for one in seen:
        if one.node in indicators and one.step in STAGES[stage]:
            column = one.result[0] if one.step == "missing" else one.result
            columns[one.node] = dict(zip(result.units, column, strict=True))
    return columns


def published(stage: str) -> dict[tuple[str, str], float]:
    if stage != "normalised":
        return {(row["node"], row["unit"]): float(row[stage] or "nan") for row in table("asem", "published_stages")}
    indicators = {indicator.id for indicator in methodology(ASEM).indicators}
    nodes = ((row["variable"].split(":")[1], row) for row in table("asem", "published"))
    return {(node, row["unit"]): float(row["value"]) for node, row in nodes if node in indicators}


def differences(stage: str, rounded: bool) -> dict[tuple[str, str], float]:
    """By indicator and unit how far ours lies from the published number, as a share of it; neither may stand alone."""
    columns = columns_after(stage, rounded)
    found = {}
    for (node, unit), expected in published(stage).items():
        ours = columns[node][unit]
        assert np.isnan(ours) == np.isnan(expected), (node, unit)
        if not np.isnan(ours):
            found[node, unit] = abs(ours - expected) / abs(expected) if expected else abs(ours)
    assert len(found) == NUMBERS[stage]
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_every_number_of_the_stage_is_the_published_one(stage):
    assert max(differences(stage, rounded=True).values()) < LAST_DIGIT


@pytest.mark.parametrize("stage", STAGES)
def test_from_inputs_that_are_not_rounded_only_what_was_rounded_differs(stage):
    differ = {key for key, distance in differences(stage, rounded=False).items() if distance >= 1e-12}
    assert len(differ) == DIFFER[stage]
    assert max(differences(stage, rounded=False).values()) < 1e-7
    rounded = {row["variable"] for row in table("asem", "rounded")}
    read = {
        indicator.id
        for indicator in methodology(ASEM).indicators
        if rounded & {read.variable for read in indicator.value.inputs()}
        or ("denominate" in indicator.methods and indicator.methods["denominate"].variable in rounded)
    }
    assert {node for node, _ in differ} <= read


def test_657_inputs_of_15_variables_were_rounded_a_little():
    full = {(row["variable"], row["unit"]): float(row["value"]) for row in table("asem", "observations")}
    rounded = {(row["variable"], row["unit"]): float(row["value"]) for row in table("asem", "rounded")}
    assert len(rounded) == 657
    assert len({variable for variable, _ in rounded}) == 15
    assert rounded.keys() <= full.keys()
    assert all(abs(value - full[key]) < 3e-8 * abs(full[key]) for key, value in rounded.items())


def test_imputation_and_treatment_changed_as_many_numbers_as_published():
    rows = table("asem", "published_stages")
    assert sum(row["denominated"] != row["imputed"] for row in rows) == 65
    changed = [row["node"] for row in rows if row["imputed"] != row["treated"]]
    imputed, treated = columns_after("imputed", rounded=True), columns_after("treated", rounded=True)
    ours = [node for node in imputed for unit in imputed[node] if imputed[node][unit] != treated[node][unit]]
    assert sorted(ours) == sorted(changed)
    assert (len(changed), len(set(changed))) == (35, 15)


def test_all_60_nodes_are_the_published_ones_to_the_last_digit():
    result, _ = scored(rounded=True)
    known = {(row["variable"].split(":")[1], row["unit"]): float(row["value"]) for row in table("asem", "published")}
    assert len(known) == 60 * 51
    for node, columns in result.nodes.items():
        expected = np.array([known[node, unit] for unit in result.units])
        assert np.allclose(columns.score, expected, rtol=LAST_DIGIT, atol=0), node
