"""Last digits that are not spread as those of counted numbers."""

from __future__ import annotations

from functools import cache

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.anomaly import Anomaly
from tarazy.engine.statistics.tails import gamma_below
from tarazy.engine.words import Message, Number, msg

# Up to here every possible table of ten counts is weighed; beyond, each digit is expected five times and more.
_EXACT_UP_TO = 50


def last_digits(values: Vector, *, from_: float = 100.0, least: int = 10) -> Anomaly | None:
    """Chi-square of the last digits of whole numbers against ten equal shares.

    Formula: X2 = sum of (o_d - n / 10)**2 / (n / 10); p exact (multinomial) up to 50 numbers, else a chi-square of 9
    degrees of freedom.
    Parameters: `values` float64[m], NaN = missing; only whole numbers of `from_` and more, without their sign, count,
    since the last digit of small numbers is not spread evenly. None where fewer than `least` are left.
    Source: B. Beber, A. Scacco, What the Numbers Say, Political Analysis 20 (2012).

    >>> found = last_digits(np.array([120.0, 250.0, 370.0, 480.0, 560.0, 910.0, 1230.0, 455.0, 785.0, 1115.0]))
    >>> found.statistic, f"{found.p:.1e}"
    (48.0, '4.8e-06')
    """
    size = np.abs(values[~np.isnan(values)])
    whole = size[(size >= from_) & (size == np.floor(size)) & (size <= 2.0**53)]
    if len(whole) < least:
        return None
    counts = np.bincount((whole % 10).astype(np.intp), minlength=10)
    n, squares = int(counts.sum()), int(np.sum(counts**2))
    statistic = 10 * squares / n - n
    digit = int(np.argmax(counts))
    numbers: dict[str, str | Number] = {
        "n": n,
        "often": int(counts[digit]),
        "digit": digit,
        "counts": " ".join(map(str, counts.tolist())),
    }
    return Anomaly(
        "last_digits",
        statistic,
        _exact(n)[squares] if n <= _EXACT_UP_TO else max(0.0, 1 - gamma_below(statistic / 2, 4.5)),
        n,
        numbers,
        Message(msg("Of {n} last digits {often} are {digit}; from 0 to 9 they stand {counts} times."), {**numbers}),
        Message(msg("Rounding, prices and units of measure make such digits too. It proves no invented number.")),
    )


@cache
def _exact(n: int) -> list[float]:
    """By the sum of squared counts: how often n digits, all equally likely, have this sum or a greater one."""
    ways = np.zeros((n + 1, n * n + 1))
    ways[0, 0] = 1.0
    for _ in range(10):
        more = np.zeros_like(ways)
        for often in range(n + 1):
            share = 1 / _factorial(often)
            more[often:, often**2 :] += share * ways[: n + 1 - often, : n * n + 1 - often**2]
        ways = more
    chances = ways[n] * _factorial(n) / 10.0**n
    at_least: list[float] = np.minimum(np.cumsum(chances[::-1])[::-1], 1.0).tolist()
    return at_least


def _factorial(n: int) -> float:
    return float(np.prod(np.arange(1.0, n + 1)))
