"""Scores 250,000 units by 435 indicators, beside limits of time and memory and beside bare NumPy; about 6 minutes.

    make bench ARGS=score             the full size; the first run also makes the input, about 2 minutes more
    make bench ARGS="score --small"   2,000 units x 45 indicators: does everything, its times say nothing

Fails (status 1) if reading and scoring takes more than 20 s or 6 GB, if the scoring alone takes more than 3 times bare
NumPy, or if the two do not come to the same scores, ranks and shares.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks._score_bare import bare
from benchmarks._score_input import (
    AGGREGATIONS,
    DIMENSIONS,
    FLOOR,
    NORMALISATIONS,
    PERIOD,
    Made,
    Size,
    dimension_names,
    indicator_names,
    made,
    weights_of_index,
)

FULL, SMALL = Size(250_000, 435), Size(2_000, 45)
MOST_SECONDS, MOST_GIGABYTES, MOST_TIMES_BARE = 20.0, 6.0, 3.0
SAME = 1e-12
CACHE = Path(__file__).parents[1] / "build" / "bench" / "score"


class Taken(NamedTuple):
    """What a process took. `seconds` by the clock, `processor` on both cores together."""

    seconds: float
    processor: float
    gigabytes: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=score", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="2,000 units x 45 indicators")
    small = parser.parse_args().small
    input, making = made(SMALL if small else FULL, CACHE)
    print(
        f"Input: {input.size.units:,} units x {input.size.indicators} indicators, made in {making:.1f} s (not counted)."
    )
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f}; at more than about 0.5 the times say little.")
    broken = [*_end_to_end(input, small), *_beside_bare(input, small), *_all_nodes(input)]
    for problem in broken:
        print(f"FAILED: {problem}")
    return 1 if broken else 0


def _score(input: Made, nodes: str, out: Path) -> Taken:
    """`tarazy score` as a process of its own."""
    command = [sys.executable, "-m", "tarazy.cli", "score", str(input.methodology), str(input.observations)]
    begun = time.perf_counter()
    process = subprocess.Popen([*command, "--units", str(input.units), "--nodes", nodes, "--out", str(out)])
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"tarazy score ended with {process.returncode}.")
    kilobytes = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss / 1024
    return Taken(seconds, usage.ru_utime + usage.ru_stime, kilobytes * 1024 / 1e9)


def _end_to_end(input: Made, small: bool) -> list[str]:
    print("Long Parquet -> scores of the root and the first level, as files (best of three, the first one cold):")
    runs: list[Taken] = []
    for _ in range(1 if small else 3):
        with tempfile.TemporaryDirectory() as out:
            runs.append(_score(input, "2", Path(out)))
        print(f"  {runs[-1].seconds:6.1f} s       (processor time {runs[-1].processor:.1f} s)", flush=True)
    taken = min(runs)._replace(gigabytes=max(run.gigabytes for run in runs))
    print(f"  {taken.seconds:6.1f} s       limit {MOST_SECONDS:.0f} s")
    print(f"  {taken.gigabytes:6.2f} GB      limit {MOST_GIGABYTES:.0f} GB")
    broken = []
    if taken.seconds > MOST_SECONDS and not small:
        broken.append(f"{taken.seconds:.1f} s is more than {MOST_SECONDS:.0f} s.")
    if taken.gigabytes > MOST_GIGABYTES:
        broken.append(f"{taken.gigabytes:.2f} GB is more than {MOST_GIGABYTES:.0f} GB.")
    return broken


def _beside_bare(input: Made, small: bool) -> list[str]:
    from tarazy.engine import load_methodology
    from tarazy.engine.model.inputs import Inputs
    from tarazy.engine.run import run
    from tarazy.engine.run.asked import asked_nodes
    from tarazy.exchange.units import read_units

    methodology, units, matrix = load_methodology(input.methodology), read_units(input.units), input.matrix()
    states = np.zeros(len(units), dtype=np.uint8)
    columns = {(name, PERIOD): (row, states) for name, row in zip(indicator_names(input.size), matrix, strict=True)}
    inputs, keep = Inputs(len(units), columns), asked_nodes(methodology, 2)
    numbers = range(input.size.indicators)

    def by_engine() -> Mapping[str, object]:
        return run(methodology, inputs, units, [PERIOD], keep).periods[0].nodes

    def by_bare() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return bare(
            matrix,
            [number % 5 != 0 for number in numbers],
            [NORMALISATIONS[number % 3] for number in numbers],
            [AGGREGATIONS[number % 2] for number in range(DIMENSIONS)],
            weights_of_index(),
            FLOOR,
        )

    # In turn, and the best of each, so that a neighbour on the machine disturbs neither more than the other.
    rounds = [(_timed(by_bare), _timed(by_engine)) for _ in range(3)]
    bare_seconds, engine_seconds = (min(seconds for seconds, _ in column) for column in zip(*rounds, strict=True))
    ratio = engine_seconds / bare_seconds
    print("The scoring alone, on the ready matrix (best of three in turn):")
    print(
        f"  {engine_seconds:6.2f} s = {ratio:.2f} times bare NumPy ({bare_seconds:.2f} s)      limit "
        f"{MOST_TIMES_BARE:.0f} times"
    )
    broken = _differences(rounds[0][0][1], rounds[0][1][1])
    if ratio > MOST_TIMES_BARE and not small:
        broken.append(f"The scoring takes {ratio:.2f} times bare NumPy, more than {MOST_TIMES_BARE:.0f} times.")
    return broken


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _differences(by_bare, by_engine) -> list[str]:
    """Where the two do not agree: ranks exactly, numbers within 1e-12 of the scale."""
    broken = []
    scores, ranks, lost = by_bare
    for at, node in enumerate(["index", *dimension_names()]):
        columns = by_engine[node]
        if not np.array_equal(columns.rank, ranks[at], equal_nan=True):
            broken.append(f"{node}: the ranks differ.")
        for name, ours, theirs, scale in (
            ("scores", columns.score, scores[at], 100),
            ("shares not counted", columns.share_not_counted, lost[at], 1),
        ):
            if not np.allclose(ours, theirs, rtol=SAME, atol=SAME * scale, equal_nan=True):
                broken.append(f"{node}: the {name} differ by up to {np.nanmax(np.abs(ours - theirs)):.3g}.")
    print(f"  both come to the same scores, ranks and shares: {'no' if broken else 'yes'}")
    return broken


def _all_nodes(input: Made) -> list[str]:
    with tempfile.TemporaryDirectory() as out:
        taken = _score(input, "all", Path(out))
        size = (Path(out) / "scores.parquet").stat().st_size
    print("Long Parquet -> scores of all nodes, streamed to Parquet:")
    print(f"  {taken.seconds:6.1f} s, {taken.gigabytes:.2f} GB of memory, {size / 1e9:.2f} GB of file")
    return []


if __name__ == "__main__":
    sys.exit(main())
