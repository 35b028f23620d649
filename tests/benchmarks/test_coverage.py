"""benchmarks/coverage runs through; that intervals hold is tried in tests/engine/unit/statistics/test_coverage.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_small_size_names_every_design() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.coverage", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for design in ("simple random", "proportional", "Neyman", "equal", "by risk", "monetary units"):
        assert design in done.stdout
