"""What a methodology states of the figures that bodies fill in stands on its page, and what follows from findings."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.model.stated_checks import StatedCheck
from tarazy.engine.words import LANGUAGES
from tarazy.web.doors.portal.methodologies.document import document_of
from tarazy.web.doors.portal.methodologies.stated import checks_of, consequences_of
from tests.engine.unit.load.test_stated_checks import CHECKS, VERIFICATION, stating

PILOT = "kz/local-pilot/2026.1"
SAID = {
    "Variables agree with each other": [
        "“All doctors”: not above 0.5 × All beds.",
    ],
    "Parts sum to the whole": [
        "“All doctors”, “Road accidents”: their sum is "
        "“All beds”.",
    ],
    "Shares sum to 100 percent": [
        "“All doctors”, “All beds”: their sum is 100.",
        "The figures are rounded to 0.1.",
    ],
    "Change over the year": [
        "A change over the year above 30 percent is to be explained: “All beds”.",
        "A change of no more than 5 never is.",
    ],
    "Against the other bodies": [
        "A modified z-score above 4 is to be explained: “All beds”.",
        "With fewer bodies than 8 nothing is compared.",
    ],
    "Agreement with other sources": [
        "Two sources may differ by no more than 1 percent: “All beds”.",
    ],
    "Not far above the target": [
        "A target exceeded by more than 10 percent is to be explained: “All beds”.",
    ],
    "A document not older than the period": [
        "A document may be dated no more than this many days before the period: 30. Of: "
        "“All beds”, “All doctors”.",
    ],
    "Not all values as last year": [
        "Looked at where at least so many values can be compared with last year: 3.",
    ],
    "Last digits as chance makes them": [
        "Whole numbers are looked at from 50 on.",
        "With fewer numbers than 60 their last digits are not counted out.",
        "Spoken of where chance would bring it about with a probability below 0.01.",
    ],
    "Values just above a threshold": [
        "“All beds”: over all bodies, whether values crowd within 2.5 above a threshold: "
        "80; 90.",
    ],
}  # fmt: skip


def test_every_kind_of_check_is_said_in_words() -> None:
    text = methodology_from_files(stating(*CHECKS))
    assert {type(one) for one in text.checks} == set(StatedCheck.__args__)  # type: ignore[attr-defined]
    with override("en"):
        found = checks_of(text)
    assert {check.title: check.stated[0].sentences for check in found} == SAID
    assert [check.stated[0].demand for check in found[:3]] == ["Must be mended", "Must be explained", "Must be mended"]
    assert {one.origin for check in found for one in check.stated} == {"Invented for tests, 1 January 2024"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pilot_says_all_that_it_states_in_the_language(language: str) -> None:
    text = load_methodology(PILOT)
    page = document_of(text, language)
    with override(language):
        checks, consequences = checks_of(text), consequences_of(text)
    said = [sentence for check in checks for one in check.stated for sentence in one.sentences]
    assert sum(len(check.stated) for check in checks) == len(text.checks)
    assert [sentence for sentence in said if sentence not in page.replace("&#x27;", "'")] == []
    reasons = [one.reason.in_language(language) for one in text.checks if getattr(one, "reason", None)]
    assert reasons
    assert set(reasons) <= set(said)
    assert text.verification is not None
    assert consequences[0][0] == ""
    assert len(consequences) == 1 + sum(1 for one in text.variables if one.verification)
    for penalty in (text.verification.not_evidenced.penalty, text.verification.differs.penalty):
        assert penalty is not None
        assert penalty.ground.in_language(language) in page
    assert 'id="checks"' in page
    assert 'id="verification"' in page


def test_what_follows_names_the_rule_of_a_variable_by_its_title() -> None:
    with override("en"):
        ((title, said),) = consequences_of(methodology_from_files(stating(general=VERIFICATION)))
    assert title == ""
    assert said.sentences == [
        "A value without evidence is excluded.", "A value that differs is replaced by what the documents show.",
    ]  # fmt: skip
    assert said.origin == "Invented for tests, 1 January 2024"


@pytest.mark.database
@pytest.mark.usefixtures("published")
def test_a_methodology_that_states_nothing_has_no_such_part(client: Client) -> None:
    page = client.get("/en/methodologies/un/hdi/2021/").content.decode()
    assert "What is checked when figures are filled in" not in page
    assert "What follows from re-verification" not in page
