"""What cannot stand in the parameters of the methods that divide, fill in and treat values."""

from __future__ import annotations

import pytest

from tarazy.engine.words import LANGUAGES, ProblemsFound
from tests.engine.spec.written import parameters

LAID_DOWN = 'source: "Order No. 7", date: 2024-01-01'
EM = "method: expectation_maximisation, others: [{}], within: period, tolerance: {}, most_iterations: {}"
BOX_COX = "method: box_cox, estimated: {{within: period, least: -2, most: {}, decimals: {}}}, shift: 0"
WINSORISE = "method: winsorise, max_skewness: {}, max_kurtosis: 3.5, max_points: {}"
OR_LOG = "method: winsorise_or_log, max_skewness: {}, max_kurtosis: 3.5, max_points: {}, shift_share: {}, left_tail: {}"


@pytest.mark.parametrize(
    ("step", "text", "key"),
    [
        ("denominate", "method: per, variable: population, factor: 0", "factor"),
        ("denominate", "method: per, variable: population, factor: -1", "factor"),
        ("missing", "method: previous_period, periods: 0", "periods"),
        ("missing", "method: previous_period, periods: 1.5", "periods"),
        ("missing", "method: interpolation, periods: 0", "periods"),
        ("treat", WINSORISE.format(0, 5), "max_skewness"),
        ("treat", WINSORISE.format(2, 0), "max_points"),
        ("treat", WINSORISE.format(2, 2.5), "max_points"),
        ("treat", OR_LOG.format(0, 5, 0.01, "from_least"), "max_skewness"),
        ("treat", OR_LOG.format(2, 0, 0.01, "from_least"), "max_points"),
        ("treat", OR_LOG.format(2, 5, 0, "from_least"), "shift_share"),
        ("treat", OR_LOG.format(2, 5, 0.01, "from_left"), "left_tail"),
        ("treat", "method: log, base: two, shift: 0", "base"),
        ("missing", EM.format("water", 0, 9), "tolerance"),
        ("missing", EM.format("water", 1, 9), "tolerance"),
        ("missing", EM.format("water", 1e-9, 0), "most_iterations"),
        ("treat", BOX_COX.format(2, 5), "decimals"),
        ("treat", BOX_COX.format(2, -1), "decimals"),
    ],
)
def test_a_number_or_word_that_cannot_stand_is_refused_at_its_key(step: str, text: str, key: str) -> None:
    told = _refused(step, f"{text}, {LAID_DOWN}")
    assert len([problem for problem in told if f"«{key}»" in problem]) == 1


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("denominate", "method: per, variable: population, factor: 1000"),
        ("missing", "method: constant, value: 0"),
        ("missing", "method: previous_period, periods: 1"),
        ("missing", "method: interpolation, periods: 1"),
        ("treat", "method: cap, low: 0"),
        ("treat", "method: log, base: ten, shift: 0"),
        ("missing", EM.format("water", 1e-9, 9)),
        ("treat", "method: box_cox, lambda: 0.5, shift: 0"),
        ("treat", WINSORISE.format(2, 5)),
        ("treat", OR_LOG.format(2, 5, 0.01, "from_greatest")),
    ],
)
def test_a_choice_without_its_source_is_refused(step: str, text: str) -> None:
    assert any("«source»" in told for told in _refused(step, text))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("method: box_cox, shift: 0", "Neither 'lambda' nor 'estimated' is given."),
        (f"{BOX_COX.format(2, 3)}, lambda: 0", "Both 'lambda' and 'estimated' are given."),
        (BOX_COX.format(-2, 3), "Lambda is sought from \N{MINUS SIGN}2 to \N{MINUS SIGN}2."),
    ],
)
def test_an_exponent_is_given_or_sought(text: str, what: str) -> None:
    (told,) = _refused("treat", f"{text}, {LAID_DOWN}")
    assert what in told


def test_another_indicator_is_named_once_and_exists() -> None:
    (twice,) = _refused("missing", "method: regression, others: [water, water], within: period")
    assert "The indicator water is named twice." in twice
    (unknown,) = _refused("missing", "method: regression, others: [watre], within: period")
    assert "«watre»" in unknown
    assert "«water»" in unknown
    (itself,) = _refused("missing", "method: regression, others: [roads], within: period")
    assert "A method of the indicator «roads» names «roads» itself as another." in itself
    assert _refused("missing", "method: regression, others: [], within: period")
    (twice,) = _refused("missing", f"{EM.format('water, water', 1e-9, 9)}, {LAID_DOWN}")
    assert "The indicator water is named twice." in twice


def test_a_denominator_that_nobody_declares_is_refused_with_the_nearest() -> None:
    (told,) = _refused("denominate", f"method: per, variable: roads_kms, factor: 1, {LAID_DOWN}")
    assert "«roads_kms»" in told
    assert "roads_km" in told.replace("roads_kms", "")


def _refused(step: str, text: str) -> list[str]:
    written = f"treat:\n  - {{{text}}}" if step == "treat" else f"{step}: {{{text}}}"
    with pytest.raises(ProblemsFound) as refused:
        parameters(step, written)
    for lang in LANGUAGES:
        assert all(problem.in_language(lang) for problem in refused.value.problems)
    return [problem.in_language("en") for problem in refused.value.problems]
