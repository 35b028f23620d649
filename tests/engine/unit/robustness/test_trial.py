"""What becomes of a ranking when a methodology is changed by hand."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest

from tarazy.engine import load_methodology, score
from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.rewritten import Edition, rewritten
from tarazy.engine.load.tables.given import observations_and_units
from tarazy.engine.model.changed import Changed
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.take import take
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.trial import changed_trial, flaws_of, shift_between, stated_shares, tried
from tarazy.engine.steps.aggregate import arithmetic, generalised
from tarazy.engine.steps.normalise import goalposts
from tarazy.engine.steps.weigh import given

PERIOD = "2021"
HDI = load_methodology("un/hdi/2021")
DAY = date(2024, 1, 1)


def table(*rows: tuple[float | None, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A unit a row: life expectancy, expected and mean years of schooling, income."""
    ids = [f"U{number}" for number in range(len(rows))]
    observed = pl.DataFrame(rows, schema=["life_expectancy_at_birth", "expected_years_of_schooling",
                                          "mean_years_of_schooling", "gni_per_capita"], orient="row")  # fmt: skip
    units = pl.DataFrame({"unit": ids, "kind": ["country"] * len(ids), "peer_group": ["world"] * len(ids)})
    return observed.with_columns(unit=pl.Series(ids), period=pl.lit(PERIOD)), units


FRAME, UNITS = table((70.0, 12.0, 8.0, 20_000.0), (60.0, 16.0, 12.0, 30_000.0), (80.0, 9.0, 6.0, 8_000.0),
                     (75.0, None, 7.0, 9_000.0))  # fmt: skip


@pytest.fixture(scope="module")
def world() -> tuple[Inputs, Units]:
    observations, units = observations_and_units(HDI, FRAME, UNITS)
    return take(observations, HDI, units, (PERIOD,)), units


def weights(**shares: float) -> given.Parameters:
    return given.Parameters((given.Weights(date(1990, 1, 1), "-", shares),))


CHANGED: Changed = {
    "index": {
        "weigh": weights(life_expectancy=0.6, education=0.3, income=0.1),
        "aggregate": generalised.Parameters(exponent=0.5, source="-", date=DAY),
    },
    "education": {"weigh": weights(expected_schooling=0.25, mean_schooling=0.75)},
    "life_expectancy": {
        "normalise": goalposts.Parameters(
            scale="linear", outside="cap", fixed=goalposts.Fixed(30.0, 90.0, "-", DAY)
        )
    },
}  # fmt: skip


def test_what_is_tried_is_what_the_written_text_scores(world: tuple[Inputs, Units]) -> None:
    inputs, units = world
    edition = Edition("2099", Text(kk="a", ru="b", en="c"), "-")
    text = methodology_from_files(
        {name: file for name, file in rewritten(HDI, CHANGED, edition).items() if not name.startswith("cases/")}
    )
    rows = score(text, FRAME, units=UNITS, nodes="root").frame.sort("unit")
    trial = changed_trial(HDI, CHANGED, inputs, units, PERIOD)
    assert [None if math.isnan(one) else one for one in trial.index.score.tolist()] == rows["score"].to_list()
    assert [None if math.isnan(one) else one for one in trial.index.rank.tolist()] == rows["rank"].to_list()
    assert rows["rank"].to_list() != score(HDI, FRAME, units=UNITS, nodes="root").frame.sort("unit")["rank"].to_list()


def test_shares_are_stated_and_as_they_come_out(world: tuple[Inputs, Units]) -> None:
    inputs, units = world
    assert stated_shares(HDI, inputs, units, PERIOD) == pytest.approx(
        {"life_expectancy": 1 / 3, "education": 1 / 3, "income": 1 / 3, "expected_schooling": 1 / 2,
         "mean_schooling": 1 / 2}
    )  # fmt: skip
    trial = changed_trial(HDI, CHANGED, inputs, units, PERIOD)
    assert trial.shares == pytest.approx(
        {"life_expectancy": 0.6, "education": 0.3, "income": 0.1, "expected_schooling": 0.25, "mean_schooling": 0.75}
    )


def test_what_is_missing_leaves_its_weight_to_the_others_as_the_methodology_says() -> None:
    methodology = load_methodology("kz/regional-development/2024.1")
    there = {one.variable: 50.0 for one in methodology.variables}
    read = methodology.nodes["internet_users"].reads()[0].variable
    frame = pl.DataFrame(
        [{"unit": "A", "period": "2023", **there}, {"unit": "B", "period": "2023", **there, read: None}]
    )
    units = pl.DataFrame({"unit": ["A", "B"], "kind": ["oblast"] * 2, "peer_group": ["oblast"] * 2})
    observations, known = observations_and_units(methodology, frame, units)
    trial = tried(methodology, take(observations, methodology, known, ("2023",)), known, "2023")
    assert trial.shares["internet_users"] == pytest.approx((1 / 4 + 0) / 2)
    assert trial.shares["mobile_users"] == pytest.approx((1 / 4 + 1 / 3) / 2)


def test_spans_are_those_of_the_values(world: tuple[Inputs, Units]) -> None:
    inputs, units = world
    spans = tried(HDI, inputs, units, PERIOD).spans
    assert spans["life_expectancy"] == (60.0, 80.0)
    assert spans["expected_schooling"] == (9.0, 16.0)
    assert "education" not in spans


def test_what_cannot_stand_is_told_by_node_and_step() -> None:
    faulty: Changed = {
        "index": {"weigh": weights(life_expectancy=0.0, education=0.5, income=0.5)},
        "income": {"normalise": goalposts.Parameters(
            scale="log", outside="cap", fixed=goalposts.Fixed(5.0, 5.0, "-", DAY))},
        "education": {"aggregate": arithmetic.Parameters()},
    }  # fmt: skip
    found = [(node, step, flaw.at[-1]) for node, step, flaw in flaws_of(HDI, faulty)]
    assert found == [("index", "weigh", "life_expectancy"), ("income", "normalise", "low")]
    assert flaws_of(HDI, CHANGED) == []


def test_a_shift_counts_only_who_has_a_rank_on_both_sides(world: tuple[Inputs, Units]) -> None:
    inputs, units = world
    before, after = tried(HDI, inputs, units, PERIOD), changed_trial(HDI, CHANGED, inputs, units, PERIOD)
    assert np.isnan(before.index.rank[3])
    shift = shift_between(before.index, after.index, range(4))
    moved = np.abs(before.index.rank - after.index.rank)[:3]
    assert (shift.compared, shift.moved) == (3, int((moved > 0).sum()))
    assert shift.mean == pytest.approx(moved.mean())
    assert shift.most == moved.max()
    assert shift.correlation == pytest.approx(np.corrcoef(before.index.rank[:3], after.index.rank[:3])[0, 1])
    nobody = shift_between(before.index, after.index, [3])
    assert nobody.compared == 0
    assert math.isnan(nobody.mean)
