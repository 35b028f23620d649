"""Intervals of 90 % hold the true error rate 88 to 92 times of a hundred, whatever the design."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import coverage
from benchmarks.coverage import CASES, HIGH, LOW, RARE, Case, rates_of
from tests.long import LONG, only_long

# One case of each design in every run, all of them in the long one.
EACH = [case if at in (0, 2, 4, 7, 9, 11) else only_long(case) for at, case in enumerate(CASES)]
SAMPLES, TIMES = (40, 25) if LONG else (30, 25)


@pytest.mark.parametrize("case", EACH, ids=lambda case: case.name)
def test_nominal_90_percent(case: Case) -> None:
    """On average over the rates with five errors or more expected in the sample, as docs/manual/verification.md says;
    and no side of the interval is missed much more often than the other."""
    rates = list(rates_of(case)) if LONG else list(rates_of(case))[::2]
    found = np.array([coverage.coverage(case, rate, SAMPLES, TIMES) for rate in rates])
    held, above, below = found.mean(axis=0)
    assert LOW <= held <= HIGH
    assert max(above, below) < 0.08
    assert found[:, 0].min() > 0.84


@pytest.mark.parametrize("rate", RARE)
def test_rare_errors_are_held_more_often_rather_than_less(rate: float) -> None:
    assert coverage.coverage(CASES[9], rate, 10, 20)[0] >= LOW


@pytest.mark.parametrize("at", [0, 2, 8])
def test_intervals_of_a_part_of_the_frame(at: int) -> None:
    """A body or an indicator with 100 of 1,000 items, of which about 20 are checked; rates from 10 % on."""
    case = replace(CASES[at], size=1000, wanted=200)
    random = np.random.default_rng(3)
    frame = coverage.frame_for(case, random)
    inside = []
    for draw in range(60):
        sample = coverage.checked(case.draw(frame, case.wanted, f"part {draw}"))
        for rate in (0.1, 0.2, 0.3, 0.5):
            for _ in range(20 if LONG else 4):
                part = random.permutation(case.size) < 100
                errors = coverage.errors_in(frame, rate, case.where, random)
                estimate = coverage.estimated(sample, errors, part)
                inside.append(0.05 <= estimate.below(part[errors].sum() / 100) <= 0.95)
    assert LOW <= np.mean(inside) <= HIGH


def test_the_quick_question_is_that_of_the_limits() -> None:
    """The simulation asks where the truth lies without looking for both ends; that is the same."""
    random = np.random.default_rng(4)
    case = CASES[9]
    frame = coverage.frame_for(case, random)
    for at in range(30):
        sample = case.draw(frame, case.wanted, f"seed {at}")
        errors = coverage.errors_in(frame, 0.1, case.where, random)
        rate = coverage.estimated(coverage.checked(sample), errors)
        low, high = rate.limits(0.9)
        truth = len(errors) / case.size
        assert coverage.held(coverage.checked(sample), errors) == (truth < low, truth > high)
