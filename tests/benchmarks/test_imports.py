"""The benchmark of imports runs at its small size: every row recorded, every correction a revision."""

from __future__ import annotations

import subprocess
import sys

from tests.benchmarks.test_coverage import ROOT


def test_ten_thousand_rows_are_recorded_and_corrected() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Recorded: 10,000 and 100 corrections; the journal holds" in done.stdout
    assert "no limit at this size" in done.stdout
