"""benchmarks/methods measures what it says: the engine beside a textbook that comes to the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks._methods_each import each_method, measured
from benchmarks.methods import textbook

ROOT = Path(__file__).parents[2]


def test_the_small_size_does_everything() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.methods", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "both come to the same wins less losses: yes" in done.stdout
    assert "Winsorising, 300 units x 100" in done.stdout
    timed = [tuple(line.split()[:2]) for line in done.stdout.splitlines()]
    assert [method for method in each_method() if method not in timed] == []


def test_the_textbook_is_right() -> None:
    """The first wins over both others by the first child; the others have one half each between them."""
    scores = np.array([[3.0, 1.0, 1.0], [0.0, 2.0, 1.0], [0.0, 1.0, 2.0]])
    assert textbook(scores, np.array([0.6, 0.2, 0.2])).tolist() == [2, -1, -1]


def test_what_is_said_of_few_units_is_said_of_as_many_as_are_asked_for() -> None:
    assert measured("round", "half_up", 1_000).values == pytest.approx(1_000, abs=10)
    assert measured("aggregate", "arithmetic", 1_000).values == pytest.approx(1_000, abs=10)
