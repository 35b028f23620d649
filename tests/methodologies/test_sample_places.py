"""Bands of India, all-in of the Philippines, conditions of Ghana: the command on the sample data that ships.

The figures below were worked out by hand from data/<place>/observations.csv, not by Tarazy.
"""

import csv
from pathlib import Path

import pytest

from tarazy.cli.main import main
from tarazy.engine.cases import run_cases
from tests.data.places import DATA, Row
from tests.methodologies.shipped import methodology, scored_by_command, units

PANCHAYATS, SEAL, ASSEMBLIES = "in/panchayat-advancement/2024", "ph/sglg/2024", "gh/dpat/2021"
ILLUSTRATIONS = (
    PANCHAYATS,
    SEAL,
    ASSEMBLIES,
    "in/aspirational-districts/2018",
    "ke/acpa/2018",
    "england/council-comparison/2024",
)

THEMES = (
    "poverty_free", "healthy", "child_friendly", "water_sufficient", "clean_and_green",
    "self_sufficient_infrastructure", "socially_secured", "good_governance", "women_friendly",
)  # fmt: skip
OF_THEMES = {  # (rate + check) / 2; the fifth theme (fuel + ODF Plus + nursery) / 3, / 2 where there is no nursery
    1: (95, 95, 96, 95, 95, 100, 95, 90, 97.5),
    2: (75, 75, 75, 75, 75, 75, 75, 75, 75),
    3: (75, 75, 75, 74.75, 75, 75, 75, 75, 75),
    4: (60, 20, 60, 70, 10, 37.5, 80, 70, 40),
    5: (5, 65, 40, 15, 10, 12.5, 70, 65, 72.5),
    6: (0, 10, 25, 5, 10 / 3, 0, 10, 5, 12.5),
    8: (60, 60, 60, 60, 60, 60, 60, 60, 60),
}
PANCHAYAT_SUMS = {  # sum of the nine themes, band, rank in the block
    1: (858.5, "achiever", 1), 2: (675, "front_runner", 2), 3: (674.75, "performer", 3), 4: (447.5, "aspirant", 4),
    8: (540, "performer", 1), 5: (355, "beginner", 2), 6: (70 + 5 / 6, "beginner", 3),
}  # fmt: skip
FAILED_AREAS = {
    1: set(), 2: set(), 3: {"disaster_preparedness"}, 4: {"financial_administration"}, 5: set(), 6: set(),
    8: {"youth_development"}, 9: {"financial_administration", "social_protection"}, 10: set(),
}  # fmt: skip
ASSEMBLY_POINTS = {  # service delivery, performance, 0.4 and 0.6 of them
    1: (90, 90, 90), 2: (67.5, 100, 87), 3: (100, 100, None), 4: (72.5, 75, None), 5: (35, 0, 14), 6: (82.5, 80, None),
    7: (85.75, 85, None), 8: (None, 95, None),
}  # fmt: skip
ASSEMBLY_REASONS = {
    3: "gate:general_assembly", 4: "gate:accounts", 6: "gate:action_plan", 7: "gate:tender_committee", 8: "missing",
}  # fmt: skip


def scored(name: str, folder: Path) -> dict[tuple[str, str], Row]:
    place, _, period = name.split("/")
    return scored_by_command(name, place, period, folder)


@pytest.fixture(scope="module")
def panchayats(tmp_path_factory):
    return scored(PANCHAYATS, tmp_path_factory.mktemp("in"))


@pytest.fixture(scope="module")
def seal(tmp_path_factory):
    return scored(SEAL, tmp_path_factory.mktemp("ph"))


@pytest.fixture(scope="module")
def assemblies(tmp_path_factory):
    return scored(ASSEMBLIES, tmp_path_factory.mktemp("gh"))


@pytest.mark.parametrize("name", ILLUSTRATIONS)
def test_its_text_says_that_it_is_an_illustration_and_its_cases_come_out(name):
    text = methodology(name)
    assert text.standing == "illustration"
    for said, words in (("en", "selection"), ("ru", "выбранные"), ("kk", "іріктеп")):
        assert words in getattr(text.title, said)
    for said, words in (("en", "Not confirmed"), ("ru", "Не подтверждено"), ("kk", "Расталмаған")):
        assert words in " ".join(getattr(text.description, said).split())
    outcomes = run_cases(text)
    assert outcomes
    assert all(outcome.passed for outcome in outcomes)


