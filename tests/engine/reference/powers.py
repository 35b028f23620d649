"""Powers of values, after Box and Cox: the likelihood itself, in fifty digits, climbed from both sides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Any

from tests.engine.reference.normalise import Bad
from tests.engine.reference.numbers import twelve

Values = dict[str, float]


def powered(values: Values, p: Any, group_of: Mapping[str, str]) -> Values:
    """`group_of`: with whom each unit is compared."""
    if bad := [unit for unit, value in values.items() if value + p.shift <= 0]:
        raise Bad(bad)
    exponents = dict.fromkeys(values, p.lambda_)
    if p.estimated is not None:
        peers = {
            group: [unit for unit in values if group_of[unit] == group] for group in {group_of[one] for one in values}
        }
        few = [some for some in peers.values() if len({twelve(values[unit] + p.shift) for unit in some}) < 3]
        if few:
            raise Bad([unit for some in few for unit in some])
        for some in peers.values():
            exponents |= dict.fromkeys(some, _likeliest([values[unit] + p.shift for unit in some], p.estimated))
    results, too_great = {}, []
    for unit, value in values.items():
        try:
            results[unit] = _power(Decimal(value + p.shift), exponents[unit])
        except OverflowError:
            too_great.append(unit)
    if too_great:
        raise Bad(too_great)
    return results


def _power(value: Decimal, exponent: float) -> float:
    with localcontext(prec=50):
        of = Decimal(exponent)
        found = float((value**of - 1) / of if of else value.ln())
    if math.isinf(found):
        raise OverflowError
    return found


def _likeliest(numbers: list[float], estimated: Any) -> float:
    with localcontext(prec=50):
        logarithms = [Decimal(number).ln() for number in numbers]
        low, high = Decimal(estimated.least), Decimal(estimated.most)
        while high - low > Decimal("1e-8"):
            third = (high - low) / 3
            if _likelihood(low + third, logarithms) < _likelihood(high - third, logarithms):
                low += third
            else:
                high -= third
        for end in (estimated.least, estimated.most):
            if abs((low + high) / 2 - Decimal(end)) < Decimal("2e-8"):
                return float(end)
        return round(float((low + high) / 2), estimated.decimals) + 0.0


def _likelihood(exponent: Decimal, logarithms: list[Decimal]) -> Decimal:
    n = len(logarithms)
    results = [((exponent * one).exp() - 1) / exponent if exponent else one for one in logarithms]
    mean = sum(results, Decimal()) / n
    variance = sum(((one - mean) ** 2 for one in results), Decimal()) / n
    return (exponent - 1) * sum(logarithms, Decimal()) - n * variance.ln() / 2
