"""Samples: repeatable, of the wanted size, and with the inclusion probabilities that they state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
import pytest

from tarazy.engine.statistics.allocation import allocation
from tarazy.engine.statistics.draw_alike import simple_random, stratified
from tarazy.engine.statistics.draw_unequal import by_risk, certain, inclusion_in_proportion, interval, monetary
from tarazy.engine.statistics.sample import Frame, Sample, frame_of
from tarazy.engine.statistics.seeded import number
from tarazy.engine.words import LANGUAGES, ProblemsFound

# Cochran, Sampling Techniques (1977), section 5.9: farms of Jefferson County, Iowa, by size; corn acres.
FARMS = {"a 0-40": 394, "b 41-80": 461, "c 81-120": 391, "d 121-160": 334, "e 161-200": 169, "f 201-240": 113, "g": 148}
SPREADS = dict(zip(FARMS, (8.3, 13.3, 15.1, 19.8, 24.5, 26.0, 35.2), strict=True))
MEASURE = np.array([9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 2.5, 1.5, 6.0, 30.0])


def ten() -> Frame:
    return frame_of([f"item-{at}" for at in range(10)], ["x", "y"] * 5, MEASURE)


DRAWS: dict[str, Callable[[Frame, str], Sample]] = {
    "simple": lambda frame, seed: simple_random(frame, 4, seed),
    "stratified": lambda frame, seed: stratified(frame, {"x": 1, "y": 3}, seed),
    "by_risk": lambda frame, seed: by_risk(frame, 4, seed),
    "monetary": lambda frame, seed: monetary(frame, 4, seed),
}


@pytest.mark.parametrize("design", DRAWS)
def test_inclusion_probabilities_are_true(design: str) -> None:
    """Over 4,000 seeds each item is drawn as often as stated; four standard errors are allowed."""
    frame = ten()
    drawn = np.zeros(10)
    for seed in range(4000):
        sample = DRAWS[design](frame, f"{design} {seed}")
        assert sample.chosen.sum() == 4
        drawn += sample.chosen
    stated = sample.inclusion
    assert stated.sum() == pytest.approx(4)
    allowed = 4 * np.sqrt(stated * (1 - stated) / 4000)
    assert (np.abs(drawn / 4000 - stated) <= allowed + 1e-12).all()


@pytest.mark.parametrize("design", DRAWS)
def test_a_draw_hangs_on_the_seed_and_the_items_and_not_on_their_order(design: str) -> None:
    frame, backwards = ten(), list(range(9, -1, -1))
    turned = frame_of([frame.ids[at] for at in backwards], [frame.strata[at] for at in backwards], MEASURE[::-1])
    sample, again = DRAWS[design](frame, "2026-07-01"), DRAWS[design](turned, "2026-07-01")
    assert (again.chosen_ids, again.frame.hash) == (sample.chosen_ids, sample.frame.hash)
    others = {DRAWS[design](frame, f"seed {at}").chosen_ids for at in range(20)}
    assert len(others) > 3


def test_a_larger_simple_sample_holds_the_smaller_one() -> None:
    few, many = (set(simple_random(ten(), wanted, "s").chosen_ids) for wanted in (3, 6))
    assert few < many


def test_seeded_numbers_are_those_of_sha256_and_evenly_spread() -> None:
    """The digest was made with the program sha256sum, which is no part of Tarazy."""
    digest = "3a50bbd5b5ecb5c7610e27cb0a26076fb39ab6b385bc07ab6edc9c71fbe13637"
    assert hashlib.sha256(b"2026-07-01\ndraw\nKZ-10").hexdigest() == digest
    assert number("2026-07-01", "draw", "KZ-10") == int(digest[:16], 16) // 2**11 / 2**53
    spread = np.histogram([number("s", str(at)) for at in range(20_000)], bins=20, range=(0, 1))[0]
    assert np.sum((spread - 1000) ** 2) / 1000 < 43.8  # 0.1 % point of chi-square, 19 degrees of freedom


def test_the_frame_hash_changes_with_everything_that_decides_the_draw() -> None:
    hashes = {
        ten().hash,
        frame_of(ten().ids[1:], ten().strata[1:], MEASURE[1:]).hash,
        frame_of(ten().ids, ["x"] * 10, MEASURE).hash,
        frame_of(ten().ids, ten().strata, MEASURE + 1).hash,
        frame_of(ten().ids, ten().strata).hash,
    }
    assert len(hashes) == 5


def test_allocations_of_cochrans_farms() -> None:
    """Cochran's table: proportional 20, 23, 19, 17, 8, 6, 7; optimum 10, 18, 17, 19, 12, 9, 15."""
    assert list(allocation(FARMS, 100, "proportional").values()) == [20, 23, 19, 17, 8, 6, 7]
    assert list(allocation(FARMS, 100, "neyman", SPREADS).values()) == [10, 18, 17, 19, 12, 9, 15]


def test_allocation_keeps_its_bounds() -> None:
    assert allocation({"a": 3, "b": 1000, "c": 1}, 30, "equal", least=2) == {"a": 3, "b": 26, "c": 1}
    assert allocation({"a": 10, "b": 1000}, 20, "proportional", least=5) == {"a": 5, "b": 15}
    assert allocation({"a": 4, "b": 4}, 8, "neyman", {"a": 1.0, "b": 0.0}) == {"a": 4, "b": 4}
    assert allocation({"a": 4, "b": 4}, 3, "equal", least=0) == {"a": 2, "b": 1}


def test_certain_items_and_the_interval() -> None:
    """9 + 30 of 64 reach the interval of 64 / 4 = 16 only once 30 is out: (64 - 30) / 3 = 11.33."""
    inclusion = inclusion_in_proportion(MEASURE, 4)
    assert inclusion[9] == 1
    assert inclusion[:9] == pytest.approx(MEASURE[:9] * 3 / 34)
    sample = monetary(ten(), 4, "s")
    assert certain(sample).tolist() == [False] * 9 + [True]
    assert interval(sample) == pytest.approx(34 / 3)
    assert np.isnan(interval(monetary(ten(), 10, "s")))
    assert by_risk(ten(), 10, "s").chosen.all()


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "empty": (lambda: frame_of([]), "is empty"),
    "twice": (lambda: frame_of(["a", "a"]), "The item a stands twice"),
    "none": (lambda: simple_random(ten(), 0, "s"), "0 items are to be drawn from 10"),
    "too many": (lambda: by_risk(ten(), 11, "s"), "11 items are to be drawn from 10"),
    "unknown stratum": (lambda: stratified(ten(), {"x": 1, "z": 1}, "s"), "The stratum y"),
    "full stratum": (lambda: stratified(ten(), {"x": 6, "y": 1}, "s"), "6 items are to be drawn from 5"),
    "zero": (lambda: inclusion_in_proportion(np.array([1.0, 0.0, np.nan]), 1), "2 items have no measure"),
    "too few": (lambda: allocation({"a": 5, "b": 5}, 3, "equal"), "shared out among 2 strata"),
    "no spread": (lambda: allocation({"a": 5}, 3, "neyman"), "No stratum has a spread"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_in_three_languages(name: str) -> None:
    wish, said = REFUSED[name]
    with pytest.raises(ProblemsFound) as refused:
        wish()
    [problem] = refused.value.problems
    assert said in problem.in_language("en")
    assert len({problem.in_language(lang) for lang in LANGUAGES}) == 3
