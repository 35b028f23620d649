"""What a unit of measure equals: a product of positive numbers and other units."""

from __future__ import annotations

import math
from collections.abc import Mapping

from tarazy.engine.load.constants import is_constant, value_of
from tarazy.engine.model.formula import Expression, Lagged, Operation
from tarazy.engine.model.measures import PURE, Measure, combined


def is_product(tree: Expression) -> bool:
    """Whether the tree multiplies, divides and raises to numbers only.

    >>> tenge, person = Lagged("tenge"), Lagged("person")
    >>> is_product(Operation("/", tenge, person)), is_product(Operation("+", tenge, person))
    (True, False)
    """
    if is_constant(tree):
        return (value_of(tree) or 0.0) > 0
    match tree:
        case Lagged(_, lag):
            return lag == 0
        case Operation("*" | "/", left, right):
            return is_product(left) and is_product(right)
        case Operation("**", base, exponent):
            return is_product(base) and value_of(exponent) is not None
    return False


def product_of(tree: Expression, units: Mapping[str, Measure]) -> Measure:
    """The unit of measure that a product is, from those that it names; all of them must be known."""
    if (number := value_of(tree)) is not None:
        return Measure(PURE.powers, math.log10(number))
    match tree:
        case Lagged(name):
            return units[name]
        case Operation("*" | "/" as operator, left, right):
            sign = 1 if operator == "*" else -1
            first, second = product_of(left, units), product_of(right, units)
            powers = combined([(first.powers, 1), (second.powers, sign)])
            return Measure(powers, first.magnitude + sign * second.magnitude)
        case Operation("**", base, exponent):
            inner, power = product_of(base, units), value_of(exponent) or 0.0
            return Measure(combined([(inner.powers, power)]), inner.magnitude * power)
    raise TypeError(f"no product: {tree}")
