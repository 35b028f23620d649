"""Simple random and stratified samples: within a stratum every item is drawn with the same probability."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from tarazy.engine.statistics.sample import Frame, Sample, held_to_frame, refuse
from tarazy.engine.statistics.seeded import in_seeded_order
from tarazy.engine.words import msg


def simple_random(frame: Frame, wanted: int, seed: str) -> Sample:
    """Draw `wanted` items without replacement, every one with the same probability.

    The items with the least seeded numbers are drawn; with the same seed a larger sample holds the smaller one.
    Formula: inclusion = n / N.
    Raises: ProblemsFound where fewer than 1 or more items than there are are wanted.
    Source: W. G. Cochran, Sampling Techniques, 3rd ed., Wiley (1977), chapter 2.

    >>> from tarazy.engine.statistics.sample import frame_of
    >>> sample = simple_random(frame_of(["a", "b", "c", "d"]), 2, "2026-07-01")
    >>> sample.chosen_ids, sample.inclusion.tolist()
    (('a', 'b'), [0.5, 0.5, 0.5, 0.5])
    """
    held_to_frame(wanted, len(frame.ids))
    chosen = np.zeros(len(frame.ids), dtype=np.bool_)
    chosen[in_seeded_order(seed, frame.ids, "draw")[:wanted]] = True
    return Sample("simple", seed, frame, np.full(len(frame.ids), wanted / len(frame.ids)), chosen)


def stratified(frame: Frame, wanted: Mapping[str, int], seed: str) -> Sample:
    """Draw from each stratum as many items as `wanted` says, every item of a stratum with the same probability.

    Formula: inclusion = n_h / N_h. `allocation` gives the n_h.
    Raises: ProblemsFound where a stratum is not named, or fewer than 1 or more items than it has are wanted.
    Source: W. G. Cochran, Sampling Techniques, 3rd ed., Wiley (1977), chapter 5.

    >>> from tarazy.engine.statistics.sample import frame_of
    >>> frame = frame_of(["a", "b", "c", "d"], ["city", "city", "city", "rural"])
    >>> stratified(frame, {"city": 1, "rural": 1}, "2026-07-01").chosen_ids
    ('b', 'd')
    """
    sizes = Counter(frame.strata)
    for stratum in sorted(sizes.keys() ^ wanted.keys()):
        refuse(
            msg("The stratum {stratum} stands only in the list that is drawn from, or only in the allocation."),
            msg("Items of a stratum from which nothing is drawn have no chance, and nothing is learnt of them."),
            msg("Give every stratum of the list a number of items."),
            {"stratum": stratum},
        )
    for stratum, size in sizes.items():
        held_to_frame(wanted[stratum], size)
    left = dict(wanted)
    chosen = np.zeros(len(frame.ids), dtype=np.bool_)
    for at in in_seeded_order(seed, frame.ids, "draw"):
        chosen[at] = left[frame.strata[at]] > 0
        left[frame.strata[at]] -= 1
    inclusion = np.array([wanted[stratum] / sizes[stratum] for stratum in frame.strata])
    return Sample("stratified", seed, frame, inclusion, chosen)
