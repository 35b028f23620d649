"""Weights on the workbench: numbers of any size, which are divided by their sum."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence

import msgspec

from tarazy.engine.model.changed import Changed
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.parameters import Parameters, in_force
from tarazy.engine.model.period import first_day, last_day
from tarazy.engine.steps.weigh import given

_DIGITS = 9  # of a share, as a text of a methodology writes a third


def given_weights(
    methodology: Methodology, parent: str, numbers: Mapping[str, float], day: datetime.date, source: str
) -> Parameters:
    """Weights as given: in place of the row in force on the day; where they come about otherwise, from the first
    assessed period on.
    """
    own = methodology.nodes[parent].methods["weigh"]
    shares = shares_of(numbers)
    if isinstance(own, given.Parameters) and (row := in_force(own.dated, day)) is not None:
        other = msgspec.structs.replace(row, source=source, weights=shares)
        return given.Parameters(tuple(other if one is row else one for one in own.dated))
    begins = first_day(methodology.assessed_periods.from_)
    return given.Parameters((given.Weights(begins, source, shares),))


def shares_of(numbers: Mapping[str, float]) -> dict[str, float]:
    """Shares of the sum that make 1 as they are written: what rounding leaves falls to the greatest.

    >>> shares_of({"roads": 1, "water": 2})
    {'roads': 0.333333333, 'water': 0.666666667}
    """
    total = math.fsum(numbers.values())
    if total <= 0:
        return dict(numbers)
    shares = {child: round(number / total, _DIGITS) for child, number in numbers.items()}
    greatest = max(shares, key=shares.__getitem__)
    others = math.fsum(share for child, share in shares.items() if child != greatest)
    return {**shares, greatest: round(1 - others, _DIGITS)}


def percents(children: Sequence[str], stated: Mapping[str, float]) -> dict[str, float]:
    """The stated weights in percent, as the fields show them."""
    return {child: round(100 * stated[child], 4) for child in children if child in stated}


def stated_after(changed: Changed, period: str) -> dict[str, float]:
    """By child, the weight that is given to it anew."""
    found: dict[str, float] = {}
    for taken in changed.values():
        if isinstance(weigh := taken.get("weigh"), given.Parameters):
            row = in_force(weigh.dated, last_day(period))
            found |= row.weights if row is not None else {}
    return found
