"""benchmarks/checks runs through; what the checks find is tried in tests/engine/unit/checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_small_size_finds_something_and_holds() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.checks", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 sheets of 60 cells" in done.stdout
    assert " 0 findings" not in done.stdout
