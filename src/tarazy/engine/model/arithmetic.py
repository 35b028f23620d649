"""The arithmetic of formulas, one way for scores and for checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from tarazy.engine.model.formula import Call, Constant, Expression, Formula, Lagged, Negative, Operation
from tarazy.engine.model.numbers import Vector

Columns = Mapping[tuple[str, int], Vector]
Operand = Vector | float
# What is done with each result: the name of the operation, its operands, what came of it.
Looked = Callable[[str, tuple[Operand, ...], Operand], Operand]

_OPERATORS: Mapping[str, Callable[..., Operand]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": np.power,
}
_FUNCTIONS: Mapping[str, Callable[..., Operand]] = {
    "log": np.log,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "min": np.minimum,
    "max": np.maximum,
}


def evaluated(tree: Expression, inputs: Columns, looked: Looked) -> Operand:
    """What a formula comes to; `looked` sees every result that can be none, and may put another in its place."""
    match tree:
        case Constant(number):
            return number
        case Lagged(variable, lag):
            return inputs[variable, lag]
        case Negative(of):
            return -evaluated(of, inputs, looked)
        case Operation(operator, left, right):
            operands: tuple[Operand, ...] = (evaluated(left, inputs, looked), evaluated(right, inputs, looked))
            result = _OPERATORS[operator](*operands)
            if operator == "**":
                # IEEE says that 1 ** missing and missing ** 0 are 1; here missing stays missing.
                result = np.where(np.isnan(operands[0]) | np.isnan(operands[1]), np.nan, result)
            return looked(operator, operands, result)
        case Call(function, arguments):
            operands = tuple(evaluated(argument, inputs, looked) for argument in arguments)
            if function in ("min", "max"):
                result = operands[0]
                for operand in operands[1:]:
                    result = _FUNCTIONS[function](result, operand)
                return result
            return looked(function, operands, _FUNCTIONS[function](*operands))


def value_of(formula: Formula, values: Mapping[str, float]) -> float | None:
    """What a formula of one period comes to for one body; None where it has no value there, as after x / 0.

    >>> value_of(Formula("a / b", Operation("/", Lagged("a"), Lagged("b"))), {"a": 1.0, "b": 4.0})
    0.25
    """
    columns = {(name, 0): np.array([value]) for name, value in values.items()}
    with np.errstate(all="ignore"):
        result = evaluated(formula.tree, columns, lambda _name, _operands, result: result)
    value = float(np.asarray(result).reshape(-1)[0])
    return value if np.isfinite(value) else None
