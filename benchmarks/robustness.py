"""Intervals from many replicates, beside the same arithmetic done plainly in NumPy; about fifteen minutes.

    make bench ARGS=robustness
    make bench ARGS="robustness --small"       smaller: does everything, its times say nothing
    make bench ARGS="robustness --case asem"   one of asem, middle, large, coverage

Fails (status 1) if a limit is broken, or the two do not come to the same ranks.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._robustness_cases import Case, asem, country, covered
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.period import Period
from tarazy.engine.robustness.ranked import ranked

ROOT = Path(__file__).parents[1]
CASES = ("asem", "middle", "large", "coverage")
REPLICATES = 1_000
# Of each case: seconds by the clock, gigabytes of the whole process.
LIMITS = {"asem": (0.025, None), "middle": (0.6, 1.0), "large": (600.0, 6.0)}
COVERAGE = (88.0, 92.0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=robustness", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="smaller, no limits")
    parser.add_argument("--case", choices=CASES, help="only this one")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(_case(chosen.case, chosen.small)))
        return 0
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f}; at more than about 0.5 the times say little.")
    broken = []
    for case in [chosen.case] if chosen.case else CASES:
        broken += _told(case, _in_a_process_of_its_own(case, chosen.small), chosen.small)
    for problem in broken:
        print(f"FAILED: {problem}")
    return 1 if broken else 0


def _in_a_process_of_its_own(case: str, small: bool) -> dict[str, Any]:
    """So that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.robustness", "--child", "--case", case]
    command += ["--small"] if small else []
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _case(name: str, small: bool) -> dict[str, Any]:
    if name == "coverage":
        return {"coverage": covered(30 if small else 400)}
    replicates = 100 if small else REPLICATES
    if name == "asem":
        return _beside_plain(asem(replicates), times=2 if small else 30)
    units, indicators = {"middle": (10_000, 100), "large": (250_000, 435)}[name]
    case = country(units // 50 if small else units, indicators, replicates)
    return _beside_plain(case, times=1 if small or name == "large" else 7)


def _beside_plain(case: Case, times: int) -> dict[str, Any]:
    """The best of some times, in turn; nothing is kept from one to the next."""
    ours, theirs = [], []
    found = expected = np.zeros(0)
    for _ in range(times):
        seconds, found = _timed(lambda: _replicated(case))
        ours.append(seconds)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    for _ in range(times):
        seconds, expected = _timed(case.plain)
        theirs.append(seconds)
    same = float(np.mean(found == expected))
    said = f"{case.units:,} x {case.indicators:,} x {len(found):,}"
    return {"said": said, "seconds": min(ours), "plain": min(theirs), "gigabytes": memory, "same": same}


def _timed(what: Callable[[], Matrix]) -> tuple[float, Matrix]:
    begun = time.perf_counter()
    found = what()
    return time.perf_counter() - begun, found


def _replicated(case: Case) -> Matrix:
    """Ranks of the root in every replicate, from the raw columns."""
    period = Period(case.replicates(), case.period, frozenset({INDEX}), Failures())
    scores = period.scores(lambda done: print(f"  {done:,} replicates", file=sys.stderr))
    return ranked(period.stage, INDEX, scores[INDEX], {})


def _told(case: str, found: dict[str, Any], small: bool) -> list[str]:
    if case == "coverage":
        limits = f"limits {COVERAGE[0]:g} to {COVERAGE[1]:g}"
        print(f"coverage: of intervals of 90 % hold the truth {found['coverage']:.1f} %; {limits}")
        inside = small or COVERAGE[0] <= found["coverage"] <= COVERAGE[1]
        return [] if inside else ["The intervals do not cover what they say."]
    seconds, gigabytes = LIMITS[case]
    limits = "no limit at this size" if small else f"limit {seconds:g} s" + (f", {gigabytes:g} GB" if gigabytes else "")
    print(
        f"{case}: {found['said']} replicates with ranks: {found['seconds']:.3f} s, {found['gigabytes']:.2f} GB "
        f"({limits}); plain NumPy {found['plain']:.3f} s, {found['plain'] / found['seconds']:.2f} times as long; "
        f"same ranks: {100 * found['same']:.4f} %"
    )
    broken = [] if found["same"] > 0.9999 else [f"{case}: the ranks are not those of plain NumPy."]
    if not small and found["seconds"] > seconds:
        broken.append(f"{case}: {found['seconds']:.3f} s is more than {seconds:g} s.")
    if not small and gigabytes and found["gigabytes"] > gigabytes:
        broken.append(f"{case}: {found['gigabytes']:.2f} GB is more than {gigabytes:g} GB.")
    return broken


if __name__ == "__main__":
    sys.exit(main())
