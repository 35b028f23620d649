"""The benchmark of scoring does what it says, on a small table."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import _score_bare
from benchmarks._score_bare import bare, places

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_the_small_benchmark_ends_well_and_both_come_to_the_same():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.score", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "both come to the same scores, ranks and shares: yes" in done.stdout
    assert "scores of all nodes, streamed to Parquet" in done.stdout


def test_the_yardstick_has_at_most_forty_lines_of_code():
    source = Path(_score_bare.__file__).read_text()
    lines = set()
    for node in ast.walk(ast.parse(source)):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.stmt) and not is_docstring:
            lines.add(node.lineno)
            lines |= set(range(node.lineno, (node.end_lineno or 0) + 1)) if not hasattr(node, "body") else set()
    assert len(lines) <= 40


def test_places_of_the_yardstick():
    assert places(np.array([3.0, 1.0, np.nan, 1.0])).tolist()[:2] == [3.0, 1.0]
    assert places(np.array([3.0, 1.0, np.nan, 1.0]))[3] == 1.0
    assert np.isnan(places(np.array([3.0, 1.0, np.nan, 1.0]))[2])


def test_the_yardstick_by_hand():
    matrix = np.array([[5.0, 62.5, np.nan], [10.0, 20.0, 30.0]])  # one dimension of two indicators, three units
    scores, ranks, lost = bare(matrix, [True, False], ["goalposts", "min_max"], ["arithmetic"], np.ones(1), 0.5)
    assert scores[1].tolist() == [50.0, 50.0, 0.0]  # (0 + 100) / 2, (50 + 50) / 2, the second alone
    assert ranks[0].tolist() == [1.0, 1.0, 3.0]
    assert lost[0].tolist() == pytest.approx([0.0, 0.0, 0.5])
