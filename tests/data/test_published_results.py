"""The published indices follow from the shipped inputs, worked out here by hand and without the engine."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from tests.data.places import table

CENTURY = range(1990, 2022)


def by_unit_and_period(rows, variable):
    return {(row["unit"], row["period"]): float(row["value"]) for row in rows if row["variable"] == variable}


def test_5571_country_years_of_the_human_development_index():
    rows = table("un", "observations")
    life, expected, mean, income = (
        by_unit_and_period(rows, name)
        for name in (
            "life_expectancy_at_birth",
            "expected_years_of_schooling",
            "mean_years_of_schooling",
            "gni_per_capita",
        )
    )
    published = by_unit_and_period(table("un", "published"), "un/hdi:index")
    countries = {row["unit"] for row in table("un", "units") if row["kind"] == "country"}
    complete = sorted(key for key in life.keys() & expected.keys() & mean.keys() & income.keys() if key[0] in countries)
    silent = [key for key in complete if key not in published]
    assert silent == [("RWA", str(year)) for year in range(1990, 1995)]

    agreed = 0
    for key in complete:
        if key in silent:
            continue
        health = np.clip((life[key] - 20) / 65, 0, 1)
        education = (min(expected[key] / 18, 1) + min(mean[key] / 15, 1)) / 2
        standard = np.clip(np.log(income[key] / 100) / np.log(750), 0, 1)
        score = Decimal(repr(float((health * education * standard) ** (1 / 3))))
        agreed += float(score.quantize(Decimal("0.001"), ROUND_HALF_UP)) == published[key]
    assert agreed == 5_571


def test_191_ranks_of_2021_follow_the_published_value():
    published = by_unit_and_period(table("un", "published"), "un/hdi:index")
    ranks = {row["unit"]: int(row["rank"]) for row in table("un", "published_ranks")}
    values = {unit: published[unit, "2021"] for unit in ranks}
    assert len(ranks) == 191
    assert all(rank == 1 + sum(other > values[unit] for other in values.values()) for unit, rank in ranks.items())


WALES_WEIGHTS = {
    "income": 0.22,
    "employment": 0.22,
    "health": 0.15,
    "education": 0.14,
    "access": 0.10,
    "housing": 0.07,
    "community_safety": 0.05,
    "physical_environment": 0.05,
}


def test_1909_welsh_areas_from_domain_ranks_to_index_and_rank():
    rows, published = table("wales", "observations"), table("wales", "published")
    areas = sorted({row["unit"] for row in rows})
    n = len(areas)
    assert n == 1_909

    def column(table_rows, variable):
        values = by_unit_and_period(table_rows, variable)
        return np.array([values[area, "2019"] for area in areas])

    index = np.zeros(n)
    for domain, weight in WALES_WEIGHTS.items():
        share = (n - column(rows, f"{domain}_rank") + 1) / n
        score = -23 * np.log(1 - share * (1 - np.exp(-100 / 23)))
        assert np.abs(score - column(published, f"wales/imd:{domain}")).max() < 1e-8
        index += weight * score
    assert np.abs(index - column(published, "wales/imd:index")).max() < 1e-8
    ranks = {row["unit"]: int(row["rank"]) for row in table("wales", "published_ranks")}
    assert [1 + int((index > own).sum()) for own in index] == [ranks[area] for area in areas]
