"""Error rates: published estimates, the ends, parts of a frame, and what was not checked."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from tarazy.engine.statistics.draw_alike import simple_random, stratified
from tarazy.engine.statistics.draw_unequal import by_risk
from tarazy.engine.statistics.error_rate import ErrorRate, Verdict, error_rate, error_rates
from tarazy.engine.statistics.sample import Sample, frame_of
from tarazy.engine.statistics.uncertain import Uncertain
from tarazy.engine.words import LANGUAGES, ProblemsFound


def ids(size: int) -> list[str]:
    return [f"{at:05}" for at in range(size)]


def with_errors(sample: Sample, errors: int) -> dict[str, Verdict]:
    drawn = sample.chosen_ids
    return dict.fromkeys(drawn[:errors], "differs") | dict.fromkeys(drawn[errors:], "confirmed")


def test_cochrans_names_of_a_list() -> None:
    """Cochran (1977), section 3.2, example: of 200 names drawn from 3,042 38 have wrong addresses; p = 0.19, and its
    standard error, without bias, is sqrt((1 - 200 / 3042) 0.19 0.81 / 199) = 0.0269."""
    sample = simple_random(frame_of(ids(3042)), 200, "s")
    found = error_rate(sample, with_errors(sample, 38))
    assert (found.rate, found.errors, found.items) == (pytest.approx(0.19), 38, 3042)
    assert found.standard_error == pytest.approx(0.0269, abs=5e-5)
    assert (found.low, found.high) == (pytest.approx(0.149, abs=2e-3), pytest.approx(0.238, abs=2e-3))


def test_limits_are_those_of_clopper_and_pearson_with_half_the_weight() -> None:
    """Where nothing was left out but by chance: 3 of 40, by SciPy's beta distribution."""
    x, n = 3, 40
    uncertain = Uncertain(x / n, x / n * (1 - x / n) / n, 1 / n)
    for t in (0.02, 0.075, 0.2):
        mixed = (stats.beta.cdf(t, x, n - x + 1) + stats.beta.cdf(t, x + 1, n - x)) / 2
        assert uncertain.below(t) == pytest.approx(mixed, abs=1e-12)
    low, high = uncertain.limits(0.9)
    assert (uncertain.below(low), uncertain.below(high)) == (pytest.approx(0.05), pytest.approx(0.95))


def test_horvitz_and_thompson_by_strata() -> None:
    """Two strata: 2 of 10 errors among 90 items, 5 of 10 among 10 certain ones: (90 * 0.2 + 5) / 100 = 0.23."""
    sample = stratified(frame_of(ids(100), ["a"] * 90 + ["b"] * 10), {"a": 10, "b": 10}, "s")
    drawn = {stratum: [id_ for id_ in sample.chosen_ids if (id_ >= "00090") == (stratum == "b")] for stratum in "ab"}
    verdicts: dict[str, Verdict] = dict.fromkeys(sample.chosen_ids, "confirmed")
    verdicts |= dict.fromkeys(drawn["a"][:2] + drawn["b"][:5], "not_evidenced")
    found = error_rate(sample, verdicts)
    assert found.rate == pytest.approx(0.23)
    # 90 / 100 of the standard error of a: sqrt((1 - 10 / 90) 0.2 0.8 / 9); b is known.
    assert found.standard_error == pytest.approx(0.9 * math.sqrt(80 / 90 * 0.16 / 9))
    assert found.low >= 7 / 100


def test_hajeks_estimate_of_unequal_probabilities() -> None:
    frame = frame_of(ids(50), measure=np.arange(1.0, 51.0))
    sample = by_risk(frame, 20, "s")
    found = error_rate(sample, with_errors(sample, 4))
    weights = {id_: 1 / inclusion for id_, inclusion in zip(frame.ids, sample.inclusion.tolist(), strict=True)}
    drawn = sample.chosen_ids
    assert found.rate == pytest.approx(sum(weights[i] for i in drawn[:4]) / sum(weights[i] for i in drawn))
    assert found.low < found.rate < found.high


@pytest.mark.parametrize("errors", [0, 60])
def test_no_error_and_nothing_but_errors(errors: int) -> None:
    sample = simple_random(frame_of(ids(600)), 60, "s")
    found = error_rate(sample, with_errors(sample, errors))
    assert found.rate == errors / 60
    wide = found.high - found.low
    assert 0.02 < wide < 0.04
    assert found.low == 0 if errors == 0 else found.high == 1


