"""A formula: pure arithmetic over variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

Operator = Literal["+", "-", "*", "/", "**"]
Function = Literal["log", "exp", "sqrt", "min", "max", "abs"]


class Constant(msgspec.Struct, frozen=True, tag="constant"):
    number: float


class Lagged(msgspec.Struct, frozen=True, tag="variable"):
    """A variable of the period itself (`lag` 0) or of `lag` periods before."""

    variable: str
    lag: int = 0


class Operation(msgspec.Struct, frozen=True, tag="operation"):
    operator: Operator
    left: Expression
    right: Expression


class Negative(msgspec.Struct, frozen=True, tag="negative"):
    of: Expression


class Call(msgspec.Struct, frozen=True, tag="call"):
    function: Function
    arguments: tuple[Expression, ...]


Expression = Constant | Lagged | Operation | Negative | Call


class Formula(msgspec.Struct, frozen=True):
    """A formula as it was written, and as a tree."""

    text: str
    tree: Expression

    def inputs(self) -> tuple[Lagged, ...]:
        """Every variable with its lag, once each, in order of appearance."""
        return tuple(dict.fromkeys(_inputs(self.tree)))


def _inputs(tree: Expression) -> Iterator[Lagged]:
    match tree:
        case Lagged():
            yield tree
        case Operation(_, left, right):
            yield from _inputs(left)
            yield from _inputs(right)
        case Negative(of):
            yield from _inputs(of)
        case Call(_, arguments):
            for argument in arguments:
                yield from _inputs(argument)
        case Constant():
            return
