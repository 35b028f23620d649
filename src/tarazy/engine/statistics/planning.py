"""How many items a sample needs for what one wants to know."""

from __future__ import annotations

import math
from collections.abc import Callable

from tarazy.engine.statistics.error_rate import LEVEL
from tarazy.engine.statistics.misstatement import UPPER_LEVEL
from tarazy.engine.statistics.sample import refuse
from tarazy.engine.statistics.tails import gamma_below, where_below
from tarazy.engine.statistics.uncertain import Uncertain
from tarazy.engine.words import msg


def items_for_half_width(
    size: int, rate: float, half_width: float, *, level: float = LEVEL, design_effect: float = 1.0
) -> int:
    """The least number of items of `size` whose interval reaches `half_width` to each side on average, or less.

    Formula: the interval that `error_rate` gives where the rate of the sample is `rate`.
    Parameters: rates as shares; `rate` expected, 0.5 where nothing is known; `design_effect`: how many times the
    variance of a simple random sample, 1 for proportional strata, 2 where weights differ much.
    Returns: `size` where only all items would do.
    Raises: ProblemsFound where a share is not between 0 and 1 (the rate may be 0 or 1).
    Source: Cochran (1977), chapter 4, with the interval of this system in place of the normal one.

    >>> items_for_half_width(10_000, 0.10, 0.05)
    100
    """
    _refuse_shares(rate, half_width, level)

    def suffices(wanted: int) -> bool:
        low, high = _expected(size, wanted, rate, design_effect).limits(level)
        return (high - low) / 2 <= half_width

    return _least(suffices, size)


def items_for_upper_limit(
    size: int, limit: float, *, rate: float = 0.0, level: float = LEVEL, design_effect: float = 1.0
) -> int:
    """The least number of items with which the interval of the error rate ends at `limit` or below.

    Parameters: as `items_for_half_width`; `rate`: the error rate that the sample is expected to show. The upper end of
    an interval of 90 % is a limit that holds with 95 %.
    Returns: `size` where only all items would do.
    Raises: ProblemsFound where a share is not between 0 and 1, or the limit is not above the rate.

    >>> items_for_upper_limit(10_000, 0.05)
    45
    """
    _refuse_shares(rate, limit, level)
    if limit <= rate:
        refuse(
            msg("The error rate is to be shown to be at most {limit}, and {rate} is expected."),
            msg("No sample shows a rate to be below what it is."),
            msg("Ask for a limit above the expected rate."),
            {"limit": limit, "rate": rate},
        )
    return _least(
        lambda wanted: _expected(size, wanted, rate, design_effect).limits(level)[1] <= limit,
        size,
    )


def items_for_money(reported: float, tolerable: float, *, expected: float = 0.0, level: float = UPPER_LEVEL) -> int:
    """How many items a sample of monetary units needs to show that overstatement is at most what is tolerable.

    Formula: n = F * reported / tolerable, F such that a gamma of shape 1 + F * expected / tolerable lies below F with
    `level`: the Poisson bound where the expected overstatement is found in items that are wholly wrong.
    Parameters: amounts in one unit; `expected` overstatement below the tolerable.
    Raises: ProblemsFound where the tolerable amount is not above the expected one and at most what is reported.
    Source: T. R. Stewart, Technical Notes on the AICPA Audit Guide Audit Sampling (2012).

    >>> items_for_money(1_000_000, 50_000), items_for_money(1_000_000, 50_000, expected=10_000)
    (60, 93)
    """
    if not 0 <= expected < tolerable <= reported:
        refuse(
            msg("Tolerable are {tolerable} of {reported}, and {expected} are expected."),
            msg("No sample shows an overstatement to be below what it is."),
            msg("State a tolerable amount above the expected one and at most the amount that is reported."),
            {"tolerable": tolerable, "reported": reported, "expected": expected},
        )
    share = expected / tolerable
    factor = where_below(lambda mean: gamma_below(mean, 1 + share * mean), level, 0.0, 1e4)
    return math.ceil(factor * reported / tolerable)


def _expected(size: int, wanted: int, rate: float, design_effect: float) -> Uncertain:
    left_out = design_effect * (1 - wanted / size)
    return Uncertain(rate, rate * (1 - rate) / max(wanted - 1, 1) * left_out, left_out / wanted)


def _least(suffices: Callable[[int], bool], size: int) -> int:
    few, enough = 0, size
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if suffices(middle) else (middle, enough)
    return enough


def _refuse_shares(rate: float, wanted: float, level: float) -> None:
    if not (0 <= rate <= 1 and 0 < wanted < 1 and 0 < level < 1):
        refuse(
            msg("A sample is planned with the shares {rate}, {wanted} and {level}."),
            msg("Rates, limits, half-widths and levels are shares of 1."),
            msg("State 0.05 for five percent."),
            {"rate": rate, "wanted": wanted, "level": level},
        )
