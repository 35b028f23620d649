"""benchmarks/comparison runs through; what a comparison says is tried in tests/engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_small_size_comes_to_the_same_parts() -> None:
    command = [sys.executable, "-m", "benchmarks.comparison", "--small"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("times as long") == 2
    assert done.stdout.splitlines()[-1] == "holds"
