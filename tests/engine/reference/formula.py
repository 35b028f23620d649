"""A formula for one unit."""

from __future__ import annotations

import math
from collections.abc import Callable

from tarazy.engine.model.formula import Call, Constant, Expression, Lagged, Negative, Operation

Look = Callable[[str, int], float | None]


def evaluate(tree: Expression, look: Look, faults: set[str]) -> float | None:
    """The value, None if something is missing or wrong; what is wrong is noted in `faults`."""
    if isinstance(tree, Constant):
        return tree.number
    if isinstance(tree, Lagged):
        return look(tree.variable, tree.lag)
    if isinstance(tree, Negative):
        of = evaluate(tree.of, look, faults)
        return None if of is None else -of
    if isinstance(tree, Operation):
        left, right = evaluate(tree.left, look, faults), evaluate(tree.right, look, faults)
        if left is None or right is None:
            return None
        return _operation(tree.operator, left, right, faults)
    assert isinstance(tree, Call)
    arguments = [evaluate(argument, look, faults) for argument in tree.arguments]
    known = [argument for argument in arguments if argument is not None]
    if len(known) < len(arguments):
        return None
    return _call(tree.function, known, faults)


def _operation(operator: str, left: float, right: float, faults: set[str]) -> float | None:
    if operator == "/" and right == 0:
        faults.add("division")
        return None
    if operator == "**" and left == 0 and right < 0:
        faults.add("division")
        return None
    if operator == "**" and left < 0 and right != int(right):
        faults.add("power")
        return None
    try:
        result = {
            "+": lambda: left + right,
            "-": lambda: left - right,
            "*": lambda: left * right,
            "/": lambda: left / right,
            "**": lambda: left**right,
        }[operator]()
    except OverflowError:
        result = math.inf
    return _held(result, faults)


def _call(function: str, known: list[float], faults: set[str]) -> float | None:
    if function == "min":
        return min(known)
    if function == "max":
        return max(known)
    if function == "abs":
        return abs(known[0])
    if function == "log":
        if known[0] <= 0:
            faults.add("logarithm")
            return None
        return math.log(known[0])
    if function == "sqrt":
        if known[0] < 0:
            faults.add("root")
            return None
        return math.sqrt(known[0])
    try:
        return _held(math.exp(known[0]), faults)
    except OverflowError:
        return _held(math.inf, faults)


def _held(result: float, faults: set[str]) -> float | None:
    if math.isinf(result):
        faults.add("overflow")
        return None
    return result
