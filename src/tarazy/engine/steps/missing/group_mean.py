"""A missing value is replaced by the mean of the units that are compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.groups import means_of_rows
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene, Within
from tarazy.engine.model.weights import Matrix
from tarazy.engine.words import msg

TITLE = msg("Replaced by the mean of the group")
RELATIVE = True
AT = frozenset({"indicator"})


class Parameters(Base, frozen=True, kw_only=True, tag="group_mean"):
    """`within`: the mean of all units of the period, or of the unit's peer group."""

    within: Within


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Put the mean of the group's values where one is missing.

    Formula: filled = value, or (sum of the group's values) / (their number) where the value is missing.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN; only values that are there make
    the mean, in the order of the units.
    Returns: float64[n], missing where nobody of the group has a value; bool[n], which values were imputed.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (unconditional mean imputation);
    W. Becker et al., COINr, Journal of Open Source Software 7(78), 4567 (2022), function i_mean_grp.

    >>> filled, imputed = fill(np.array([1.0, np.nan, 4.0]), Parameters(within="period"), scene(3))
    >>> filled.tolist(), imputed.tolist()
    ([1.0, 2.5, 4.0], [False, True, False])
    """
    groups = scene.groups_within(parameters.within)
    total, number = _sums(column, groups)
    imputed = np.isnan(column) & (number[groups] > 0)
    with np.errstate(invalid="ignore"):
        mean = total / number
    return np.where(imputed, mean[groups], column), imputed


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The filled values of each row, float64[m, n], as `fill` gives them."""
    return np.where(np.isnan(columns), means_of_rows(columns, scene.groups_within(parameters.within)), columns)


def _sums(column: Vector, groups: NDArray[np.int32]) -> tuple[Vector, Vector]:
    """The sum and the number of the values of each group; bincount adds one after the other."""
    known = ~np.isnan(column)
    size = int(groups.max(initial=-1)) + 1
    total = np.bincount(groups[known], weights=column[known], minlength=size)
    return total.astype(np.float64), np.bincount(groups[known], minlength=size).astype(np.float64)


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """Of how many values the mean is; nothing where the value is there."""
    if not np.isnan(column[at]):
        return []
    groups = scene.groups_within(parameters.within)
    total, number = (float(one[groups[at]]) for one in _sums(column, groups))
    if number == 0:
        return [Reason(_nobody(parameters), {"within": parameters.within}, float("nan"))]
    filled = float(result[0][at])
    numbers = {"filled": filled, "total": total, "number": int(number), "within": parameters.within}
    return [Reason(_told(parameters), numbers, filled)]


def _told(parameters: Parameters) -> str:
    if parameters.within == "peer_group":
        return msg(
            "There is no value; the mean of the peer group stands for it: "
            "{total}, the sum of its values, divided by {number}, their number, is {filled}."
        )
    if parameters.within == "kind":
        return msg(
            "There is no value; the mean of all units of the same kind stands for it: "
            "{total}, the sum of their values, divided by {number}, their number, is {filled}."
        )
    return msg(
        "There is no value; the mean of all units stands for it: "
        "{total}, the sum of their values, divided by {number}, their number, is {filled}."
    )


def _nobody(parameters: Parameters) -> str:
    if parameters.within == "peer_group":
        return msg("There is no value, and nobody of the peer group has one that could stand for it.")
    if parameters.within == "kind":
        return msg("There is no value, and nobody of the same kind has one that could stand for it.")
    return msg("There is no value, and no unit has one that could stand for it.")
