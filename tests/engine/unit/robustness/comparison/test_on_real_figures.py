"""Comparisons of shipped figures, each part against plain runs: every state of every unit scored as a table of its own.

The reference knows nothing of the engine's ways to save runs: it puts tables together row by row and scores them.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tarazy.engine import load_methodology, score
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison import Comparison, Side, compare
from tests.engine.reference.switched import shares
from tests.engine.unit.robustness.comparison import real

SWITCHES = ("data", "rule", "peers")


def plain(methodology: Methodology, table: pl.DataFrame, units: Units, period: str) -> dict[tuple[str, str], tuple]:
    rows = score(methodology, table, units=units, periods=[period]).frame
    return {(row["unit"], row["node"]): (row["score"], row["rank"]) for row in rows.iter_rows(named=True)}


def check(found: Comparison, sides: tuple, units: Units, some: list[str], nodes: list[str]) -> int:
    """Every part of some units against the mean over all orders of the switches; returns how many."""
    count = 0
    methodologies, tables, period = sides
    for unit in some:
        at = units.ids.tolist().index(unit)
        own = pl.col("unit") == unit
        told: dict[frozenset, dict] = {}
        for number in range(8):
            state = frozenset(name for bit, name in enumerate(SWITCHES) if number & 1 << bit)
            mixed = pl.concat([tables["data" in state].filter(own), tables["peers" in state].filter(~own)])
            told[state] = plain(methodologies["rule" in state], mixed, units, period)
        for node in nodes:
            for number, parts in enumerate((found.nodes[node].score, found.nodes[node].rank)):
                values = {state: of[unit, node][number] for state, of in told.items()}
                assert None not in values.values(), (unit, node)
                expected = shares([[name] for name in SWITCHES], values.__getitem__)
                mine = {name: float(getattr(parts, name)[at]) for name in SWITCHES}
                assert mine == pytest.approx(expected, abs=1e-9), (unit, node, number)
                count += 1
    return count


def moved_to(table: pl.DataFrame, period: str, to: str) -> pl.DataFrame:
    """The figures of one period as if they were those of another."""
    return table.filter(pl.col("period") == period).with_columns(period=pl.lit(to))


def test_a_new_rule_on_the_same_figures_of_the_regions() -> None:
    units, figures = real.units("kz"), real.figures("kz")
    methodologies = (load_methodology(real.KZ), real.with_weights())
    found = compare(Side(methodologies[0], figures, "2023"), Side(methodologies[1], figures, "2023"), units)
    assert found.changes == (("weigh",),)
    index = found.nodes["index"]
    known = ~np.isnan(index.score.change)
    assert known.sum() == 20
    assert not index.score.data[known].any()
    assert not index.score.peers[known].any()
    assert np.allclose(index.score.rule[known], index.score.change[known], rtol=0, atol=1e-12)
    assert (index.rank.rule[known] == index.rank.change[known]).all()
    # The other dimensions do not change at all.
    assert not found.nodes["people"].rank.change[known].any()


def test_figures_and_rule_of_the_regions_at_once() -> None:
    units = real.units("kz")
    methodologies = (load_methodology(real.KZ), real.geometric(real.KZ))
    needed = {variable.observed.variable for variable in methodologies[0].variables}
    before = real.table("kz").filter(pl.col("variable").is_in(needed))
    after = before.with_columns(
        value=pl.when(unit="KZ-10", variable="investment_fixed_capital")
        .then(pl.col("value") * 1.7)
        .otherwise(pl.col("value"))
    )
    assert not before.equals(after)
    tables = (before, after)
    sides = [Side(rule, observations_from_frame(of), "2023") for rule, of in zip(methodologies, tables, strict=True)]
    found = compare(*sides, units)
    some = ["KZ-10", "KZ-47", "KZ-71", "KZ-35"]
    assert check(found, (methodologies, tables, "2023"), units, some, ["index", "economy", "investment_rate"]) == 24
    index = found.nodes["index"]
    assert abs(index.score.data[units.ids.tolist().index("KZ-10")]) > 0.1
    assert index.score.data[units.ids.tolist().index("KZ-71")] == 0


def test_asem_where_every_score_depends_on_the_others() -> None:
    """Winsorised, and placed between the least and the greatest value: the figures of one move the scores of all."""
    units = real.units("asem")
    methodologies = (load_methodology(real.ASEM), real.geometric(real.ASEM))
    needed = {variable.observed.variable for variable in methodologies[0].variables}
    before = real.table("asem").filter(pl.col("variable").is_in(needed))
    after = before.with_columns(
        value=pl.when(pl.col("unit").is_in(["SGP", "LUX", "KAZ"]))
        .then(pl.col("value") * 0.9)
        .otherwise(pl.col("value"))
    )
    tables = (before, after)
    sides = [Side(rule, observations_from_frame(of), "2018") for rule, of in zip(methodologies, tables, strict=True)]
    found = compare(*sides, units)
    some = ["SGP", "KAZ", "DEU"]
    assert check(found, (methodologies, tables, "2018"), units, some, ["index", "physical", "flights"]) == 18
    index = found.nodes["index"]
    germany = units.ids.tolist().index("DEU")
    assert index.score.data[germany] == 0
    assert abs(index.score.peers[germany]) > 0.01


def test_two_years_of_human_development() -> None:
    """Nothing compares units but the ranking, and nothing in the rule is dated: places alone depend on the others."""
    units = real.units("un")
    hdi = load_methodology(real.HDI)
    needed = {variable.observed.variable for variable in hdi.variables}
    table = real.table("un").filter(pl.col("variable").is_in(needed))
    found = compare(Side(hdi, real.figures("un"), "2019"), Side(hdi, real.figures("un"), "2021"), units)
    assert found.changes == ()
    tables = (moved_to(table, "2019", "2021"), table.filter(pl.col("period") == "2021"))
    some = ["KAZ", "CUB", "LBY", "CHE"]
    assert check(found, ((hdi, hdi), tables, "2021"), units, some, ["index", "education"]) == 16
    parts = found.nodes["index"].score
    known = ~np.isnan(parts.change)
    assert known.sum() == 191
    assert not parts.peers[known].any()
    assert not parts.rule[known].any()
