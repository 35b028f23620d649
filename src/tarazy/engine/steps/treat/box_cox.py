"""A power of the value, given or such that the values lie most like a normal distribution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, Vector, significant
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene, Within
from tarazy.engine.words import Message, msg

TITLE = msg("Power of the value (Box and Cox)")
RELATIVE = True

# Two values lie like a normal distribution under any power.
FEWEST = 3
# An estimate is rounded to at most four decimals: this is near enough to it, and far enough from what a processor's
# last bits can move.
CLOSE = 1e-8


class Estimated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`within`: whose values decide. `least`, `most`: between which numbers lambda is sought; `decimals`: to how many
    it is rounded.
    """

    within: Within
    least: float
    most: float
    decimals: Annotated[int, msgspec.Meta(ge=0, le=4)]


class Parameters(Base, frozen=True, kw_only=True, tag="box_cox"):
    """`lambda`: the exponent, or `estimated`: how it is found. `shift`: what is added to every value before, 0 for
    nothing.
    """

    lambda_: float | None = msgspec.field(name="lambda", default=None)
    estimated: Estimated | None = None
    shift: float
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    estimated = parameters.estimated
    if (parameters.lambda_ is None) == (estimated is None):
        yield Flaw(
            Message(
                msg("Neither 'lambda' nor 'estimated' is given.")
                if estimated is None
                else msg("Both 'lambda' and 'estimated' are given.")
            ),
            Message(msg("The exponent is either a number of the text or found from the values.")),
            Message(msg("Give one of the two.")),
        )
    if estimated is not None and estimated.least >= estimated.most:
        yield Flaw(
            Message(
                msg("Lambda is sought from {least} to {most}."), {"least": estimated.least, "most": estimated.most}
            ),
            Message(msg("The least must lie below the most.")),
            Message(msg("Correct one of the two, such as -2 and 2.")),
            ("estimated", "least"),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Take the power of each value.

    Formula: result = ((value + shift) ** lambda - 1) / lambda, or ln(value + shift) where lambda is 0. An estimated
    lambda is, of all numbers from least to most, the one at which (lambda - 1) * sum(ln x) - n / 2 * ln(variance of
    the results, divided by n) over the n values x = value + shift of the group is greatest, rounded to `decimals`.
    Parameters: `column` float64[n] in the indicator's unit of measure; missing (NaN) stays missing and decides nothing.
    Returns: float64[n] in powers of that unit of measure; who had more before has more after.
    Raises: Refused where value + shift is not above zero, where a result is too great for a number, and where lambda is
    to be estimated and a group has fewer than three different values in 12 significant digits.
    Source: G. E. P. Box and D. R. Cox, An analysis of transformations, Journal of the Royal Statistical Society B 26
    (1964). The likelihood has one peak: A. Kouider and H. Chen, Statistics & Probability Letters 25 (1995).

    >>> rule = Parameters(lambda_=0.5, shift=0, source="Order No. 7", date=date(2024, 1, 1))
    >>> compute(np.array([1.0, 9.0, np.nan]), rule, scene(3)).tolist()
    [0.0, 4.0, nan]
    """
    shifted = column + parameters.shift
    _refuse_powerless(shifted <= 0, parameters)
    with np.errstate(over="ignore"):
        result = _powered(shifted, _lambdas(shifted, parameters, scene))
    if (too_great := np.isinf(result)).any():
        raise Refused(
            Fault(
                Message(msg("The power of the value is too great to be computed.")),
                Message(msg("No score can be told of it.")),
                Message(msg("Correct the value in the data, or take a lambda nearer to 0.")),
                too_great,
            )
        )
    return result


def _refuse_powerless(without: Flags, parameters: Parameters) -> None:
    if without.any():
        raise Refused(
            Fault(
                Message(
                    msg("The value plus {shift} is not above zero, and a power of it is to be taken."),
                    {"shift": parameters.shift},
                ),
                Message(msg("Only of numbers above zero every power can be taken.")),
                Message(msg("Correct the value in the data, or give a shift that brings every value above zero.")),
                without,
            )
        )


def _powered(values: Vector, lambdas: Vector) -> Vector:
    logarithm = np.log(values)
    divisor = np.where(lambdas == 0, 1.0, lambdas)
    # The same as (x ** lambda - 1) / lambda, without the loss of digits next to 0.
    return np.where(lambdas == 0, logarithm, np.expm1(lambdas * logarithm) / divisor)


def _lambdas(shifted: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """float64[n]: the exponent for each unit; NaN where nobody of its group has a value."""
    if parameters.estimated is None:
        assert parameters.lambda_ is not None  # loading has seen to it
        return np.full(len(shifted), parameters.lambda_)
    groups = scene.groups_within(parameters.estimated.within)
    known = ~np.isnan(shifted)
    lambdas = np.full(len(shifted), np.nan)
    too_few = np.zeros(len(shifted), dtype=np.bool_)
    for group in np.unique(groups[known]):
        members = known & (groups == group)
        if len(np.unique(significant(shifted[members]))) < FEWEST:
            too_few |= members
        else:
            lambdas[members] = _likeliest(np.log(shifted[members]), parameters.estimated)
    if too_few.any():
        raise Refused(
            Fault(
                Message(msg("A lambda is to be estimated from fewer than three different values.")),
                Message(msg("Under any power so few values lie like a normal distribution.")),
                Message(msg("Give lambda as a number, or estimate it from a larger group.")),
                too_few,
            )
        )
    return lambdas


def _likeliest(logarithms: Vector, estimated: Estimated) -> float:
    """Where the likelihood is greatest, the variance of the results over that of the geometric mean's scale is least:
    the slope of that variance is halved until its zero is found.
    """
    apart = logarithms - np.sum(logarithms) / len(logarithms)
    low, high = estimated.least, estimated.most
    if _slope(low, apart) >= 0:
        return low
    if _slope(high, apart) <= 0:
        return high
    while high - low > CLOSE:
        middle = (low + high) / 2
        low, high = (middle, high) if _slope(middle, apart) < 0 else (low, middle)
    return round((low + high) / 2, estimated.decimals) + 0.0  # no negative zero


def _slope(exponent: float, apart: Vector) -> float:
    """Half the slope of n times the variance, in lambda; where it cannot be told for size, its sign."""
    with np.errstate(over="ignore", invalid="ignore"):
        powered = np.expm1(exponent * apart) / exponent if exponent else apart
        steepness = (apart * np.exp(exponent * apart) - powered) / exponent if exponent else apart * apart / 2
        slope = float(np.sum((powered - np.sum(powered) / len(apart)) * steepness))
    return slope if np.isfinite(slope) else exponent


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The power, and from how many values its exponent is; nothing where the value is missing."""
    if np.isnan(column[at]):
        return []
    exponent = float(_lambdas(column + parameters.shift, parameters, scene)[at])
    numbers: dict[str, float | int | str] = {
        "value": float(column[at]),
        "shift": parameters.shift,
        "lambda": exponent,
        "result": float(result[at]),
    }
    told = [Reason(_told(exponent, parameters.shift), numbers, float(result[at]))]
    if parameters.estimated is not None:
        groups = scene.groups_within(parameters.estimated.within)
        found = {
            "lambda": exponent,
            "number": int(np.count_nonzero(~np.isnan(column) & (groups == groups[at]))),
            "least": parameters.estimated.least,
            "most": parameters.estimated.most,
            "decimals": parameters.estimated.decimals,
        }
        told.insert(0, Reason(_found(exponent, parameters.estimated), found, exponent))
    return told


def _found(exponent: float, estimated: Estimated) -> str:
    if exponent in (estimated.least, estimated.most):
        return msg(
            "Of all lambdas from {least} to {most} the last, {lambda}, brings the {number} values nearest to a normal "
            "distribution."
        )
    return msg(
        "Of all lambdas from {least} to {most} the likeliest is {lambda}, rounded to {decimals} decimals: it brings "
        "the {number} values nearest to a normal distribution."
    )


def _told(exponent: float, shift: float) -> str:
    if exponent == 0 and shift == 0:
        return msg("The natural logarithm of the value {value} is {result}.")
    if exponent == 0:
        return msg("The natural logarithm of the value {value}, shifted by {shift}, is {result}.")
    if shift == 0:
        return msg("The value {value} to the power {lambda}, less 1 and divided by {lambda}, is {result}.")
    return msg(
        "The value {value}, shifted by {shift}, to the power {lambda}, less 1 and divided by {lambda}, is {result}."
    )