@pytest.mark.parametrize("place", ["in", "ph", "gh"])
def test_at_least_8_units_say_in_three_languages_that_they_are_samples(place):
    with (DATA / place / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(units(place)) >= 8
    for row in rows:
        assert "SAMPLE" in row["unit"]
        assert row["name_kk"].startswith("Шартты ")
        assert row["name_ru"].startswith("Условн")
        assert row["name_en"].startswith("Sample ")
    assert "invented" in (DATA / place / "SOURCES.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", OF_THEMES)
def test_a_panchayat_has_the_mean_of_its_nine_themes_and_the_band_of_it(panchayats, number):
    unit = f"IN-SAMPLE-{number}"
    for theme, expected in zip(THEMES, OF_THEMES[number], strict=True):
        assert float(panchayats[unit, theme]["score"]) == pytest.approx(expected, abs=1e-9), theme
    index, (total, band, rank) = panchayats[unit, "index"], PANCHAYAT_SUMS[number]
    assert float(index["score"]) == pytest.approx(total / 9, abs=1e-9)
    assert (index["band"], float(index["rank"]), index["reason"]) == (band, rank, "")


def test_a_panchayat_just_below_75_is_a_performer_though_it_lacks_one_tap_only(panchayats):
    assert panchayats["IN-SAMPLE-2", "index"]["band"] == "front_runner"
    assert panchayats["IN-SAMPLE-3", "index"]["band"] == "performer"
    differ = [
        node
        for unit, node in panchayats
        if unit == "IN-SAMPLE-2" and panchayats[unit, node]["value"] != panchayats["IN-SAMPLE-3", node]["value"]
    ]
    assert differ == ["piped_water"]


def test_a_panchayat_that_lacks_a_number_has_no_score_and_a_nursery_that_is_not_there_counts_nowhere(panchayats):
    lacks = panchayats["IN-SAMPLE-7", "index"]
    assert (lacks["score"], lacks["band"], lacks["reason"]) == ("", "", "missing")
    assert float(panchayats["IN-SAMPLE-7", "women_friendly"]["share_not_counted"]) == pytest.approx(1 / 2)
    assert float(lacks["share_not_counted"]) == pytest.approx(1 / 9)
    assert panchayats["IN-SAMPLE-2", "nursery_maintained"]["reason"] == "not_applicable"
    assert float(panchayats["IN-SAMPLE-2", "clean_and_green"]["share_not_counted"]) == 0


@pytest.mark.parametrize("number", FAILED_AREAS)
def test_the_seal_is_given_where_no_area_fails(seal, number):
    unit = f"PH-SAMPLE-{number}"
    areas = methodology(SEAL).nodes["index"].children
    assert len(areas) == 10
    assert {area for area in areas if float(seal[unit, area]["score"]) == 0} == FAILED_AREAS[number]
    index = seal[unit, "index"]
    passed = not FAILED_AREAS[number]
    assert (float(index["score"]), index["band"]) == ((100, "seal") if passed else (0, "no_seal"))


def test_criteria_of_the_seal_differ_by_class(seal):
    assert seal["PH-SAMPLE-1", "development_fund_of_provinces_and_cities"]["value"] == "57.0"
    assert seal["PH-SAMPLE-4", "development_fund_of_municipalities"]["value"] == "64.0"
    assert seal["PH-SAMPLE-4", "development_fund_of_provinces_and_cities"]["reason"] == "not_applicable"
    head = {number: float(seal[f"PH-SAMPLE-{number}", "disaster_office_head"]["score"]) for number in (3, 5, 6)}
    assert head == pytest.approx({3: 100 * 21 / 22, 5: 100, 6: 100})


def test_a_national_award_stands_for_all_requirements_of_its_area(seal):
    nodes = ("national_award", "disaster_requirements", "disaster_preparedness")
    assert [float(seal["PH-SAMPLE-10", node]["score"]) for node in nodes] == [100, 0, 100]
    assert [float(seal["PH-SAMPLE-3", node]["score"]) for node in nodes] == [0, 0, 0]


def test_without_an_answer_there_is_no_verdict(seal):
    assert [seal["PH-SAMPLE-7", node]["reason"] for node in ("school_dropouts", "education", "index")] == [
        "missing"
    ] * 3


@pytest.mark.parametrize("number", ASSEMBLY_POINTS)
def test_an_assembly_has_points_only_if_it_meets_every_condition(assemblies, number):
    unit = f"GH-SAMPLE-{number}"
    for node, expected in zip(("service_delivery", "performance", "index"), ASSEMBLY_POINTS[number], strict=True):
        score = assemblies[unit, node]["score"]
        assert (float(score) if score else None) == (None if expected is None else pytest.approx(expected, abs=1e-9))
    assert assemblies[unit, "index"]["reason"] == ASSEMBLY_REASONS.get(number, "")


def test_assemblies_without_points_have_no_place(assemblies):
    ranks = {number: assemblies[f"GH-SAMPLE-{number}", "index"]["rank"] for number in ASSEMBLY_POINTS}
    assert {number: float(rank) for number, rank in ranks.items() if rank} == {1: 1, 2: 2, 5: 3}


def test_an_assembly_is_told_every_condition_that_it_does_not_meet(capsys):
    files = [str(DATA / "gh" / "observations.csv"), "--units", str(DATA / "gh" / "units.csv"), "--period", "2021"]
    assert main(["explain", ASSEMBLIES, *files, "--unit", "GH-SAMPLE-6", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "No score, gate action_plan is not passed" in told
    assert "There is no score anyway; gate progress_report is not passed" in told
