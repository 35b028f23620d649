"""Times every method at a million values, and some beside textbook code and limits; about two minutes.

    make bench ARGS=methods
    make bench ARGS="methods --small"   fewer units: does everything, its times say nothing

Fails (status 1) if a method takes more than its limit, or does not come to the same result as the textbook.
"""

from __future__ import annotations

import argparse
import datetime
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks._benefit_of_doubt import beside_linprog
from benchmarks._methods_each import MILLION, each_method, measured, yardstick
from tarazy.engine.model.scene import Scene
from tarazy.engine.steps import methods
from tests.engine.scenes import scene

Matrix = NDArray[np.float64]
DAY = datetime.date(2026, 1, 1)
CHILDREN = 10
MOST_SECONDS = 7.0
INDICATORS = 100
# As long as COINr is said to take for 10,000 units x 100 indicators; not measured here.
COINR_SECONDS = 6.0
MOST_SECONDS_OF_DOUBT = 4.0
MOST_GIGABYTES = 0.2


class Timed(NamedTuple):
    seconds: float
    result: Matrix


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=methods", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="fewer units, no limits of time")
    small = parser.parse_args().small
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f}; at more than about 0.5 the times say little.")
    _each(1_000 if small else MILLION)
    broken = [*_beside_the_textbook(60 if small else 500), *_large(300 if small else 10_000, small)]
    broken += [*_treatment(300 if small else 10_000, small), *_best_for_everybody(100 if small else 10_000, small)]
    for problem in broken:
        print(f"FAILED: {problem}")
    return 1 if broken else 0


def _each(most: int) -> None:
    """Every method as its page shows it. Of those that were given fewer values a million would take longer still."""
    print("Every method as its page in the manual shows it; seconds a million values, and how many times np.sort of")
    print("as many numbers that is:")
    print(f"  {'step':<11}{'method':<26}{'values':>9}  {'seconds a million':>17}  {'sorts':>9}")
    sorts: dict[int, float] = {}
    for step, method in each_method():
        taken = measured(step, method, most)
        size = 10 ** round(np.log10(taken.values))
        sort = sorts.setdefault(size, yardstick(size) / size)
        said = f"{taken.values:>9,}  {taken.per_million:>17.4f}  {taken.seconds / taken.values / sort:>9.1f}"
        print(f"  {step:<11}{method:<26}{said}")


def textbook(scores: Matrix, weights: Matrix) -> Matrix:
    """Copeland as a textbook writes it: two loops over the units, NumPy over the children."""
    n = scores.shape[1]
    net = np.zeros(n)
    for one in range(n):
        for other in range(n):
            if one != other:
                better = weights[scores[:, one] > scores[:, other]].sum()
                equal = weights[scores[:, one] == scores[:, other]].sum()
                outranks = better + equal / 2
                net[one] += 0 if abs(outranks - 0.5) < 1e-12 else np.sign(outranks - 0.5)
    return net


def _made(n: int) -> tuple[Matrix, Matrix]:
    """Scores with ties here and there, and one set of weights, the same in every run."""
    chance = np.random.default_rng(20260101)
    return chance.normal(50, 15, (CHILDREN, n)).round(1), chance.dirichlet(np.ones(CHILDREN))


def _copeland(scores: Matrix, weights: Matrix) -> Callable[[], Matrix]:
    module = methods("aggregate")["copeland"]
    rule = module.Parameters(within="period", scale="net_wins")
    around: Scene = scene(scores.shape[1])
    return lambda: np.asarray(module.compute(scores, weights, rule, around))


def _timed(work: Callable[[], Matrix]) -> Timed:
    begun = time.perf_counter()
    result = work()
    return Timed(time.perf_counter() - begun, result)


def _best(work: Callable[[], Matrix]) -> Timed:
    return min((_timed(work) for _ in range(3)), key=lambda timed: timed.seconds)


