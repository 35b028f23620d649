"""A mean of numbers between 0 and 1 estimated from a sample, and how far it may be from the truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.tails import beta_below, where_below

Beta = tuple[float, float]


@dataclass(frozen=True)
class Uncertain:
    """`mean` with its `variance`, and `one`: what one more drawn item that differs wholly would add to the mean.

    Limits at a level are quantiles of half and half two beta distributions, one for the mean less `one`, one for the
    mean and `one`. Where all weights are the same and the variance is y (1 - y) / n, they are those of Clopper and
    Pearson with half the weight for what was observed (mid-P): Beta(x, n - x + 1) and Beta(x + 1, n - x).
    """

    mean: float
    variance: float
    one: float

    @property
    def is_known(self) -> bool:
        """Whether nothing of the population was left out of the sample."""
        return self.one <= 0

    def below(self, t: float) -> float:
        """How surely the true mean lies below t: the greater, the more of t's rivals the findings speak for.

        >>> round(Uncertain(mean=0.0, variance=0.0, one=1 / 60).below(0.0377), 3)
        0.95
        """
        if self.is_known:
            return 1.0 if t > self.mean else 0.5 if t == self.mean else 0.0
        a, b = _beta(self.mean, self.variance, self.one)
        upper = 0.0 if self.mean >= 1 or b <= 0 else beta_below(t, a, b)
        b, a = _beta(1 - self.mean, self.variance, self.one)
        lower = 1.0 if self.mean <= 0 or a <= 0 else beta_below(t, a, b)
        return (lower + upper) / 2

    def limits(self, level: float) -> tuple[float, float]:
        """The lower and the upper limit of the interval of this level, equally unsure on both sides."""
        if self.is_known:
            return self.mean, self.mean
        outside = (1 - level) / 2
        return where_below(self.below, outside, 0.0, 1.0), where_below(self.below, 1 - outside, 0.0, 1.0)


def _beta(mean: float, variance: float, one: float) -> Beta:
    """The beta distribution of a mean with one more whole difference: its first two moments as for a sum of Poisson
    numbers with weights, its second parameter such that it is Clopper and Pearson's where all weights are the same.
    """
    raised = mean + one
    spread = one * one + (variance / (1 - mean) if mean < 1 else 0.0)
    return raised * raised / spread, 1 + raised * (1 - raised) / spread


def mean_within(values: Vector, shares: Vector, left_out: Vector, strata: NDArray[np.intp]) -> Uncertain:
    """The mean of a population of values between 0 and 1, from a sample with unequal probabilities.

    Formula: y = sum(w e); its variance v = sum over strata of n_h / (n_h - 1) sum(c (r - r_h)**2), r = w (e - y), r_h
    their mean in the stratum weighted by c; a stratum with one item adds c r**2. One more whole difference adds
    q = sum(c w**2). Upper limit from Beta(a, b): m = y + q, s = v / (1 - y) + q**2, a = m**2 / s,
    b = 1 + m (1 - m) / s; lower limit the same of 1 - y, turned round.
    Parameters: of each sampled item `values` e float64[n] in 0..1; `shares` w float64[n], what it stands for, summing
    to 1; `left_out` c float64[n], 1 less its inclusion probability; `strata` its stratum.
    Source: the variance J.-C. Deville, Note sur le calcul de precision, document INSEE (1999), and J. Hajek (1964); the
    limits M. P. Fay, S. Kim, Confidence intervals for directly standardized rates using mid-p gamma intervals,
    Biometrical Journal 59 (2017), with the beta distribution in place of the gamma and the mean weight in place of the
    greatest (R. C. Tiwari, L. X. Clegg, Z. Zou, Statistical Methods in Medical Research 15 (2006)).

    >>> found = mean_within(np.array([1.0, 0, 0, 0]), np.full(4, 0.25), np.full(4, 1.0), np.zeros(4, dtype=np.intp))
    >>> found.mean, round(found.variance, 6), [round(limit, 3) for limit in found.limits(0.9)]
    (0.25, 0.0625, [0.029, 0.709])
    """
    mean = float(np.sum(shares * values))
    apart = shares * (values - mean)
    number = np.bincount(strata)
    total = np.bincount(strata, left_out)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = np.where((number > 1) & (total > 0), np.bincount(strata, left_out * apart) / total, 0.0)
        freed = np.where(number > 1, number / (number - 1), 1.0)
    squares = np.bincount(strata, left_out * (apart - centre[strata]) ** 2)
    return Uncertain(_within_one(mean), float(np.sum(freed * squares)), float(np.sum(left_out * shares**2)))


def _within_one(mean: float) -> float:
    """A mean of zeros and ones, without what rounding of the shares took or gave."""
    return 0.0 if mean < 1e-12 else 1.0 if mean > 1 - 1e-12 else mean
