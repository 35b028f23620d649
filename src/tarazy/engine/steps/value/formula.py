"""The value of an indicator is a formula of variables: pure arithmetic."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tarazy.engine.model.arithmetic import Columns, Operand, evaluated
from tarazy.engine.model.formula import Formula, Lagged
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Formula of variables")
RELATIVE = False


def compute(formula: Formula, inputs: Columns, scene: Scene) -> Vector:
    """Evaluate a formula for every unit.

    Formula: the formula itself; log is the natural logarithm; lag(x, p) is x of p periods before.
    Parameters: `inputs` holds float64[n] for each (variable, lag), in the variable's unit of measure; a missing one
    (NaN) makes the result missing.
    Returns: float64[n] in the indicator's unit of measure.
    Raises: Refused with every division by zero, logarithm of a value that is not positive, root of a negative value,
    power that is not a real number,
    and overflow, each with the units at fault; never gives infinity.
    Source: arithmetic of IEEE 754 double precision.

    >>> from tarazy.engine.model.formula import Constant, Operation
    >>> online = Formula("100 * a / b", Operation("/", Operation("*", Constant(100.0), Lagged("a")), Lagged("b")))
    >>> compute(online, {("a", 0): np.array([3.0, np.nan]), ("b", 0): np.array([4.0, 0.0])}, scene(2)).tolist()
    [75.0, nan]
    """
    faults: list[Fault] = []

    def looked(name: str, operands: tuple[Operand, ...], result: Operand) -> Operand:
        return _without_faults(name, operands, result, faults)

    with np.errstate(all="ignore"):
        result = evaluated(formula.tree, inputs, looked)
    if faults:
        raise Refused(*_merged(faults))
    return result if isinstance(result, np.ndarray) and result.ndim else np.full(len(scene.groups), float(result))


def _merged(faults: list[Fault]) -> list[Fault]:
    """One fault for each thing that is wrong, wherever in the formula it happens, with all units at fault."""
    found: dict[str, Fault] = {}
    for fault in faults:
        told = found.setdefault(fault.what.text, fault)
        units = None if told.units is None or fault.units is None else told.units | fault.units
        found[fault.what.text] = replace(told, units=units)
    return list(found.values())


def _without_faults(name: str, operands: tuple[Operand, ...], result: Operand, faults: list[Fault]) -> Operand:
    """The result, with each new fault noted and made missing, so that one fault is not told twice."""
    bad = ~np.isfinite(result)
    for operand in operands:
        bad = bad & np.isfinite(operand)
    if not np.any(bad):
        return result
    bad = np.asarray(bad)
    for fault, (what, why, mend) in _explained(name, operands, bad):
        faults.append(Fault(Message(what), Message(why), Message(mend), fault if fault.ndim else None))
    return np.where(bad, np.nan, result)


def _explained(name: str, operands: tuple[Operand, ...], bad: Flags) -> list[tuple[Flags, tuple[str, str, str]]]:
    """Which of the units at fault commit which fault."""
    last = operands[-1]
    kinds: list[tuple[Flags, tuple[str, str, str]]] = []
    if name == "/":
        kinds = [(bad & (last == 0), DIVISION)]
    elif name == "log":
        kinds = [(bad & (last <= 0), LOGARITHM)]
    elif name == "sqrt":
        kinds = [(bad & (last < 0), ROOT)]
    elif name == "**":
        kinds = [(bad & (operands[0] == 0) & (last < 0), DIVISION), (bad & (operands[0] < 0) & (last % 1 != 0), POWER)]
    explained = np.zeros_like(bad)
    for flags, _ in kinds:
        explained = explained | flags
    return [(flags, text) for flags, text in (*kinds, (bad & ~explained, OVERFLOW)) if np.any(flags)]


DIVISION = (
    msg("The formula divides by zero."),
    msg("A number divided by zero has no value."),
    msg("Correct the value in the data, or mark it as one that cannot exist (status M)."),
)
LOGARITHM = (
    msg("The formula takes the logarithm of a value that is not above zero."),
    msg("Only numbers above zero have a logarithm."),
    msg("Correct the value in the data, or write a formula that keeps it above zero, such as log(max(x, 1))."),
)
ROOT = (
    msg("The formula takes the square root of a negative value."),
    msg("A negative number has no real square root."),
    msg("Correct the value in the data, or write a formula that keeps it at zero or above, such as sqrt(max(x, 0))."),
)
POWER = (
    msg("The formula raises a negative value to a fractional power."),
    msg("Such a power is not a real number."),
    msg("Correct the value in the data, or change the exponent."),
)
OVERFLOW = (
    msg("The formula gives a number too large to compute with."),
    msg("Numbers beyond about 1.8e308 cannot be held."),
    msg("Check the value and its unit of measure, and the formula."),
)


def name_of(input: Lagged) -> str:
    """The name under which the reasons give an input: the variable's, with its lag if it has one."""
    return input.variable if input.lag == 0 else f"{input.variable}_lag_{input.lag}"


def reasons(formula: Formula, inputs: Columns, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The formula, its inputs and the value; nothing where it is missing."""
    if np.isnan(result[at]):
        return []
    numbers: dict[str, float | int | str] = {"formula": formula.text, "value": float(result[at])}
    for input in formula.inputs():
        numbers[name_of(input)] = float(inputs[input.variable, input.lag][at])
    return [Reason(msg("The value is {value}, computed as {formula}."), numbers, float(result[at]))]
