"""How often intervals of an error rate hold the truth, design by design: nominal 90 %, 88 to 92 wanted.

Lists with a known number of errors are made, samples drawn with Tarazy's own draws, and their estimates compared with
the truth; about eight minutes. `--small` takes some seconds and too few samples for the limit to apply.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags
from tarazy.engine.statistics.allocation import Rule, allocation
from tarazy.engine.statistics.draw_alike import simple_random, stratified
from tarazy.engine.statistics.draw_unequal import by_risk, monetary
from tarazy.engine.statistics.error_rate import ERRORS, LEVEL, Checked, Estimate
from tarazy.engine.statistics.sample import Frame, Sample, frame_of

LOW, HIGH = 0.88, 0.92
RATES: Final = (0.05, 0.07, 0.10, 0.15, 0.20, 0.30, 0.40, 0.50)
RARE: Final = (0.01, 0.02, 0.03)
# A single rate meets the steps of a whole number of errors; the rates of a neighbourhood together do not.
NEIGHBOURHOOD: Final = (0.8, 1.25)
LEAST_EXPECTED: Final = 5
STRATA: Final = {"large": 0.05, "middle": 0.15, "small": 0.25, "tiny": 0.55}

Where = Literal["anywhere", "where risk is"]
Draw = Callable[[Frame, int, str], Sample]


@dataclass(frozen=True)
class Case:
    """`wanted` of `size` items drawn by a design; where the errors lie."""

    design: str
    draw: Draw
    size: int
    wanted: int
    where: Where = "anywhere"

    @property
    def name(self) -> str:
        return f"{self.design}, {self.wanted} of {self.size}, errors {self.where}"


def in_strata(rule: Rule) -> Draw:
    """A draw from strata whose error rates were guessed right in order, for Neyman's rule."""

    def draw(frame: Frame, wanted: int, seed: str) -> Sample:
        sizes = {stratum: frame.strata.count(stratum) for stratum in sorted(set(frame.strata))}
        spreads = dict(zip(sorted(sizes), (0.5, 0.4, 0.3, 0.2), strict=True))
        return stratified(frame, allocation(sizes, wanted, rule, spreads), seed)

    return draw


CASES: Final = (
    Case("simple random", simple_random, 2000, 100),
    Case("simple random", simple_random, 300, 100),
    Case("stratified, proportional", in_strata("proportional"), 1000, 100),
    Case("stratified, proportional", in_strata("proportional"), 1000, 100, "where risk is"),
    Case("stratified, Neyman", in_strata("neyman"), 1000, 100),
    Case("stratified, Neyman", in_strata("neyman"), 1000, 100, "where risk is"),
    Case("stratified, equal", in_strata("equal"), 1000, 120),
    Case("stratified, equal", in_strata("equal"), 1000, 120, "where risk is"),
    Case("by risk", by_risk, 500, 100),
    Case("by risk", by_risk, 500, 100, "where risk is"),
    Case("monetary units", monetary, 500, 100),
    Case("monetary units", monetary, 500, 100, "where risk is"),
)


def frame_for(case: Case, random: np.random.Generator) -> Frame:
    """Risks between 1 and 8 times the least, lopsided; the riskiest items in the smallest stratum."""
    risks = np.sort(np.minimum(1 + random.gamma(1.0, 1.5, case.size), 8.0))[::-1]
    borders = np.cumsum(np.round(np.array(list(STRATA.values())) * case.size))
    which = np.searchsorted(borders[:-1], np.arange(case.size), side="right")
    names = list(STRATA)
    return frame_of([f"{at:05}" for at in range(case.size)], [names[at] for at in which], risks)


def errors_in(frame: Frame, rate: float, where: Where, random: np.random.Generator) -> NDArray[np.intp]:
    """The positions of the errors: as many as a rate near this one makes."""
    number = max(1, round(rate * float(random.uniform(*NEIGHBOURHOOD)) * len(frame.ids)))
    chances = frame.measure if where == "where risk is" else np.ones(len(frame.ids))
    # The least of exponential numbers divided by chances are a draw in proportion to these.
    found: NDArray[np.intp] = np.argsort(random.exponential(size=len(frame.ids)) / chances)[:number]
    return found


def checked(sample: Sample) -> Checked:
    """A sample all of whose items have a verdict; which of them are errors is put in by `estimated`."""
    return Checked.of(sample, dict.fromkeys(sample.chosen_ids, "confirmed"), ERRORS)


def estimated(all_: Checked, errors: NDArray[np.intp], part: Flags | None = None) -> Estimate:
    wrong = np.zeros(len(all_.drawn))
    wrong[errors] = 1.0
    return Estimate.of(all_._replace(wrong=wrong), np.ones(len(wrong), dtype=np.bool_) if part is None else part)


def held(all_: Checked, errors: NDArray[np.intp], level: float = LEVEL) -> tuple[bool, bool]:
    """Whether the true rate lies below the interval, and whether above it."""
    # The interval ends where this comes to the share that may lie outside, so its ends need not be looked for.
    below, outside = estimated(all_, errors).below(len(errors) / len(all_.drawn)), (1 - level) / 2
    return below < outside, below > 1 - outside


def coverage(case: Case, rate: float, samples: int, times: int) -> tuple[float, float, float]:
    """The share of intervals that hold the true rate, that lie wholly above it, and that lie wholly below it."""
    random = np.random.default_rng([case.size, case.wanted, round(rate * 1000)])
    frame = frame_for(case, random)
    outcomes = []
    for number in range(samples):
        all_ = checked(case.draw(frame, case.wanted, f"{case.name} {rate} {number}"))
        outcomes += [held(all_, errors_in(frame, rate, case.where, random)) for _ in range(times)]
    above, below = np.array(outcomes).mean(axis=0)
    return float(1 - above - below), float(above), float(below)


def rates_of(case: Case) -> Iterator[float]:
    """The rates for which 88 to 92 is wanted: those with at least five errors expected in the sample."""
    yield from (rate for rate in RATES if rate * case.wanted >= LEAST_EXPECTED)


def main() -> int:
    small = "--small" in sys.argv
    samples, times = (2, 2) if small else (60, 20)
    broken = 0
    print(f"{samples * times} samples a rate; share of intervals at the level of {LEVEL:.0%} that hold the true rate")
    heads = "".join(f"{rate:8.0%}" for rate in (*RARE, *RATES))
    print(f"{'':58}{heads}    mean from 5 % on")
    for case in CASES:
        rare = [coverage(case, rate, samples, times)[0] for rate in RARE]
        found = [coverage(case, rate, samples, times)[0] for rate in rates_of(case)]
        mean = float(np.mean(found))
        broken += not LOW <= mean <= HIGH
        print(f"{case.name:58}{''.join(f'{share:8.1%}' for share in (*rare, *found))}{mean:12.1%}", flush=True)
    print(f"{len(CASES) - broken} of {len(CASES)} designs between {LOW:.0%} and {HIGH:.0%}")
    return 1 if broken and not small else 0


if __name__ == "__main__":
    sys.exit(main())
