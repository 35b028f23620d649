"""Worked examples run, and an example that is wrong is found out."""

import pytest

from tarazy.engine.cases import Difference, Outcome, run_cases
from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.load.shipped import shipped_methodologies
from tests.engine.unit.load.tiny_text import BEDS, CASE, FOLDER, changed, tiny

# What the case expects of its first unit.
FIRST = "value: 52.5, score: 54.167, decimals: 3"


def outcome_of(old: str, new: str) -> Outcome:
    return run_cases(methodology_from_files(changed(CASE, old, new)))[0]


def test_every_shipped_case_comes_out_as_expected() -> None:
    for name in shipped_methodologies():
        outcomes = run_cases(load_methodology(name))
        assert outcomes, f"{name} has no case"
        for outcome in outcomes:
            assert outcome.passed, (name, outcome)
            assert outcome.compared > 0


def test_a_case_that_comes_out_as_expected() -> None:
    (outcome,) = run_cases(load_methodology(FOLDER))
    assert outcome.passed
    assert outcome.compared == 3


@pytest.mark.parametrize(
    ("written", "what", "expected", "came"),
    [
        ("value: 52.6, decimals: 1", "value", 52.6, 52.5),
        ("score: 54.168, decimals: 3", "score", 54.168, 54.166666666666664),
        ("rank: 2", "rank", 2.0, 1.0),
        ("band: high", "band", "high", "low"),
        ("reason: missing", "reason", "missing", None),
    ],
)
def test_what_comes_out_otherwise_is_said(written: str, what: str, expected: float | str, came: float | str) -> None:
    outcome = outcome_of(FIRST, written)
    assert outcome.differences == (Difference("A-1", "beds", what, expected, came),)
    assert not outcome.passed


@pytest.mark.parametrize(
    ("written", "what", "expected", "came"),
    [
        ("score: 5, decimals: 1", "score", 5.0, None),
        ("reason: not_applicable", "reason", "not_applicable", "missing"),
    ],
)
def test_a_node_without_a_score(written: str, what: str, expected: float | str, came: str | None) -> None:
    assert outcome_of("reason: missing", written).differences == (Difference("A-2", "beds", what, expected, came),)


@pytest.mark.parametrize(("written", "passes"), [("54.17, decimals: 2", True), ("54.16, decimals: 2", False)])
def test_numbers_agree_to_the_digits_that_the_case_states(written: str, passes: bool) -> None:
    assert outcome_of(FIRST, f"score: {written}").passed is passes


def test_a_change_of_the_methodology_is_found_out() -> None:
    files = changed(BEDS, "low: 20, high: 80", "low: 20, high: 90")
    assert not run_cases(methodology_from_files(files))[0].passed


def test_a_case_that_cannot_be_run_says_why() -> None:
    outcome = outcome_of("variable: population, value: 1000000", "variable: population, value: 0")
    assert not outcome.passed
    assert "zero" in outcome.problems[0].in_language("en")
    outcome = outcome_of("variable: hospital_beds, status: O", "variable: hospital_beds")
    assert [problem.where for problem in outcome.problems] == ["cases/two_oblasts.yaml[2, value]"]


def test_a_decision_may_exclude_in_a_case() -> None:
    text = tiny()[CASE].decode().replace("status: O", 'status: X, source: "Decision 5"')
    text = text.replace("reason: missing", "reason: excluded:Decision 5")
    (outcome,) = run_cases(methodology_from_files(tiny() | {CASE: text.encode()}))
    assert outcome.passed, outcome
