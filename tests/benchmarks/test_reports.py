"""The benchmark of reports runs at its small size: every report is there and whole."""

from __future__ import annotations

import subprocess
import sys

from tests.benchmarks.test_coverage import ROOT


def test_six_reports_are_written() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reports", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "6 files" in done.stdout
    assert "no limit at this size" in done.stdout
