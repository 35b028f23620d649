"""A formula taken apart: the terms of its sums, the factors of its products, the numbers among them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tarazy.engine.load.constants import is_constant, value_of
from tarazy.engine.model.formula import Expression, Negative, Operation
from tarazy.engine.model.measures import are_same

# A part with its sign, or with its exponent.
Factor = tuple[int, Expression]


def terms_of(tree: Expression, sign: int = 1) -> Iterator[Factor]:
    """What a sum adds (1) and subtracts (-1); anything else, and a sum in brackets behind a sign, is one term."""
    match tree:
        case Operation("+" | "-" as operator, left, right):
            yield from terms_of(left, sign)
            yield sign if operator == "+" else -sign, right
        case Negative(of):
            yield from terms_of(of, -sign)
        case _:
            yield sign, tree


def factors_of(tree: Expression, exponent: int = 1) -> Iterator[Factor]:
    """What a product multiplies by (1) and divides by (-1), a product in brackets behind a sign as a whole."""
    match tree:
        case Operation("*" | "/" as operator, left, right):
            yield from factors_of(left, exponent)
            yield exponent if operator == "*" else -exponent, right
        case Negative(of):
            yield from factors_of(of, exponent)
        case _:
            yield exponent, tree


def weight_of(tree: Expression) -> float:
    """What the numbers before the terms of a sum add up to; 0 if it is no sum of several with variables."""
    weights = weights_of(tree)
    return sum(weights) if len(weights) > 1 and len(weights) == len(list(terms_of(tree))) else 0.0


def weights_of(tree: Expression) -> list[float]:
    """The number before each term of a sum that has variables, one where none is written."""
    try:
        return [
            sign * math.prod(_number(factor) ** exponent for exponent, factor in factors_of(term))
            for sign, term in terms_of(tree)
            if not is_constant(term)
        ]
    except OverflowError:
        return []


def _number(tree: Expression) -> float:
    return (value_of(tree) or 1.0) if is_constant(tree) else 1.0


def numbers_and_others(tree: Expression) -> tuple[list[tuple[int, float]], list[Factor]]:
    """The factors of a product: the numbers that are written, without their signs, and the rest."""
    written: list[tuple[int, float]] = []
    others: list[Factor] = []
    for exponent, factor in factors_of(tree):
        if not is_constant(factor):
            others.append((exponent, factor))
        elif number := value_of(factor):
            written.append((exponent, abs(number)))
    return written, others


def is_power_of_ten(number: float) -> bool:
    return math.isfinite(number) and number > 0 and are_same(math.log10(number), round(math.log10(number)))
