"""The same seed gives the same intervals with other instructions of the processor, other kernels and threads."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__  # type: ignore[attr-defined]

from tests.engine.unit.robustness.elsewhere import Told

ROOT = Path(__file__).parents[4]
FEATURES = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]
# A processor with nothing to switch off is compared with itself.
PLAIN = {"NPY_DISABLE_CPU_FEATURES": " ".join(FEATURES)} if FEATURES else {}
KERNELS = {"OPENBLAS_CORETYPE": "Prescott"} if platform.machine() in ("x86_64", "AMD64") else {}


def computed(hands: int, **settings: str) -> Told:
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.engine.unit.robustness.elsewhere", str(hands)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: Told = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def here() -> Told:
    return computed(2)


@pytest.mark.parametrize(
    ("hands", "settings"),
    [(2, {**PLAIN, **KERNELS}), (1, {"OPENBLAS_NUM_THREADS": "1"}), (2, {**KERNELS, "OPENBLAS_NUM_THREADS": "2"})],
)
def test_other_processor_settings_give_the_same_intervals(here: Told, hands: int, settings: dict[str, str]) -> None:
    elsewhere = computed(hands, **settings)
    assert here.keys() == elsewhere.keys() == {"index", "social"}
    for node, columns in here.items():
        for name, column in columns.items():
            assert np.allclose(column, elsewhere[node][name], rtol=1e-9, atol=1e-9, equal_nan=True), (node, name)
