"""How much of a distribution lies below a number, and below which number a share of it lies."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import count
from typing import Final

_ENOUGH: Final = 1e-16
_TINY: Final = 1e-300
# So far from the mean the series would overflow, and nothing is left to add.
_FAR: Final = -700.0


def beta_below(t: float, a: float, b: float) -> float:
    """The share of a beta distribution that lies below t: the regularised incomplete beta function.

    Formula: I_t(a, b) by the continued fraction DLMF 8.17.22; where t lies above the mean, 1 - I_{1-t}(b, a).
    Parameters: t in 0..1; a and b above zero, whole or not.
    Source: NIST Digital Library of Mathematical Functions, section 8.17.

    >>> round(beta_below(0.25, 2.0, 3.0), 12)
    0.26171875
    """
    if t <= 0 or t >= 1:
        return 0.0 if t <= 0 else 1.0
    logarithm = a * math.log(t) + b * math.log1p(-t) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    if t > (a + 1) / (a + b + 2):
        return 1.0 - math.exp(logarithm) / (b * _fraction(1 - t, b, a))
    return math.exp(logarithm) / (a * _fraction(t, a, b))


def _fraction(t: float, a: float, b: float) -> float:
    """1 + d1 t / (1 + d2 t / (1 + ...)), from the top down, each convergent as a product of ratios (Lentz)."""
    value = above = 1.0
    below = 0.0
    for k in count(1):
        m = k // 2
        if k % 2:
            term = -(a + m) * (a + b + m) * t / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * t / ((a + 2 * m - 1) * (a + 2 * m))
        below = 1 / (1 + term * below or _TINY)
        above = 1 + term / above or _TINY
        value *= above * below
        if abs(above * below - 1) < _ENOUGH * 10:
            break
    return value


def gamma_below(t: float, a: float) -> float:
    """The share of a gamma distribution of shape a and scale 1 that lies below t, by its series (DLMF 8.11.4).

    A chi-square of k degrees of freedom lies below x as often as a gamma of shape k / 2 below x / 2; a Poisson number
    of mean t is at least a (whole) as often as a gamma of shape a lies below t.

    >>> round(gamma_below(2.995732, 1.0), 6)
    0.95
    """
    if t <= 0:
        return 0.0
    logarithm = a * math.log(t) - t - math.lgamma(a + 1)
    if logarithm < _FAR:
        return 1.0 if t > a else 0.0
    term = total = 1.0
    for k in count(1):
        term *= t / (a + k)
        total += term
        if term < _ENOUGH * total:
            break
    return min(1.0, math.exp(logarithm + math.log(total)))


def binomial_at_least(often: int, n: int, chance: float) -> float:
    """P(X >= often), X binomial.

    >>> round(binomial_at_least(9, 10, 0.5), 10)
    0.0107421875
    """
    return 1.0 if often <= 0 else 0.0 if often > n else beta_below(chance, float(often), n - often + 1.0)


def hypergeometric_at_least(often: int, drawn: int, marked: int, total: int) -> float:
    """P(X >= often), X how many of `drawn` out of `total` are among the `marked`.

    >>> round(hypergeometric_at_least(3, 4, 4, 8), 12)
    0.242857142857
    """
    last = min(drawn, marked)
    first = max(often, drawn + marked - total, 0)
    parts = [_log_ways(marked, k) + _log_ways(total - marked, drawn - k) for k in range(first, last + 1)]
    every = _log_ways(total, drawn)
    return min(1.0, math.fsum(math.exp(part - every) for part in parts))


def _log_ways(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def student_beyond(t: float, freedom: float) -> float:
    """How often a Student t of so many degrees of freedom, whole or not, is further from zero than t, to either side.

    >>> round(student_beyond(2.570582, 5.0), 6)
    0.05
    """
    return beta_below(freedom / (freedom + t * t), freedom / 2, 0.5)


def normal_above(z: float) -> float:
    """How often a standard normal number is above z.

    >>> round(normal_above(1.644853627), 9)
    0.05
    """
    return math.erfc(z / math.sqrt(2)) / 2


def where_below(below: Callable[[float], float], share: float, low: float, high: float) -> float:
    """The t between low and high up to which `share` of a distribution lies, to 12 digits; low or high if none does.

    >>> round(where_below(lambda t: gamma_below(t, 1.0), 0.95, 0.0, 100.0), 6)
    2.995732
    """
    if below(low) >= share:
        return low
    if below(high) < share:
        return high
    while high - low > 1e-12 * max(1e-3, abs(high)):
        middle = (low + high) / 2
        if below(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
