"""The pilot of three oblasts: the command on data/kz-pilot, and what is marked as a sample there.

The figures below were worked out by hand from data/kz-pilot/observations.csv, not by Tarazy. Each list is the scores of
a criterion's indicators.
"""

import re
from statistics import mean

import pytest

from tarazy.engine.checks import relation, shares, sum_of_parts
from tarazy.engine.checks.all_checks import findings
from tarazy.engine.model.methodology import Dimension
from tarazy.engine.model.penalised import penalised_above
from tarazy.engine.model.sheet import Asked, Cell, Key, Sheet
from tarazy.engine.run.stated_checks import relations, sums
from tests.data.places import DATA, ids, table
from tests.methodologies.shipped import methodology, scored_by_command

PILOT = "kz/local-pilot/2026.1"
# By body: services, goals, budget, use of IT; penalty points of services; the index, its band and its place.
BY_HAND = {
    "KZ-471800": (
        ([[90, 80, 50], [70, 80, 80], [80, 60]], [[80, 70, 90], [90, 90, 100]]),
        ([[80, 84, 80, 95], [75, 50, 70], [100]], [[80, 70, 50], [80]]),
        0, 79.1, "middle",
    ),
    "KZ-473600": (
        ([[75, 50, 50], [50, 50, 60], [100, 50]], [[60, 50, 70], [75, 100, 80]]),
        ([[20, 50, 12.5, 100], [50, 37.5, 40], [0, 60]], [[50, 50, 30], [50], [50]]),
        5, 54.2, "low",
    ),
    "KZ-47": (
        ([[95, 80, 70], [80, 90, 80], [90, 70]], [[70, 70, 90], [100, 90, 95], [130 / 3, 45, 87.5, 79.5, 280 / 3]]),
        ([[80, 90, 90, 98], [90, 60, 80], [100]], [[95, 80, 70], [60, 80], [80, 66.5]]),
        0, 81.5, "middle",
    ),
}  # fmt: skip
KINDS = {"oblast": 34, "district": 28, "city_of_oblast": 26}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    return scored_by_command(PILOT, "kz-pilot", "2026", tmp_path_factory.mktemp("pilot"))


def score(rows, unit: str, node: str) -> float:
    return float(rows[unit, node]["score"])


@pytest.mark.parametrize("unit", BY_HAND)
def test_three_bodies_by_hand(rows, unit):
    first, second, penalty, index, band = BY_HAND[unit]
    blocks = [mean(mean(criterion) for criterion in block) for block in (*first, *second)]
    blocks[0] -= penalty
    for node, expected in zip(("services", "goals", "budget", "it"), blocks, strict=True):
        assert score(rows, unit, node) == pytest.approx(expected, abs=1e-9), node
    assert mean(blocks) == pytest.approx(index, abs=0.05)
    assert (rows[unit, "index"]["score"], rows[unit, "index"]["band"]) == (str(index), band)


def test_the_gate_takes_the_index_and_nothing_else(rows):
    failed = rows["KZ-634600", "index"]
    assert (failed["score"], failed["rank"], failed["reason"]) == ("", "", "gate:report_discussed")
    assert all(rows["KZ-634600", block]["score"] for block in ("services", "goals", "budget", "it"))
    assert [unit for (unit, node), row in rows.items() if node == "index" and row["reason"].startswith("gate")] == [
        "KZ-634600"
    ]


