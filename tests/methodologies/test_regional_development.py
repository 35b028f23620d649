"""kz/regional-development: what its text promises is so on the shipped figures."""

import itertools
from math import ceil, floor

import numpy as np
import pytest

from tarazy.engine.model.take import take
from tarazy.engine.steps.value import formula
from tests.data.places import table
from tests.engine.scenes import scene
from tests.methodologies.shipped import REGIONAL_DEVELOPMENT, methodology, observations, scored, units

PERIODS = ("2022", "2023", "2024", "2025")
CITIES = {"KZ-71", "KZ-75", "KZ-79"}
BEFORE = range(2015, 2022)  # the years that set the goalposts: all before the first assessed one


@pytest.fixture(scope="module")
def index():
    return methodology(REGIONAL_DEVELOPMENT)


@pytest.fixture(scope="module")
def results():
    return scored(REGIONAL_DEVELOPMENT, PERIODS)


def scores(results, period, node):
    column = results[period].nodes[node].score
    return {unit: score for unit, score in zip(results[period].units, column, strict=True) if not np.isnan(score)}


def indicators_with_scores(index, results, period):
    return {indicator.id: scores(results, period, indicator.id) for indicator in index.indicators}


def test_it_says_that_it_is_an_illustration(index):
    assert index.standing == "illustration"
    assert "not an official assessment" in index.description.en
    assert "не официальная оценка" in index.description.ru
    assert "ресми бағалау емес" in index.description.kk


@pytest.mark.parametrize("period", ["2022", "2023", "2024"])
def test_all_20_regions_are_scored(results, period):
    assert len(scores(results, period, "index")) == 20
    assert set(results[period].units) == set(scores(results, period, "index"))


@pytest.mark.parametrize(("period", "least"), [("2022", 15), ("2023", 15), ("2024", 12)])
def test_enough_indicators_count_for_every_region_or_for_none(index, results, period, least):
    counted = {id: known for id, known in indicators_with_scores(index, results, period).items() if known}
    assert len(counted) >= least
    assert all(len(known) >= 17 for known in counted.values())
    assert len({index.parents[id] for id in counted}) >= 4


def test_2025_lacks_a_whole_dimension_and_has_no_index(index, results):
    assert scores(results, "2025", "people") == {}
    assert scores(results, "2025", "index") == {}
    result = results["2025"]
    assert {result.reasons[code] for code in result.nodes["index"].reason} == {"below_coverage"}
    assert all(len(scores(results, "2025", node)) == 20 for node in ("economy", "labour_and_income", "infrastructure"))


def test_local_roads_do_not_apply_to_cities(results):
    for period in PERIODS:
        result = results[period]
        codes = dict(zip(result.units, result.nodes["local_roads"].reason, strict=True))
        assert {unit for unit, code in codes.items() if result.reasons[code] == "not_applicable"} == CITIES
        share = dict(zip(result.units, result.nodes["infrastructure"].share_not_counted, strict=True))
        assert all(share[city] == 0 for city in CITIES) or period in ("2024", "2025")


def test_no_indicator_saturates_or_fails_to_tell_regions_apart(index, results):
    for period in ("2022", "2023", "2024"):
        for id, known in indicators_with_scores(index, results, period).items():
            if not known:
                continue
            column = np.array(list(known.values()))
            at_an_end = np.count_nonzero((column == 0) | (column == 100))
            assert at_an_end <= 3, f"{id} {period}: {at_an_end} regions at an end of the scale"
            # Unemployment is wide on purpose: its definition says why it decides no ranks.
            assert column.std() > (1 if id == "unemployment" else 4), f"{id} {period}"


def values_before(index, indicator):
    """The indicator's values in every region and year of BEFORE, former units included, the country left out."""
    regions = units("kz").only(units("kz").kinds != "country")
    values = []
    for year in BEFORE:
        inputs = take(observations("kz"), index, regions, [str(year)])
        columns = {
            (read.variable, read.lag): inputs.column(read.variable, str(year - read.lag))[0]
            for read in indicator.value.inputs()
        }
        values.append(formula.compute(indicator.value, columns, scene(len(regions))))
    column = np.concatenate(values)
    return column[~np.isnan(column)]


EXPLAINED = {"grp_per_capita", "unemployment", "unsafe_housing"}  # each says in its definition why it is an exception
LIMITLESS = {"grp_growth", "investment_rate", "under_five_mortality", "road_deaths"}  # no natural best value


def test_goalposts_follow_the_stated_rule(index):
    """The worst of 2015 to 2021 rounded outwards to a five; the best a natural limit, or the best rounded likewise."""
    for indicator in index.indicators:
        if indicator.id in EXPLAINED:
            continue
        posts = indicator.methods["normalise"].fixed
        before = values_before(index, indicator)
        outward_low, outward_high = 5 * floor(before.min() / 5), 5 * ceil(before.max() / 5)
        if indicator.better == "higher":
            expected = outward_low, (outward_high if indicator.id in LIMITLESS else 100)
        else:
            expected = (outward_low if indicator.id in LIMITLESS else 0), outward_high
        assert (posts.low, posts.high) == expected, indicator.id


def test_goalposts_of_product_per_head_are_a_quarter_and_four_times_the_country():
    rows = {
        (row["variable"], row["period"]): float(row["value"])
        for row in table("kz", "observations")
        if row["unit"] == "KZ" and not row["breakdown"]
    }
    dated = methodology(REGIONAL_DEVELOPMENT).nodes["grp_per_capita"].methods["normalise"].dated
    assert [row.from_.isoformat() for row in dated] == [f"{year}-01-01" for year in range(2022, 2026)]
    for row in dated:
        year = str(row.from_.year)
        country = 1000 * rows["grp_nominal", year] / rows["population_avg", year]
        assert row.low == pytest.approx(country / 4, abs=0.05)
        assert row.high == pytest.approx(country * 4, abs=0.05)


def test_every_number_has_its_source_and_every_source_names_the_figures(index):
    for indicator in index.indicators:
        rule = indicator.methods["normalise"]
        for posts in rule.dated or (rule.fixed,):
            assert posts.source.startswith("data/kz, ")


def test_ranks_follow_the_rounded_score(results):
    for period in ("2022", "2023", "2024"):
        columns = results[period].nodes["index"]
        assert np.array_equal(columns.score, np.round(columns.score, 1))
        for (one, first), (other, second) in itertools.combinations(zip(columns.score, columns.rank, strict=True), 2):
            assert (one > other) == (first < second)
            assert (one == other) == (first == second)