def test_the_same_of_errors_and_of_confirmed() -> None:
    sample = simple_random(frame_of(ids(600)), 60, "s")
    few, many = error_rate(sample, with_errors(sample, 7)), error_rate(sample, with_errors(sample, 53))
    assert (few.low, few.high) == (pytest.approx(1 - many.high), pytest.approx(1 - many.low))


def test_everything_checked_is_known() -> None:
    sample = simple_random(frame_of(ids(30)), 30, "s")
    found = error_rate(sample, with_errors(sample, 3))
    assert (found.rate, found.low, found.high, found.standard_error) == (0.1, 0.1, 0.1, 0.0)


def test_one_item_says_little_and_none_says_nothing() -> None:
    sample = simple_random(frame_of(ids(100)), 1, "s")
    one = error_rate(sample, with_errors(sample, 0))
    assert (one.rate, one.low) == (0, 0)
    assert 0.85 < one.high <= 0.99
    nothing = error_rate(sample, {})
    assert math.isnan(nothing.rate)
    assert (nothing.low, nothing.high, nothing.checked) == (0, 1, 0)
    empty = error_rate(sample, with_errors(sample, 0), of=np.zeros(100, dtype=np.bool_))
    assert (empty.items, empty.low, empty.high) == (0, 0, 1)
    assert math.isnan(empty.rate)


def test_parts_of_a_frame() -> None:
    sample = simple_random(frame_of(ids(200)), 100, "s")
    parts = ["one", "two"] * 100
    verdicts = with_errors(sample, 30)
    found = error_rates(sample, verdicts, parts)
    assert list(found) == ["one", "two"]
    for at, part in enumerate(found):
        alone = error_rate(sample, verdicts, of=np.arange(200) % 2 == at)
        assert found[part] == alone
    assert sum(part.errors for part in found.values()) == 30
    assert all(part.high - part.low > error_rate(sample, verdicts).high - 0.3 for part in found.values())


def test_drawn_items_without_a_verdict_are_represented_by_their_stratum() -> None:
    sample = stratified(frame_of(ids(100), ["a"] * 50 + ["b"] * 50), {"a": 10, "b": 10}, "s")
    verdicts = dict.fromkeys([i for i in sample.chosen_ids if i < "00050"][:5], "differs")
    half: dict[str, Verdict] = verdicts | dict.fromkeys([i for i in sample.chosen_ids if i >= "00050"], "confirmed")  # type: ignore[assignment]
    found = error_rate(sample, half)
    assert (found.rate, found.not_reached, found.checked, found.drawn) == (pytest.approx(0.5), 0, 15, 20)
    one_stratum: dict[str, Verdict] = {item: "confirmed" for item in half if item >= "00050"}
    assert error_rate(sample, one_stratum).not_reached == 50


def test_which_verdicts_count() -> None:
    sample = simple_random(frame_of(ids(40)), 4, "s")
    said: tuple[Verdict, ...] = ("confirmed", "differs", "not_evidenced", "not_evidenced")
    verdicts = dict(zip(sample.chosen_ids, said, strict=True))
    rates = [error_rate(sample, verdicts, counted=counted).rate for counted in (("differs",), ("not_evidenced",))]
    assert [*rates, error_rate(sample, verdicts).rate] == pytest.approx([0.25, 0.5, 0.75])


def test_a_higher_level_holds_more() -> None:
    sample = simple_random(frame_of(ids(400)), 50, "s")
    narrow, wide = (error_rate(sample, with_errors(sample, 5), level=level) for level in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.rate < narrow.high < wide.high
    assert isinstance(narrow, ErrorRate)


@pytest.mark.parametrize("wish", ["stranger", "level"])
def test_what_would_bend_the_estimate_is_refused(wish: str) -> None:
    sample = simple_random(frame_of(ids(10)), 2, "s")
    stranger = next(iter(set(sample.frame.ids) - set(sample.chosen_ids)))
    with pytest.raises(ProblemsFound) as refused:
        error_rate(sample, {stranger: "differs"}) if wish == "stranger" else error_rate(sample, {}, level=90)
    assert len({refused.value.problems[0].in_language(lang) for lang in LANGUAGES}) == 3
