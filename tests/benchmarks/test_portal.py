"""The benchmark of the portal draws its pages by lot, judges rightly, and runs at its small size."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks._portal_country import Size, write_methodology, write_place
from benchmarks._portal_readers import KINDS, Lots, Reading
from benchmarks._portal_weight import Part, Weight
from benchmarks.portal import FULL, SMALL, _answered, _light, _quick
from tarazy.engine.load import load_methodology
from tarazy.exchange.observations import read_observations
from tarazy.exchange.place import read_place
from tests.benchmarks.test_coverage import ROOT

SIZE = Size(30, 20, 2)


def reading(latency: float, status: int = 200) -> Reading:
    return Reading("results", "/", 1.0, 1.0 + latency, status, 1000)


def test_the_country_is_whole_and_its_example_holds(tmp_path: Path) -> None:
    place = read_place(write_place(tmp_path, SIZE))
    assert len(place.tables["units"]) == SIZE.units == len(place.tables["tiles"])
    assert place.boundaries is not None
    methodology = load_methodology(write_methodology(tmp_path, SIZE))
    assert len(methodology.indicators) == SIZE.indicators
    observed = read_observations([place.observations])
    assert 0.9 < len(observed) / (SIZE.units * SIZE.indicators * SIZE.years) < 1.0


def test_pages_are_drawn_by_lot_in_every_language() -> None:
    drawn = [Lots(SIZE, 1, random.Random(7)).drawn() for _ in range(2)]
    assert drawn[0] == drawn[1], "the same lot gives the same pages"
    lots = Lots(SIZE, 1)
    many = [lots.drawn() for _ in range(300)]
    assert {kind for kind, _path in many} == set(KINDS)
    assert {path.split("/")[1] for _kind, path in many} == {"kk", "ru", "en"}


@pytest.mark.parametrize(("latency", "held"), [(0.099, True), (0.101, False)])
def test_the_limit_of_time_holds_at_full_size_only(latency: float, held: bool) -> None:
    assert _quick([reading(latency)] * 20, FULL) is held
    assert _quick([reading(latency)] * 20, SMALL)


def test_a_page_that_fails_breaks_it() -> None:
    assert _answered([reading(0.1)])
    assert not _answered([reading(0.1), reading(0.1, 500)])


@pytest.mark.parametrize(
    ("page", "script", "held"), [(299_999, 200_000, True), (300_000, 0, False), (1000, 200_001, False)]
)
def test_the_limits_of_weight(page: int, script: int, held: bool) -> None:
    parts, later = [Part("Document", "", page)], [Part("Script", "chart.js", script), Part("Document", "", 10**6)]
    assert _light([Weight("/", parts, later)]) is held


def test_the_small_benchmark_ends_well() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.portal", "--small"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no limit at this size" in done.stdout
    assert "Not answered with a page: none" in done.stdout
