"""A missing value is replaced by the median of the units that are compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene, Within
from tarazy.engine.words import msg

TITLE = msg("Replaced by the median of the group")
RELATIVE = True
AT = frozenset({"indicator"})


class Parameters(Base, frozen=True, kw_only=True, tag="group_median"):
    """`within`: the median of all units of the period, or of the unit's peer group."""

    within: Within


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Put the median of the group's values where one is missing.

    Formula: filled = value, or (lower + upper) / 2 where the value is missing; lower and upper are the middle one or
    the two middle ones of the group's values in their order.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN; only values that are there make
    the median.
    Returns: float64[n], missing where nobody of the group has a value; bool[n], which values were imputed.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (unconditional median imputation);
    W. Becker et al., COINr, Journal of Open Source Software 7(78), 4567 (2022), function i_median_grp.

    >>> filled, imputed = fill(np.array([1.0, np.nan, 4.0, 90.0]), Parameters(within="period"), scene(4))
    >>> filled.tolist(), imputed.tolist()
    ([1.0, 4.0, 4.0, 90.0], [False, True, False, False])
    """
    groups = scene.groups_within(parameters.within)
    lower, upper = _middle(column, groups)
    median = lower / 2 + upper / 2
    imputed = np.isnan(column) & ~np.isnan(median[groups])
    return np.where(imputed, median[groups], column), imputed


def _middle(column: Vector, groups: NDArray[np.int32]) -> tuple[Vector, Vector]:
    """The two middle values of each group, twice the same where their number is odd; NaN where there is none."""
    known = np.flatnonzero(~np.isnan(column))
    number = np.bincount(groups[known], minlength=int(groups.max(initial=-1)) + 1)
    in_order = column[known[np.lexsort((column[known], groups[known]))]]
    first = np.cumsum(number) - number
    lower, upper = np.full(len(number), np.nan), np.full(len(number), np.nan)
    some = number > 0
    lower[some] = in_order[(first + (number - 1) // 2)[some]]
    upper[some] = in_order[(first + number // 2)[some]]
    return lower, upper


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """Between which values the median lies; nothing where the value is there."""
    if not np.isnan(column[at]):
        return []
    groups = scene.groups_within(parameters.within)
    lower, upper = (float(one[groups[at]]) for one in _middle(column, groups))
    if np.isnan(lower):
        return [Reason(_nobody(parameters), {"within": parameters.within}, float("nan"))]
    filled = float(result[0][at])
    number = int(np.count_nonzero(~np.isnan(column[groups == groups[at]])))
    numbers = {"filled": filled, "lower": lower, "upper": upper, "number": number, "within": parameters.within}
    return [Reason(_told(parameters), numbers, filled)]


def _told(parameters: Parameters) -> str:
    if parameters.within == "peer_group":
        return msg(
            "There is no value; the median of the peer group stands for it: "
            "of its {number} values the middle ones are {lower} and {upper}, half of their sum is {filled}."
        )
    if parameters.within == "kind":
        return msg(
            "There is no value; the median of all units of the same kind stands for it: "
            "of their {number} values the middle ones are {lower} and {upper}, half of their sum is {filled}."
        )
    return msg(
        "There is no value; the median of all units stands for it: "
        "of their {number} values the middle ones are {lower} and {upper}, half of their sum is {filled}."
    )


def _nobody(parameters: Parameters) -> str:
    if parameters.within == "peer_group":
        return msg("There is no value, and nobody of the peer group has one that could stand for it.")
    if parameters.within == "kind":
        return msg("There is no value, and nobody of the same kind has one that could stand for it.")
    return msg("There is no value, and no unit has one that could stand for it.")
