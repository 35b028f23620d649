"""What may vary stands on the page of a methodology: where, how far, the other ways, and who says so."""

from __future__ import annotations

from typing import get_args

import pytest
from django.test import Client
from django.utils.translation import override

from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.model.uncertainty import Assumption, ChoiceOfMethods
from tarazy.engine.words import LANGUAGES
from tarazy.web.doors.portal.methodologies.document import document_of
from tarazy.web.doors.portal.methodologies.uncertainty import EVERYWHERE, UncertaintyInWords, uncertainty_of
from tests.engine.unit.load.test_uncertainty import EVERY_KIND, stating, with_budget, with_imputation

STATING = ("asem/connectivity/2018.1", "kz/regional-development/2024.2", "kz/local-pilot/2026.2", "wales/imd/2019.1")
SAID = [
    (
        "Tiny index",
        ["Weights are drawn around the stated ones, by Dirichlet's distribution of concentration 50.",
         "A weight of 25 percent then has a standard deviation of 6.1 percentage points."],
    ),
    ("Road accidents", ["In each replicate one of these ways is taken, all equally likely:"]),
    (
        "every indicator with goalposts",
        ["Each of the two goalposts lies anywhere within 10 percent of the distance between them, up or down."],
    ),
    (
        "every indicator that is not an only part",
        ["In each replicate one of them is left out, or none, all equally likely.",
         "Its weight goes to those beside it."],
    ),
    (
        "Population",
        ["A value is drawn from the normal distribution, as wide as its standard error, and stays a possible value."],
    ),
    (
        "every figure that bodies report",
        ["3 percent of the values are wrong.",
         "A wrong value is off by a normal share of itself, with a standard deviation of 20 percent."],
    ),
    (
        "every indicator whose missing values are filled in",
        ["An imputed value is drawn from the normal distribution about what is filled in. Its standard deviation is "
         "that of the values that are there, times 1."],
    ),
    (
        "every figure",
        ["A value may be revised by a normal share of itself, with a standard deviation of 2 percent."],
    ),
]  # fmt: skip


def in_words(files: dict[str, bytes], language: str = "en") -> UncertaintyInWords:
    with override(language):
        found = uncertainty_of(methodology_from_files(files), {})
    assert found is not None
    return found


def test_every_kind_of_assumption_is_said_in_words() -> None:
    files = stating(*EVERY_KIND, files=with_imputation())
    said = methodology_from_files(files).uncertainty
    assert said is not None
    assert {type(one) for one in said.assumptions} == set(get_args(Assumption))
    found = in_words(files)
    assert [(one.where, one.sentences) for one in found.assumptions] == SAID
    assert {one.origin for one in found.assumptions} == {"Invented for tests, 1 January 2024"}
    assert found.lead.endswith("An interval holds 90 percent of what came out.")


def test_a_choice_is_said_with_its_methods_and_what_is_not_done() -> None:
    stated, other = in_words(stating(*EVERY_KIND, files=with_imputation())).assumptions[1].choices
    assert (stated.rules, stated.share) == ([], "")
    assert [(rule.step, rule.method) for rule in other.rules] == [
        ("Normalisation", "Standard deviations from the mean"),
        ("Outliers", "none"),
        ("Adjustment", "none"),
    ]


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("method: spread, percent: 12.5", "within 12.5 percent of itself"),
        ("method: experts, as: one", "the weights are those of one of them"),
        ("method: experts, as: resampled", "the mean of as many experts"),
    ],
)
def test_every_way_in_which_weights_vary_is_said(by: str, words: str) -> None:
    (one,) = in_words(stating(f"vary: weights, at: [index], by: {{{by}}}", files=with_budget())).assumptions
    assert words in one.sentences[0]


def test_how_likely_a_choice_is_stands_beside_it() -> None:
    title = 'title: {kk: "А", ru: "Б", en: "C"}'
    choices = (
        f"{{choice: a, {title}, share: 0.75}}, {{choice: b, {title}, share: 0.25, aggregate: {{method: harmonic}}}}"
    )
    (one,) = in_words(stating(f"vary: methods, at: [index], choices: [{choices}]")).assumptions
    assert [choice.share for choice in one.choices] == ["75%", "25%"]
    assert one.sentences == ["In each replicate one of these ways is taken, as likely as stated:"]


def test_every_word_for_everywhere_is_said_otherwise_in_every_language() -> None:
    for words in EVERYWHERE.values():
        said = set()
        for language in LANGUAGES:
            with override(language):
                said.add(str(words))
        assert len(said) == len(LANGUAGES), said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", STATING)
def test_the_document_says_all_of_it_in_the_language(id: str, language: str) -> None:
    text = load_methodology(id)
    page = document_of(text, language).replace("&#x27;", "'")
    with override(language):
        found = uncertainty_of(text, {})
    assert found is not None
    assert text.uncertainty is not None
    assert found.lead in page
    for one, said in zip(found.assumptions, text.uncertainty.assumptions, strict=True):
        for words in (said.title.in_language(language), said.source, *one.sentences):
            assert words in page
        for choice in said.choices if isinstance(said, ChoiceOfMethods) else ():
            assert choice.title.in_language(language) in page


def test_a_methodology_that_states_nothing_has_no_such_part() -> None:
    text = load_methodology("un/hdi/2021")
    assert uncertainty_of(text, {}) is None
    assert 'id="uncertainty"' not in document_of(text, "en")


@pytest.mark.database
@pytest.mark.usefixtures("published")
def test_the_page_of_a_version_leads_to_it_only_where_there_is_one(client: Client) -> None:
    assert 'href="#uncertainty"' not in client.get("/en/methodologies/un/hdi/2021/").content.decode()
