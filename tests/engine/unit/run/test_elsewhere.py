"""The same scores with one thread or two, and with other instructions of the processor."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__  # type: ignore[attr-defined]

from tarazy.engine.model import arithmetic
from tarazy.engine.run import run
from tests.engine.unit.run.elsewhere import COUNT, told, world
from tests.engine.unit.run.small import LEAVES, units

ROOT = Path(__file__).parents[4]
FEATURES = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]


def scored_elsewhere(**settings: str) -> dict[str, dict[str, list[float]]]:
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "tests.engine.unit.run.elsewhere"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return found


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


Told = dict[str, dict[str, list[float]]]


def assert_published_alike(here: Told, elsewhere: Told) -> None:
    """The same ranks, bands and reasons everywhere; the same rounded index; everything else within 1e-12."""
    assert here.keys() == elsewhere.keys() == {"index", "ways", "care", *LEAVES}
    for id in here:
        for published in ("ranks", "bands", "reasons"):
            assert np.array_equal(here[id][published], elsewhere[id][published], equal_nan=True), (id, published)
        for full in ("scores", "values", "weights"):
            assert all(map(same, here[id][full], elsewhere[id][full])), (id, full)
    assert np.array_equal(here["index"]["scores"], elsewhere["index"]["scores"], equal_nan=True)


def test_other_processor_settings_give_the_same_published_numbers() -> None:
    # A processor with nothing to switch off is compared with itself.
    settings = {"NPY_DISABLE_CPU_FEATURES": " ".join(FEATURES)} if FEATURES else {}
    assert_published_alike(scored_elsewhere(), scored_elsewhere(**settings))


def test_the_last_bits_of_logarithms_and_powers_decide_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every machine has instructions that differ, so here the last bits are made to differ."""
    here = told()
    for name in ("log", "exp", "power", "sqrt"):
        noisy = with_noise(getattr(np, name))
        monkeypatch.setattr(np, name, noisy)
        for table in (arithmetic._OPERATORS, arithmetic._FUNCTIONS):
            for key, function in table.items():
                if getattr(function, "__name__", "") == name:
                    monkeypatch.setitem(table, key, noisy)  # type: ignore[arg-type]
    elsewhere = told()
    assert here["roads"]["values"] != elsewhere["roads"]["values"]
    assert here["ways"]["scores"] != elsewhere["ways"]["scores"]
    assert_published_alike(here, elsewhere)


def with_noise(function: Any) -> Any:
    """The function, with the last bit of its results changed as on another processor: the same for the same result."""

    def noisy(*arguments: Any, **options: Any) -> Any:
        result = np.asarray(function(*arguments, **options))
        towards = np.where(result.view(np.int64) & 2, np.inf, -np.inf)
        changed = np.where(np.isfinite(result), np.nextafter(result, towards), result)
        if "out" in options:
            options["out"][...] = changed
            return options["out"]
        return changed if changed.ndim else float(changed)

    return noisy


def test_two_threads_give_what_one_gives_to_the_last_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.engine.run.dimension.CELLS_OF_A_BLOCK", 1_000)
    text, columns = world()
    nodes: list[Any] = []
    for worth in (0, COUNT + 1):
        monkeypatch.setattr(sys.modules["tarazy.engine.run.hands"], "WORTH_SHARING", worth)
        nodes.append(run(text, columns, units(COUNT), ["2024"]).periods[0].nodes)  # type: ignore[arg-type]
    for id, two in nodes[0].items():
        for name in ("score", "rank", "weight", "band", "share_not_counted", "reason"):
            assert getattr(two, name).tobytes() == getattr(nodes[1][id], name).tobytes(), (id, name)
