"""The value of a part of a formula that holds no variable."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from tarazy.engine.model.formula import Call, Constant, Expression, Lagged, Negative, Operation

_OPERATIONS: Final[dict[str, Callable[[float, float], Any]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
}
_FUNCTIONS: Final[dict[str, Callable[..., float]]] = {
    "log": math.log,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "min": min,
    "max": max,
    "abs": abs,
}


def is_constant(tree: Expression) -> bool:
    match tree:
        case Lagged():
            return False
        case Constant():
            return True
        case Negative(of):
            return is_constant(of)
        case Operation(_, left, right):
            return is_constant(left) and is_constant(right)
        case Call(_, arguments):
            return all(is_constant(argument) for argument in arguments)


def value_of(tree: Expression) -> float | None:
    """The finite value of a constant part; None if it has a variable or no finite value.

    >>> value_of(Operation("-", Constant(2.0), Constant(2.0)))
    0.0
    >>> value_of(Call("log", (Constant(0.0),)))
    """
    if not is_constant(tree):
        return None
    try:
        value = _computed(tree)
    except (ArithmeticError, ValueError):
        return None
    return value if isinstance(value, float) and math.isfinite(value) else None


def _computed(tree: Expression) -> Any:
    match tree:
        case Constant(number):
            return number
        case Negative(of):
            return -_computed(of)
        case Operation(operator, left, right):
            return _OPERATIONS[operator](_computed(left), _computed(right))
        case Call(function, arguments):
            return _FUNCTIONS[function](*map(_computed, arguments))
        case Lagged():
            raise ValueError(tree)
