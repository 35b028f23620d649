"""The figures of Kazakhstan: nothing lost or changed on the way, and what is known about them."""

import hashlib
import itertools
from collections import Counter, defaultdict

import pytest

from tests.data.places import ids, table

# Over (unit, variable, period, breakdown, value, source) of the research pack, as tools/data_kz.py prints it.
DIGEST = "cfccb64d7ac653d5f4d89a5189bea72df838985891763ee32125f994c589fd3b"
PACK_BREAKDOWNS = {"sex=f": "sex=female", "sex=m": "sex=male"}
FORMER = {"KZ-ALM", "KZ-KAR", "KZ-VOS", "KZ-YUZ"}


@pytest.fixture(scope="module")
def observations():
    return table("kz", "observations")


@pytest.fixture(scope="module")
def units():
    return {row["unit"]: row for row in table("kz", "units")}


def test_every_value_of_the_research_pack_is_here_digit_by_digit(observations):
    assert len(observations) == 13_453
    lines = sorted(
        "\t".join(
            (
                row["unit"],
                row["variable"],
                row["period"],
                PACK_BREAKDOWNS.get(row["breakdown"], row["breakdown"]),
                row["value"],
                row["source"],
            )
        )
        for row in observations
    )
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == DIGEST


def test_every_row_is_official_statistics_and_says_where_it_is_doubtful(observations):
    assert {row["series"] for row in observations} == {"statistics"}
    assert Counter(row["status"] for row in observations) == {"": 13_387, "U": 58, "E": 8}
    doubtful = {(r["unit"], r["variable"], r["period"], r["breakdown"]) for r in observations if r["status"] == "U"}
    explained = {(r["unit"], r["variable"], r["period"], r["breakdown"]) for r in table("kz", "doubts")}
    assert doubtful == explained


def test_breaks_name_a_first_period_that_has_a_value(observations):
    breaks = table("kz", "breaks")
    assert len(breaks) == 34
    valued = {(row["unit"], row["variable"], row["period"]) for row in observations}
    assert {(row["unit"], row["variable"], row["period"]) for row in breaks} <= valued


def test_breakdowns_are_named(observations):
    named = {f"{row['key']}={row['code']}" for row in table("kz", "breakdowns")}
    assert {row["breakdown"] for row in observations} == named | {""}


def test_there_are_20_regions_4_former_units_and_the_country(units):
    present = [row for row in units.values() if not row["valid_to"]]
    assert Counter(row["kind"] for row in present) == {"oblast": 17, "city": 3, "country": 1}
    assert {unit for unit, row in units.items() if row["valid_to"]} == FORMER
    assert {row["peer_group"] for unit, row in units.items() if unit != "KZ"} == {"region"}
    assert {row["parent"] for unit, row in units.items() if unit != "KZ"} == {"KZ"}


def test_back_casts_are_counted(observations, units):
    before = [
        row
        for row in observations
        if units[row["unit"]]["valid_from"] and f"{row['period']}-12-31" < units[row["unit"]]["valid_from"]
    ]
    assert len(before) == 188


def test_regions_add_up_to_the_country(observations, units):
    """Population, product and investment, present units only: within 0.06 percent, as the pack's checks say."""
    additive = {
        "population_avg": range(2015, 2026),
        "grp_nominal": range(2022, 2026),
        "investment_fixed_capital": range(2022, 2026),
    }
    sums, totals = defaultdict(float), {}
    for row in observations:
        key = row["variable"], row["period"]
        if row["unit"] == "KZ":
            totals[key] = float(row["value"])
        elif not units[row["unit"]]["valid_to"]:
            sums[key] += float(row["value"])
    for variable, years in additive.items():
        for year in years:
            key = variable, str(year)
            assert sums[key] == pytest.approx(totals[key], rel=0.0006)


def test_shares_of_succession_follow_from_the_population_they_name(observations, units):
    population = {
        (r["unit"], r["period"]): float(r["value"]) for r in observations if r["variable"] == "population_avg"
    }
    successions = table("kz", "successions")
    parts = defaultdict(list)
    for row in successions:
        parts[row["from_unit"]].append(row)
        assert units[row["from_unit"]]["valid_to"] == row["on"] == units[row["to_unit"]]["valid_from"]
    assert set(parts) == FORMER
    for rows in parts.values():
        whole = sum(population[row["to_unit"], row["basis"].split()[1]] for row in rows)
        for row in rows:
            variable, year = row["basis"].split()
            assert variable == "population_avg"
            assert int(year) == int(row["on"][:4]) - 1
            assert float(row["share"]) == pytest.approx(population[row["to_unit"], year] / whole, abs=5e-7)


def test_codes_are_dated_and_a_former_code_never_names_a_present_unit():
    codes = table("kz", "codes")
    assert {row["unit"] for row in codes} == ids("kz", "units", "unit")
    for row in codes:
        if row["scheme"] == "kato":
            assert row["code"].endswith("0000000")
            assert row["code"][:2] == row["unit"].removeprefix("KZ-")
        if row["code"] in FORMER:
            assert row["unit"] == row["code"]
    held = defaultdict(list)
    for row in codes:
        held[row["scheme"], row["code"]].append((row["valid_from"], row["valid_to"] or "9999"))
    for spans in held.values():
        spans.sort()
        assert all(earlier[1] <= later[0] for earlier, later in itertools.pairwise(spans))
