"""First-order and total indices of assumptions estimated from a design, with intervals that cover what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import FlagMatrix, Matrix
from tarazy.engine.statistics.sensitivity.outcomes import CONSTANT, Table
from tarazy.engine.statistics.tails import student_beyond, where_below

LEVEL: Final = 0.95
# So many numbers of one kind are worked on at a time, 8 MB.
BLOCK: Final = 1 << 20
# Fewer rows that an output's variance hangs on say nothing of how far an index may be off.
FEWEST_ROWS: Final = 100
_FURTHEST: Final = 1e6


class Estimated(NamedTuple):
    """An estimate and the limits of its interval, an array of the same shape each."""

    estimate: Table
    low: Table
    high: Table


@dataclass(frozen=True)
class SampledIndices:
    """Of d assumptions and m outputs: `first` and `total` of float64[d, m]; `left_out` int64[d, m], in how many rows an
    evaluation that the index needs failed.

    An index is NaN where the output is constant or no row is whole; its limits are NaN where the output varies in fewer
    than two scrambles, or hangs on so few rows that nothing can be said.
    """

    first: Estimated
    total: Estimated
    left_out: NDArray[np.int64]


def sampled(base: Matrix, other: Matrix, mixed: Table, *, scrambles: int, level: float = LEVEL) -> SampledIndices:
    """Sobol' indices of independent assumptions (each a number or a group of them) from evaluations of a `Design`.

    Formula: with a, b, c the outputs at base, other, mixed(i), each less the mean of the pair that is compared:
    S_i = sum(b c - s a b) / sum((b^2 + c^2) / 2), T_i = sum((a - c)^2 / 2) / sum((a^2 + c^2) / 2). s, in 0..1, is the
    slope of b c upon a b in all other scrambles: a and b share nothing, so that the mean of a b is 0 but for chance,
    and what chance brought there it brought to b c, too. Interval of a ratio of sums over R independent scrambles: e_r
    what numerator less index times denominator leaves in scramble r, index -+ t(R - 1) sqrt(R / (R - 1) sum(e_r^2)) /
    denominator. No index lies outside 0..1, so what chance brings there is moved to the border.
    Parameters: `base` and `other` float64[n, m], `mixed` float64[d, n, m], n evaluations of m outputs by the rows of
    the design; `scrambles`, R of the design. Rows of one scramble hang together, scrambles do not, so the intervals
    stand on R alone: 8 or 16 are enough, and more evaluations are better spent on rows, at least 512 in all.
    Missing: NaN (or an infinity) is a failed evaluation. A row is left out of an index and output of which it lacks one
    of the three, and counted in `left_out`; all other indices and outputs keep it. What remains speaks of choices that
    work.
    Returns: the indices; NaN where the output does not vary (standard deviation at most 1e-12 of its mean).
    Raises: ValueError where the rows do not divide into the scrambles.
    An output that hardly ever moves says little: limits are NaN where its variance hangs on fewer than 100 rows (a
    denominator's square of sums over its sum of squares). Without that, intervals of 95 % of an output that moves in
    one row of 70 held 50 times of 100; with it 90 to 96.
    Accuracy, measured as root mean square error at 8 scrambles of 128 rows, over 1,000 seeds, for Ishigami's function,
    the same plus 1,000, Sobol's g function, a table of choices with steps, and groups of weights, choices and figures.
    First order: 0.019, 0.019, 0.013, 0.022, 0.015; Saltelli (2010) centred 0.022, 0.022, 0.013, 0.030, 0.018; Janon
    (2014) 0.025, 0.025, 0.023, 0.030, 0.018; Jansen (1999) 0.027, 0.027, 0.024, 0.036, 0.019; Saltelli not centred
    0.023, 1.34, 0.013, 0.051, 0.018. Total: 0.017, 0.017, 0.012, 0.023, 0.014; Jansen over the variance of a and b
    0.017, 0.017, 0.012, 0.026, 0.014; Sobol' (2007) not centred 0.020, 1.34, 0.016, 0.055, 0.018.
    Coverage of intervals of 95 %, first and total, over the same seeds: Ishigami 97.1 and 95.9, g 95.7 and 95.9,
    choices 95.3 and 95.0, groups 94.9 and 95.4; with 16 scrambles of 64 rows 96.3 and 95.0, 95.2 and 94.8, 94.6 and
    94.6, 94.6 and 94.9. Single indices lie between 93.0 and 98.3.
    Source: A. Janon, T. Klein, A. Lagnoux, M. Nodet, C. Prieur, ESAIM: Probability and Statistics 18 (2014), and
    M. J. W. Jansen, Computer Physics Communications 117 (1999), with Janon's denominator; the correction by what a and
    b share by chance G. Glen, K. Isaacs, Environmental Modelling and Software 37 (2012), as a control variate with a
    slope (P. Glasserman, Monte Carlo Methods in Financial Engineering (2003), 4.1); ratios W. G. Cochran, Sampling
    Techniques (1977), 6.4.

    >>> from tarazy.engine.statistics.sensitivity.design import design
    >>> plan = design([1, 1], rows=64, scrambles=8, seed=1)
    >>> def outcome(points: Matrix) -> Matrix:
    ...     return points @ np.array([[1.0], [2.0]])
    >>> mixed = np.stack([outcome(plan.mixed(0)), outcome(plan.mixed(1))])
    >>> found = sampled(outcome(plan.base), outcome(plan.other), mixed, scrambles=8)
    >>> found.first.estimate.round(2).ravel().tolist(), found.total.estimate.round(2).ravel().tolist()
    ([0.2, 0.8], [0.2, 0.8])
    """
    d, n, m = mixed.shape
    if scrambles < 1 or n % scrambles:
        raise ValueError(f"{n} rows are no {scrambles} scrambles of equal length")
    first, total = (Estimated(*(np.empty((d, m)) for _ in Estimated._fields)) for _ in range(2))
    left_out = np.empty((d, m), dtype=np.int64)
    wide = _widths(scrambles, level)
    step = max(1, BLOCK // n)
    for start in range(0, m, step):
        at = slice(start, start + step)
        for assumption, changed in enumerate(mixed):
            rows = _Rows.of(base[:, at], other[:, at], changed[:, at], scrambles)
            for found, sums in ((first, rows.first()), (total, rows.total())):
                for place, values in zip(found, rows.ratio(*sums, wide), strict=True):
                    place[assumption, at] = values
            left_out[assumption, at] = n - rows.number
    return SampledIndices(first, total, left_out)


def _widths(scrambles: int, level: float) -> Vector:
    """float64[R + 1]: by the scrambles in which an output varies, t(R - 1) sqrt(R / (R - 1)); NaN below two."""
    found = np.full(scrambles + 1, np.nan)
    for number in range(2, scrambles + 1):
        found[number] = _student(level, number - 1.0) * np.sqrt(number / (number - 1))
    return found


def _student(level: float, freedom: float) -> float:
    """How far from zero a Student t of so many degrees of freedom stays with the probability `level`."""
    return where_below(lambda t: 1 - student_beyond(t, freedom), level, 0.0, _FURTHEST)


class _Rows(NamedTuple):
    """The outputs of one assumption's rows float64[n, m], 0 in rows that are not `whole`, `number` of which are."""

    base: Matrix
    other: Matrix
    mixed: Matrix
    whole: FlagMatrix
    number: NDArray[np.int64]
    scrambles: int

    @classmethod
    def of(cls, base: Matrix, other: Matrix, mixed: Matrix, scrambles: int) -> _Rows:
        whole = np.isfinite(base) & np.isfinite(other) & np.isfinite(mixed)
        a, b, c = (np.where(whole, one, 0.0) for one in (base, other, mixed))
        return cls(a, b, c, whole, whole.sum(axis=0), scrambles)

    def first(self) -> tuple[Matrix, Matrix]:
        """Numerators and denominators of the first-order index."""
        (b, c), mean = self._apart(self.other, self.mixed)
        chance = np.where(self.whole, self.base - mean, 0.0) * b
        shared = b * c
        return shared - self._slope(chance, shared) * chance, (b * b + c * c) / 2

    def _slope(self, chance: Matrix, shared: Matrix) -> Matrix:
        """float64[n, m]: for the rows of each scramble the slope that all others show, so that nothing is fitted to
        itself; where an output seldom moves, that would take away what is sought.
        """
        slack, rest = (np.where(self.whole, one - self._mean(one), 0.0) for one in (chance, shared))
        rise, run = self._by_scramble(slack * rest), self._by_scramble(slack * slack)
        rise, run = rise.sum(axis=0) - rise, run.sum(axis=0) - run
        slope = np.divide(rise, run, out=np.zeros_like(rise), where=run > 0)
        return np.repeat(np.clip(slope, 0.0, 1.0), len(shared) // self.scrambles, axis=0)

    def total(self) -> tuple[Matrix, Matrix]:
        """Numerators and denominators of the total index."""
        (a, c), _ = self._apart(self.base, self.mixed)
        return (a - c) ** 2 / 2, (a * a + c * c) / 2

    def ratio(self, above: Matrix, below: Matrix, wide: Vector) -> Estimated:
        """The ratio of the sums of all rows, with its limits."""
        squares = (below * below).sum(axis=0)
        above, below = self._by_scramble(above), self._by_scramble(below)
        size = below.sum(axis=0)
        size[size <= 0] = np.nan
        ratio = above.sum(axis=0) / size
        left = above - ratio * below
        half = wide[(below > 0).sum(axis=0)] * np.sqrt((left * left).sum(axis=0)) / size
        half[size * size < FEWEST_ROWS * squares] = np.nan
        return Estimated(*(np.clip(one, 0.0, 1.0) for one in (ratio, ratio - half, ratio + half)))

    def _apart(self, one: Matrix, other: Matrix) -> tuple[tuple[Matrix, Matrix], Vector]:
        """Both less the mean of both; exactly nothing where they differ by rounding alone."""
        mean = self._mean(one + other) / 2
        left, right = (np.where(self.whole, each - mean, 0.0) for each in (one, other))
        constant = np.sqrt(self._mean(left * left + right * right) / 2) <= CONSTANT * np.abs(mean)
        left[:, constant] = right[:, constant] = 0.0
        return (left, right), mean

    def _mean(self, values: Matrix) -> Vector:
        return np.asarray(values.sum(axis=0) / np.maximum(self.number, 1))

    def _by_scramble(self, values: Matrix) -> Matrix:
        """float64[R, m]: sums over the rows of each scramble."""
        return np.asarray(values.reshape(self.scrambles, -1, values.shape[1]).sum(axis=1))
