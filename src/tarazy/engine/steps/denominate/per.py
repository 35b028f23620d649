"""The value divided by a variable of the period, such as per 1000 persons."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.formula import Constant, Expression, Lagged, Operation
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Per so many of a variable")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="per"):
    """`variable`: the denominator; `factor`: per how many of it, such as 1000 persons."""

    variable: Id
    factor: Annotated[float, msgspec.Meta(gt=0)]
    source: str
    date: date

    def variables(self) -> tuple[str, ...]:
        return (self.variable,)

    def formula(self, value: Expression) -> Expression:
        """value * factor / denominator."""
        return Operation("/", Operation("*", value, Constant(self.factor)), Lagged(self.variable))


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Divide each value by the unit's denominator.

    Formula: result = value * factor / denominator.
    Parameters: `column` float64[n], the value of the indicator's formula; the denominator float64[n] in the unit of
    measure of its variable; where the value or the denominator is missing (NaN), the result is missing.
    Returns: float64[n] in the indicator's unit of measure.
    Raises: Refused where a value is there and its denominator is zero, or the result is too large to compute with.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 2 (scaling by a measure of size).

    >>> rule = Parameters(variable="persons", factor=1000, source="Order No. 7", date=date(2024, 1, 1))
    >>> compute(np.array([3.0, 8.0]), rule, scene(2, around=seen({"persons": [1500, np.nan]}))).tolist()
    [2.0, nan]
    """
    denominator = scene.around.variable(parameters.variable)
    # A formula without variables gives a value even where nothing is asked.
    asked = ~np.isnan(column) if scene.silent is None else ~np.isnan(column) & ~scene.silent
    zero = asked & (denominator == 0)
    with np.errstate(all="ignore"):
        result: Vector = column * parameters.factor / denominator
    beyond = asked & np.isinf(result) & ~zero
    faults = [_zero(zero, parameters)] if zero.any() else []
    faults += [_beyond(beyond)] if beyond.any() else []
    if faults:
        raise Refused(*faults)
    return result


def _zero(units: Flags, parameters: Parameters) -> Fault:
    return Fault(
        Message(msg("The denominator {variable} is zero."), {"variable": parameters.variable}),
        Message(msg("A number divided by zero has no value.")),
        Message(msg("Correct the value in the data, or mark it as one that cannot exist (status M).")),
        units,
    )


def _beyond(units: Flags) -> Fault:
    return Fault(
        Message(msg("The value divided by its denominator is too large to compute with.")),
        Message(msg("Numbers beyond about 1.8e308 cannot be held.")),
        Message(msg("Check the value, the denominator and their units of measure.")),
        units,
    )


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """What was divided by what; nothing where the result is missing."""
    if np.isnan(result[at]):
        return []
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "variable": parameters.variable,
        "denominator": float(scene.around.variable(parameters.variable)[at]),
        "factor": parameters.factor,
        "result": float(result[at]),
    }
    text = msg("The value {value} times {factor}, divided by {denominator} ({variable}), is {result}.")
    return [Reason(text, numbers, float(result[at]))]