def test_a_penalty_is_taken_off_its_block_alone(rows):
    criteria = ("budget_execution", "budget_discipline", "budget_openness")
    before = mean(score(rows, "KZ-435200", criterion) for criterion in criteria)
    assert score(rows, "KZ-435200", "budget") == pytest.approx(before - 10)
    assert score(rows, "KZ-435200", "it") == pytest.approx(
        mean(score(rows, "KZ-435200", one) for one in ("it_processes", "it_security", "connectivity"))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_applies_to_whom(rows, kind):
    """No indicator below a criterion that does not apply is asked for, and nothing of it counts as missing."""
    indicators = [one.id for one in methodology(PILOT).indicators]
    for unit in (row["unit"] for row in table("kz-pilot", "units") if row["kind"] == kind):
        applying = sum(rows[unit, node]["reason"] != "not_applicable" for node in indicators)
        assert applying == KINDS[kind] - (unit == "KZ-475200"), unit  # of Tupkaragan one figure cannot exist
    assert rows["KZ-471800", "connectivity"]["reason"] == "not_applicable"
    assert rows["KZ-471800", "index"]["share_not_counted"] == "0.0"


def test_a_target_exceeded_by_far_earns_less_than_one_reached(rows):
    assert float(rows["KZ-471800", "jobs"]["value"]) == 3000  # of 1,000
    assert [score(rows, "KZ-471800", node) for node in ("jobs", "roads_done")] == [90, 100]


def test_goalposts_differ_for_oblasts_and_districts(rows):
    """88 % earn an oblast (88 - 60) / 35; 80 % earn a city (80 - 40) / 50."""
    assert (score(rows, "KZ-47", "online"), score(rows, "KZ-471800", "online")) == (
        pytest.approx(80),
        pytest.approx(80),
    )


def test_decisions_and_verified_values_go_before_what_bodies_say(rows):
    said = {
        row["series"]: row["value"]
        for row in table("kz-pilot", "observations")
        if (row["unit"], row["period"], row["variable"]) == ("KZ-433200", "2026", "jobs_created")
    }
    assert float(rows["KZ-433200", "jobs"]["value"]) == float(said["verified"]) < float(said["self-report"])
    assert rows["KZ-635400", "roads_done"]["reason"] == "excluded:sample_decision_3"
    for variable in methodology(PILOT).variables:
        if "self-report" in variable.series:
            assert variable.series == ("decision", "verified", "self-report")


def test_statistics_of_the_year_before_count_as_imputed(rows):
    """Outcomes are a third of a quarter of the index, mobile phones half of a third of a quarter: 1 / 12 + 1 / 24."""
    assert float(rows["KZ-47", "index"]["share_imputed"]) == pytest.approx(1 / 8)


def test_too_little_is_known_of_marqakol(rows):
    assert rows["KZ-63-MARQAKOL", "index"]["reason"] == "below_coverage"


def test_it_says_in_three_languages_that_it_is_a_draft():
    text = methodology(PILOT)
    assert text.standing == "illustration"
    for lang, draft, official in (
        ("kk", "ынаққа арналған жоба", "ресми бағалау емес"),
        ("ru", "проект для апробации", "не официальная оценка"),
        ("en", "draft for trial", "not an official assessment"),
    ):
        assert draft in text.title.in_language(lang)
        assert official in text.description.in_language(lang)
        assert all(re.search(rf"\b{number}\b", text.description.in_language(lang)) for number in KINDS.values())


def test_the_form_is_told_all_that_it_shows():
    for variable in methodology(PILOT).variables:
        if "self-report" in variable.series:
            assert variable.why, variable.variable
            assert variable.range, variable.variable
            assert variable.collected, variable.variable
    asked = [one for one in methodology(PILOT).variables if one.evidence]
    assert len(asked) >= 20
    assert all(re.search(r"Law|Resolution|Order", one.evidence.source) for one in asked)


def test_each_block_has_criteria_and_a_penalty_of_its_own():
    text = methodology(PILOT)
    for block in text.index.children:
        criteria = [text.nodes[id] for id in text.nodes[block].children]
        assert all(isinstance(one, Dimension) and one.criterion for one in criteria)
        assert text.variables_by_name[f"penalty_{block}"].observed.variable == f"penalty:{block}"


def test_what_is_invented_says_so():
    invented = {row["source"] for row in table("kz-pilot", "sources") if "invented" in row["title_en"] + row["note_en"]}
    for row in table("kz-pilot", "observations"):
        assert (row["source"] in invented) == (row["series"] != "statistics"), row
    key = ("unit", "period", "variable", "breakdown")
    real = {tuple(row[one] for one in key): row["value"] for row in table("kz", "observations")}
    statistics = [row for row in table("kz-pilot", "observations") if row["series"] == "statistics"]
    assert len(statistics) == 36
    assert all(real[row["unit"], row["period"], row["variable"], ""] == row["value"] for row in statistics)


def test_the_submissions_hold_the_faults_that_the_readme_names():
    sent = table("kz-pilot", "submissions")
    text = methodology(PILOT).variables_by_name
    readme = (DATA / "kz-pilot" / "README.md").read_text(encoding="utf-8")
    assert {row["unit"] for row in sent} == {row["unit"] for row in table("kz-pilot", "units")} - {"KZ"}
    assert {row["state"] for row in sent} == {"draft", "submitted", "certified", "returned", "late"}
    assert {row["variable"] for row in sent} <= ids("kz-pilot", "variables", "variable")
    outside, empty, without = set(), set(), set()
    for row in sent:
        variable = text[row["variable"]]
        if row["value"] and not variable.range.low <= float(row["value"]) <= variable.range.high:
            outside.add(row["unit"])
        if not row["value"] and not row["status"]:
            empty.add(row["unit"])
        if variable.evidence and row["value"] and not row["evidence"]:
            without.add(row["unit"])
    assert (outside, empty, without) == (
        {"KZ-434400", "KZ-475000"}, {"KZ-63-ULKEN-NARYN"}, {"KZ-434400", "KZ-634800"},
    )  # fmt: skip
    assert sum(row["unit"] == "KZ-434600" and row["value"].endswith("7") for row in sent) >= 15
    assert all(unit in readme for unit in outside | empty | without)


def test_the_checks_that_the_methodology_states_find_the_faults_of_the_submissions_and_no_others():
    text = methodology(PILOT)
    forms: dict[str, list[Cell]] = {}
    for row in table("kz-pilot", "submissions"):
        value = float(row["value"]) if row["value"] else None
        forms.setdefault(row["unit"], []).append(Cell(asked=Asked(key=Key(row["variable"])), value=value))
    found = {
        (unit, one.check, one.severity)
        for unit, cells in forms.items()
        for one in findings(
            Sheet(unit=unit, period="2026", cells=tuple(cells), sums=sums(text), relations=relations(text)),
            (relation, shares, sum_of_parts),
        )
    }
    assert found == {
        ("KZ-434400", "relation", "stop"),
        ("KZ-475000", "relation", "stop"),
        ("KZ-635800", "relation", "stop"),
        ("KZ-63-ULKEN-NARYN", "relation", "explain"),
        ("KZ-474200", "sum_of_parts", "stop"),
        ("KZ-474200", "shares", "stop"),
    }


def test_what_follows_from_re_verification_is_stated_for_all():
    text = methodology(PILOT)
    assert text.verification is not None
    assert {penalised_above(text, one.variable) for one in text.variables if "self-report" in one.series} <= {
        "services", "goals", "budget", "it", None,
    }  # fmt: skip
    assert penalised_above(text, "services_on_time") == "services"
    assert penalised_above(text, "villages") == "it"
