"""The benchmark of the API runs at its small size: every page holds the same rows on both sides."""

from __future__ import annotations

import subprocess
import sys

from tests.benchmarks.test_coverage import ROOT


def test_both_sides_give_the_same_pages() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.api", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "times as many requests a second" in done.stdout
    assert "no limit at this size" in done.stdout
