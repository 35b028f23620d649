"""The Kazakh rules on sample bodies: the command on data/kz-sample.

The figures below were worked out by hand from data/kz-sample/observations.csv, not by Tarazy.
"""

from pathlib import Path

import pytest

from tests.data.places import DATA, table
from tests.methodologies.shipped import methodology, scored_by_command

OUTCOME, MEMORANDUM, BODIES = "kz/outcome/2020", "kz/memorandum/2015", "kz/state-bodies/2022.1"
OF_OUTCOME = {  # G, S, G * (1 + (S / 100 - 1) * 0.3)
    1: (100, 100, 100), 2: (117.5, 110, 121.025), 3: (101, 80, 94.94), 4: (150, 100, 150), 5: (112.5, 105, 114.1875),
    6: (80 / 0.7, 100, 80 / 0.7), 7: (85, 50, 72.25), 8: (None, 100, None), 9: (200, 200, 260), 10: (None, None, None),
}  # fmt: skip
OF_MEMORANDUM = {  # the mean of actual / plan, each held by the rule of 30 percent
    1: 100, 2: (115 + 300) / 4, 3: (130 + 300) / 4, 4: (111 + 300) / 4, 5: (50 + 300) / 4, 6: (125 + 300) / 4,
    7: (180 + 300) / 4, 8: None, 9: (90 + 100 + 110) / 3, 10: None, 11: None,
}  # fmt: skip
OF_BODIES = {  # goals, interaction, organisation, index, band
    1: (95, 90, 90, 91.7, "high"), 2: (85, 80, 75, 80, "middle"), 3: (70, 80, 75, 75, "middle"),
    4: (95, None, 95, 95, "high"), 5: (70, 60, 60, 63.3, "low"), 6: (80, 70, 80, 76.7, "middle"),
    7: (80, 80, 80, 80, "middle"), 8: (50, 45, 40, 45, "ineffective"), 9: (90, 90, None, 90, "high"),
    10: (60, 60, 60, 60, "low"), 11: (None, None, 80, None, ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("scored")


def scored(name: str, folder: Path):
    return scored_by_command(name, "kz-sample", "2022", folder / name.split("/")[1])


def score_of(rows, number: int, node: str) -> float | None:
    written = rows[f"KZ-SAMPLE-{number:02d}", node]["score"]
    return float(written) if written else None


@pytest.mark.parametrize("number", OF_OUTCOME)
def test_the_outcome_index(folder, number):
    rows = scored(OUTCOME, folder)
    for node, expected in zip(("statistics", "opinion", "index"), OF_OUTCOME[number], strict=True):
        assert score_of(rows, number, node) == (None if expected is None else pytest.approx(expected, abs=1e-9)), node


def test_what_the_outcome_index_does_about_missing_values_and_decisions(folder):
    rows = scored(OUTCOME, folder)
    assert float(rows["KZ-SAMPLE-05", "injuries"]["share_imputed"]) == 1
    assert float(rows["KZ-SAMPLE-05", "index"]["share_imputed"]) == pytest.approx(0.1)
    assert rows["KZ-SAMPLE-06", "poverty"]["reason"] == "excluded:sample_decision_3"
    assert float(rows["KZ-SAMPLE-06", "index"]["share_not_counted"]) == pytest.approx(0.15)
    assert score_of(rows, 4, "productivity") == 200  # three times as much is held to 200 percent
    assert score_of(rows, 7, "trust") == 0
    assert rows["KZ-SAMPLE-08", "index"]["reason"] == "missing"


@pytest.mark.parametrize("number", OF_MEMORANDUM)
def test_the_memorandum(folder, number):
    expected = OF_MEMORANDUM[number]
    found = score_of(scored(MEMORANDUM, folder), number, "index")
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


def test_who_plans_honestly_is_better_off(folder):
    rows = scored(MEMORANDUM, folder)
    assert [score_of(rows, number, "investment") for number in (2, 3, 4)] == [115, 130, 111]
    assert rows["KZ-SAMPLE-09", "jobs"]["reason"] == "excluded:sample_decision_5"


@pytest.mark.parametrize("number", OF_BODIES)
def test_the_annual_assessment(folder, number):
    rows = scored(BODIES, folder)
    *scores, band = OF_BODIES[number]
    for node, expected in zip(("goals", "interaction", "organisation", "index"), scores, strict=True):
        assert score_of(rows, number, node) == (None if expected is None else pytest.approx(expected, abs=1e-9)), node
    assert rows[f"KZ-SAMPLE-{number:02d}", "index"]["band"] == band


def test_blocks_that_do_not_apply_are_neither_zero_nor_average(folder):
    rows = scored(BODIES, folder)
    for unit, node in (("04", "interaction"), ("04", "openness"), ("09", "organisation"), ("01", "regional")):
        assert rows[f"KZ-SAMPLE-{unit}", node]["reason"] == "not_applicable"
    assert float(rows["KZ-SAMPLE-04", "index"]["share_not_counted"]) == 0
    assert float(rows["KZ-SAMPLE-04", "goals"]["weight"]) == 0.5


def test_penalties_declines_decisions_and_coverage(folder):
    rows = scored(BODIES, folder)
    assert score_of(rows, 2, "goals") - score_of(rows, 3, "goals") == 15
    assert score_of(rows, 6, "service_satisfaction") == 55  # 80, 70, 60: down two years running
    assert score_of(rows, 7, "service_satisfaction") == 75  # 80, 85, 75: down once
    assert rows["KZ-SAMPLE-05", "budget"]["reason"] == "excluded:sample_decision_5"
    assert float(rows["KZ-SAMPLE-05", "index"]["share_not_counted"]) == pytest.approx(1 / 6)
    assert float(rows["KZ-SAMPLE-08", "index"]["share_not_counted"]) == pytest.approx(1 / 9)
    assert rows["KZ-SAMPLE-11", "index"]["reason"] == "below_coverage"


def test_sources_are_heard_in_their_order(folder):
    rows = scored(BODIES, folder)
    assert float(rows["KZ-SAMPLE-10", "goal_indicators"]["value"]) == 50  # verified 10 of 20; 20 say they, 5 others
    assert float(rows["KZ-SAMPLE-10", "online_services"]["value"]) == 60
    block = {"goals_reached", "goals_partly", "goals_assessed", "budget_results", "regional_plan"}
    for variable in methodology(BODIES).variables:
        assert (variable.variable in block) <= ("independent" not in variable.series)


@pytest.mark.parametrize("name", [OUTCOME, MEMORANDUM, BODIES])
def test_what_is_not_confirmed_says_so_in_three_languages(name):
    text = methodology(name)
    assert text.standing == "illustration"
    for lang, words in (("kk", "ресми бағалау емес"), ("ru", "не официальная оценка"), ("en", "not an official")):
        assert words in text.description.in_language(lang)
        assert "[?]" in text.description.in_language(lang)


def test_the_bodies_say_that_they_are_samples():
    for row in table("kz-sample", "units"):
        assert "Үлгі" in row["name_kk"]
        assert "Образец" in row["name_ru"]
        assert "Sample" in row["name_en"]
    assert "invented" in (DATA / "kz-sample" / "SOURCES.md").read_text(encoding="utf-8")
