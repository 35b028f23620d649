"""By how much money reported amounts are wrong in all, estimated from a sample of monetary units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.draw_unequal import certain, interval
from tarazy.engine.statistics.error_rate import LEVEL
from tarazy.engine.statistics.sample import Sample, refuse
from tarazy.engine.statistics.tails import gamma_below, where_below
from tarazy.engine.statistics.uncertain import Uncertain, mean_within
from tarazy.engine.words import msg

UPPER_LEVEL: Final = 0.95


@dataclass(frozen=True)
class Misstatement:
    """In the unit of the amounts: `reported` in all; `found` the overstatement of the drawn items themselves;
    `overstated` the estimate for all items with its interval `low` to `high` of the `level`; `upper_limit` what it does
    not exceed with `upper_level`; `understated` the estimate of what was reported too low.
    """

    reported: float
    found: float
    overstated: float
    low: float
    high: float
    level: float
    upper_limit: float
    upper_level: float
    understated: float


def misstatement(
    sample: Sample, verified: Mapping[str, float], *, level: float = LEVEL, upper_level: float = UPPER_LEVEL
) -> Misstatement:
    """The misstatement of a frame of amounts from the verified amounts of the items that were drawn.

    Formula: taint t = (reported - verified) / reported. Overstated: that of certain items as found, and R times the
    mean of max(t, 0), R what the other items report; interval as in `mean_within`, every item standing for one interval
    of money. Upper limit (Stringer): certain items + J (F_0 + sum of (F_j - F_j-1) t_j), t_j in falling order, J the
    interval, F_j the number that a gamma of shape j + 1 exceeds with 1 - upper_level: F_0 = 3.00, F_1 = 4.75 at 95 %.
    Parameters: `verified` by id, zero where nothing is evidenced, not below zero.
    Raises: ProblemsFound where a drawn item has no verified amount, another item has one, or one is below zero.
    Source: AICPA, Audit Guide: Audit Sampling; P. J. Bickel, Inference and auditing: the Stringer bound, International
    Statistical Review 60 (1992). The limit is known to be on the safe side, so that it holds more often than stated.

    >>> from tarazy.engine.statistics.draw_unequal import monetary
    >>> from tarazy.engine.statistics.sample import frame_of
    >>> frame = frame_of([f"{at:03}" for at in range(500)], measure=np.full(500, 1000.0))
    >>> sample = monetary(frame, 50, "2026-07-01")
    >>> verified = dict.fromkeys(sample.chosen_ids, 1000.0) | {sample.chosen_ids[0]: 600.0}
    >>> whole = misstatement(sample, verified)
    >>> round(whole.overstated), round(whole.upper_limit)
    (4000, 36950)
    """
    _refuse_gaps(sample, verified)
    sure = certain(sample)
    drawn = sample.chosen & ~sure
    reported = sample.frame.measure
    known = np.array([verified.get(id_, np.nan) for id_ in sample.frame.ids])
    over, under = (np.where(sample.chosen, np.maximum(sign * (reported - known), 0.0), 0.0) for sign in (1, -1))
    taints = over[drawn] / reported[drawn]
    rest, fixed = float(np.sum(reported[~sure])), float(np.sum(over[sure]))
    mean = _mean(taints, sample.inclusion[drawn])
    low, high = (fixed + rest * limit for limit in mean.limits(level))
    found = float(np.sum(over))
    most = float(np.sum(reported[~sample.chosen])) + found
    return Misstatement(
        reported=float(np.sum(reported)),
        found=found,
        overstated=fixed + rest * mean.mean,
        low=min(max(low, found), most),
        high=max(min(high, most), found),
        level=level,
        upper_limit=min(fixed + _stringer(taints, interval(sample), upper_level), most),
        upper_level=upper_level,
        understated=float(np.sum(under[sample.chosen] / sample.inclusion[sample.chosen])),
    )


def _mean(taints: Vector, inclusion: Vector) -> Uncertain:
    if not len(taints):
        return Uncertain(0.0, 0.0, 0.0)
    together = np.zeros(len(taints), dtype=np.intp)
    return mean_within(taints, np.full(len(taints), 1 / len(taints)), 1 - inclusion, together)


def _stringer(taints: Vector, interval_: float, level: float) -> float:
    if not len(taints):
        return 0.0
    falling = sorted(taints[taints > 0].tolist(), reverse=True)
    before = bound = confidence_factor(0, level)
    for errors, taint in enumerate(falling, start=1):
        factor = confidence_factor(errors, level)
        bound += (factor - before) * taint
        before = factor
    return interval_ * bound


def confidence_factor(errors: float, level: float) -> float:
    """So many errors may be expected at most, with this level, where `errors` were found.

    >>> [round(confidence_factor(errors, 0.95), 3) for errors in (0, 1, 2)]
    [2.996, 4.744, 6.296]
    """
    return where_below(lambda mean: gamma_below(mean, errors + 1), level, 0.0, 30 + 10 * errors)


def _refuse_gaps(sample: Sample, verified: Mapping[str, float]) -> None:
    drawn = set(sample.chosen_ids)
    for item in sorted(drawn ^ verified.keys()):
        refuse(
            msg("The item {item} was drawn and has no verified amount, or has one and was not drawn."),
            msg("Each drawn item stands for a whole interval of money, and no other item does."),
            msg("Enter the amount that documents show; where there is none, enter 0."),
            {"item": item},
        )
    for item, amount in sorted(verified.items()):
        if not amount >= 0:
            refuse(
                msg("The verified amount of {item} is {amount}."),
                msg("An amount of a sample of monetary units can be wrong by itself at most."),
                msg("Enter 0 or more, and verify amounts below zero apart."),
                {"item": item, "amount": amount},
            )
