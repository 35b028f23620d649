"""Samples in which items are drawn with unequal probabilities, all of them known: by risk, and by amounts of money."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.statistics.sample import Frame, Sample, held_to_frame, refuse
from tarazy.engine.statistics.seeded import in_seeded_order, number
from tarazy.engine.words import msg

_CERTAIN = 1 - 1e-9


def inclusion_in_proportion(measure: Vector, wanted: int) -> Vector:
    """float64[N]: probabilities in proportion to a measure that sum to the size of the sample, none above 1.

    Formula: pi_k = n x_k / sum(x); an item that would come to 1 or more is certain, and the rest of the sample is
    shared out among the others in the same way, until none does.
    Parameters: `measure` float64[N], each above zero.
    Raises: ProblemsFound where a measure is missing, infinite, zero or below, or as for `simple_random`.
    Source: C.-E. Sarndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, Springer (1992), section 3.6.

    >>> inclusion_in_proportion(np.array([10.0, 1.0, 2.0, 3.0]), 2).round(6).tolist()
    [1.0, 0.166667, 0.333333, 0.5]
    """
    held_to_frame(wanted, len(measure))
    if not (np.isfinite(measure) & (measure > 0)).all():
        refuse(
            msg("{count} items have no measure above zero."),
            msg("They could never be drawn, and nothing would be learnt of them."),
            msg("Leave them to a sample of their own, or give them a measure above zero."),
            {"count": int((~(np.isfinite(measure) & (measure > 0))).sum())},
        )
    certain = np.zeros(len(measure), dtype=np.bool_)
    while True:
        left = measure[~certain]
        inclusion = np.ones(len(measure))
        inclusion[~certain] = (wanted - int(certain.sum())) * left / left.sum()
        reached = ~certain & (inclusion >= _CERTAIN)
        if not reached.any():
            return inclusion
        certain |= reached


def by_risk(frame: Frame, wanted: int, seed: str) -> Sample:
    """Draw items without replacement with probabilities in proportion to their risk (the frame's measure).

    The pivotal method in a seeded random order: two items meet, with pi_a + pi_b < 1 one takes all of the other's
    probability, else one is drawn and the other keeps pi_a + pi_b - 1; the one that is still open meets the next. The
    size is fixed, every inclusion probability is exactly the stated one, and in random order the entropy is so high
    that a variance without joint probabilities holds (see `mean_within`). It takes one comparison an item, so that
    anybody can repeat it.
    Parameters: `frame.measure` float64[N], each above zero.
    Raises: ProblemsFound as `inclusion_in_proportion`.
    Source: J.-C. Deville, Y. Tille, Unequal probability sampling without replacement through a splitting method,
    Biometrika 85 (1998); A. Grafstrom, Entropy of unequal probability sampling designs, Statistical Methodology 7
    (2010).

    >>> from tarazy.engine.statistics.sample import frame_of
    >>> frame = frame_of(["a", "b", "c", "d"], measure=np.array([10.0, 1.0, 2.0, 3.0]))
    >>> by_risk(frame, 2, "2026-07-01").chosen_ids
    ('a', 'c')
    """
    inclusion = inclusion_in_proportion(frame.measure, wanted)
    chosen = inclusion >= _CERTAIN
    order = [at for at in in_seeded_order(seed, frame.ids, "order") if not chosen[at]]
    if order:
        held, share = order[0], float(inclusion[order[0]])
        for at in order[1:]:
            mine = float(inclusion[at])
            together, u = share + mine, number(seed, "meet", frame.ids[at])
            if together < 1:
                held, share = (held if u * together < share else at), together
            else:
                drawn, held = (held, at) if u * (2 - together) < 1 - mine else (at, held)
                chosen[drawn], share = True, together - 1
        # What is left is 0 or 1 but for rounding, since the probabilities sum to a whole number.
        chosen[held] = share > 0.5
    return Sample("by_risk", seed, frame, inclusion, chosen)


def monetary(frame: Frame, wanted: int, seed: str) -> Sample:
    """Draw items so that every unit of money has the same chance: monetary-unit sampling.

    Systematic: the items not certain are put in a seeded random order and their amounts added up; from a seeded start
    every interval hits one item. Items at or above the interval are certain. Since the order is random, the variance
    of unequal probabilities holds.
    Formula: interval J = (total less the certain amounts) / (n less the certain items); inclusion = amount / J.
    Parameters: `frame.measure` float64[N], amounts above zero. `interval` gives J.
    Raises: ProblemsFound as `inclusion_in_proportion`.
    Source: H. O. Hartley, J. N. K. Rao, Sampling with unequal probabilities and without replacement, Annals of
    Mathematical Statistics 33 (1962); AICPA, Audit Guide: Audit Sampling.

    >>> from tarazy.engine.statistics.sample import frame_of
    >>> frame = frame_of(["a", "b", "c", "d"], measure=np.array([900.0, 50.0, 100.0, 150.0]))
    >>> sample = monetary(frame, 3, "2026-07-01")
    >>> sample.chosen_ids, interval(sample)
    (('a', 'c', 'd'), 150.0)
    """
    inclusion = inclusion_in_proportion(frame.measure, wanted)
    chosen = inclusion >= _CERTAIN
    order = [at for at in in_seeded_order(seed, frame.ids, "order") if not chosen[at]]
    reached, hits = number(seed, "start"), 0
    to_draw = wanted - int(chosen.sum())
    for at in order:
        reached += float(inclusion[at])
        if reached >= hits + 1 and hits < to_draw:
            chosen[at], hits = True, hits + 1
    if hits < to_draw:
        # The probabilities sum to a whole number but for rounding, which may take the last hit away.
        chosen[order[-1]] = True
    return Sample("monetary", seed, frame, inclusion, chosen)


def interval(sample: Sample) -> float:
    """The interval of a monetary sample in the unit of its amounts; NaN where every item is certain."""
    drawn = sample.inclusion < _CERTAIN
    if not drawn.any():
        return float("nan")
    at = int(np.argmax(drawn))
    return round(float(sample.frame.measure[at] / sample.inclusion[at]), 9)


def certain(sample: Sample) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """bool[N]: whose drawing was certain."""
    return sample.inclusion >= _CERTAIN