def _beside_the_textbook(n: int) -> list[str]:
    scores, weights = _made(n)
    slow = _timed(lambda: textbook(scores, weights))
    fast = _best(_copeland(scores, np.repeat(weights[:, None], n, axis=1)))
    print(f"Copeland, {n} units x {CHILDREN}:")
    print(
        f"  {fast.seconds:8.4f} s      {slow.seconds / fast.seconds:.0f} times as fast as two loops in NumPy", end=" "
    )
    print(f"({slow.seconds:.2f} s)")
    same = np.array_equal(fast.result, slow.result)
    print(f"  both come to the same wins less losses: {'yes' if same else 'no'}")
    return [] if same else ["Copeland and the textbook differ."]


def _large(n: int, small: bool) -> list[str]:
    scores, weights = _made(n)
    same = np.repeat(weights[:, None], n, axis=1)
    chance = np.random.default_rng(1)
    missing = np.where(chance.random(same.shape) < 0.05, 0.0, same)
    # The slowest case: weights of which no unit's follow from another's.
    own = same * chance.uniform(0.9, 1.1, same.shape)
    missing, own = missing / missing.sum(axis=0), own / own.sum(axis=0)
    print(f"Copeland, {n:,} units x {CHILDREN} (best of three):")
    broken = []
    kinds = {"one set of weights": same, "5 % missing": missing, "every unit its own weights": own}
    for told, weighed in kinds.items():
        before = _gigabytes()
        taken = _best(_copeland(scores, weighed))
        more = _gigabytes() - before
        share = taken.seconds / MOST_SECONDS
        print(f"  {taken.seconds:8.2f} s      {share:.2f} of the limit of {MOST_SECONDS:.0f} s: {told}")
        print(f"  {more:8.2f} GB     limit {MOST_GIGABYTES} GB of memory more than before")
        if taken.seconds > MOST_SECONDS and not small:
            broken.append(f"{taken.seconds:.1f} s is more than {MOST_SECONDS:.0f} s ({told}).")
        if more > MOST_GIGABYTES:
            broken.append(f"{more:.2f} GB is more than {MOST_GIGABYTES} GB ({told}).")
        if taken.result.sum() != 0:
            broken.append(f"Wins and losses do not cancel out ({told}).")
    return broken


def _treatment(n: int, small: bool) -> list[str]:
    """Lopsided indicators, each with its outliers, with the limits that COINr takes for skewness and kurtosis."""
    module = methods("treat")["winsorise"]
    rule = module.Parameters(max_skewness=2.0, max_kurtosis=3.5, max_points=n // 100, source="-", date=DAY)
    around = scene(n)
    columns = np.random.default_rng(20260101).lognormal(0, 1.2, (INDICATORS, n))
    taken = _best(lambda: np.stack([module.compute(column, rule, around) for column in columns]))
    moved = int(np.count_nonzero(taken.result != columns))
    print(f"Winsorising, {n:,} units x {INDICATORS} (best of three), {moved:,} values moved:")
    return _held(taken.seconds, COINR_SECONDS, small, "what COINr is said to take")


def _best_for_everybody(n: int, small: bool) -> list[str]:
    """Everybody with the weights that are best for him, within bounds and without."""
    broken = []
    for told, bounds in (("shares of 0.5 to 2 times the weight", (0.5, 2.0)), ("no bounds", (0.0, float(CHILDREN)))):
        found = beside_linprog(n, CHILDREN, bounds, 5)
        times = found.linprog_seconds / found.seconds
        print(f"Benefit of the doubt, {n:,} units x {CHILDREN}, {told}:")
        print(f"  {found.seconds:8.2f} s      {times:.0f} times as fast as SciPy's linprog unit by unit", end=" ")
        print(f"({found.linprog_seconds:.0f} s, extrapolated from {found.sample} units)")
        broken += _held(found.seconds, MOST_SECONDS_OF_DOUBT, small, "the limit")
        if found.apart > 1e-9:
            broken.append(f"Benefit of the doubt and linprog differ by {found.apart:.1e} ({told}).")
    return broken


def _held(seconds: float, most: float, small: bool, told: str) -> list[str]:
    print(f"  {seconds:8.2f} s      {seconds / most:.2f} of {told}, {most:.0f} s")
    return [f"{seconds:.1f} s is more than {most:.0f} s."] if seconds > most and not small else []


def _gigabytes() -> float:
    """The most memory that this process has held so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (most if sys.platform != "darwin" else most / 1024) * 1024 / 1e9


if __name__ == "__main__":
    sys.exit(main())
