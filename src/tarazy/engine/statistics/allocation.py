"""How many items of a sample each stratum gets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from tarazy.engine.statistics.sample import refuse
from tarazy.engine.words import msg

Rule = Literal["proportional", "neyman", "equal"]


def allocation(
    sizes: Mapping[str, int],
    wanted: int,
    rule: Rule,
    spreads: Mapping[str, float] | None = None,
    least: int = 2,
) -> dict[str, int]:
    """Share out `wanted` items among strata, at least `least` each (all, where a stratum has fewer).

    Formula: proportional n_h ~ N_h, Neyman n_h ~ N_h S_h, equal n_h the same. Whole numbers are found one item after
    the other, each to the stratum with the greatest a_h / sqrt(n_h (n_h + 1)), where a_h = N_h, N_h S_h or 1: of all
    whole numbers within the bounds they make the sum of a_h**2 / n_h, and so Neyman's variance, least.
    Parameters: `sizes` N_h by stratum; `spreads` S_h for Neyman, the standard deviation of what is estimated (for an
    error rate p sqrt(p (1 - p))); of two equal claims the stratum first in order of names goes first.
    Raises: ProblemsFound where `wanted` is below the sum of the least or above all items, or no spread is above zero.
    Source: J. Neyman, Journal of the Royal Statistical Society 97 (1934); T. Wright, Exact optimal sample allocation:
    more efficient than Neyman, Statistics and Probability Letters 129 (2017).

    >>> allocation({"city": 100, "rural": 300}, 20, "proportional")
    {'city': 5, 'rural': 15}
    """
    given = {stratum: min(least, size) for stratum, size in sorted(sizes.items())}
    fewest, most = sum(given.values()), sum(sizes.values())
    if not fewest <= wanted <= most:
        refuse(
            msg("{wanted} items are to be shared out among {strata} strata."),
            msg("With at least {least} items in each it takes from {fewest} to {most}."),
            msg("Ask for a number from {fewest} to {most}, or merge strata."),
            {"wanted": wanted, "strata": len(sizes), "least": least, "fewest": fewest, "most": most},
        )
    claims = _claims(sizes, rule, spreads)
    for _ in range(wanted - fewest):
        open_ = [stratum for stratum, n in given.items() if n < sizes[stratum]]
        next_ = max(
            open_, key=lambda stratum: claims[stratum] / math.sqrt(given[stratum] * (given[stratum] + 1) or 0.5)
        )
        given[next_] += 1
    return given


def _claims(sizes: Mapping[str, int], rule: Rule, spreads: Mapping[str, float] | None) -> dict[str, float]:
    if rule == "equal":
        return dict.fromkeys(sizes, 1.0)
    if rule == "proportional":
        return {stratum: float(size) for stratum, size in sizes.items()}
    claims = {stratum: size * (spreads or {}).get(stratum, 0.0) for stratum, size in sizes.items()}
    if not any(claim > 0 for claim in claims.values()):
        refuse(
            msg("No stratum has a spread above zero."),
            msg("Neyman's allocation gives most to the strata whose items differ most, and needs to know how much."),
            msg("State the error rates that are expected, or allocate in proportion."),
        )
    return claims
