"""Outliers are moved to the next value; where that is not enough, a logarithm of the values as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import Matrix
from tarazy.engine.model.winsorised import (
    Limits,
    Winsorised,
    is_inside,
    limits_of_rows,
    reasons_of,
    winsorised,
    winsorised_rows,
)
from tarazy.engine.words import msg

TITLE = msg("Outliers moved to the next value, or a logarithm where that is not enough")
RELATIVE = True


class Parameters(Base, frozen=True, kw_only=True, tag="winsorise_or_log"):
    """`max_skewness`, `max_kurtosis`: values are moved while both are reached; `max_points`: at most so many values.
    `shift_share`: what share of the span the end from which the logarithm is taken is moved by. `left_tail`: from which
    end it is taken where the tail is on the left.
    """

    max_skewness: Annotated[float, msgspec.Meta(gt=0)]
    max_kurtosis: float
    max_points: Annotated[int, msgspec.Meta(ge=1)]
    shift_share: Annotated[float, msgspec.Meta(gt=0)]
    left_tail: Literal["from_least", "from_greatest"]
    source: str
    date: date


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Move outliers to the next value; where skewness and kurtosis reach their limits even then, take a logarithm.

    Formula: values are moved as by `winsorise`. If then |skewness| >= max_skewness and kurtosis >= max_kurtosis, none
    is moved, and result = ln(value - least + shift_share * (greatest - least)); where the skewness of the values as
    they were is negative and `left_tail` is from_greatest, result = -ln(greatest - value + shift_share * (greatest -
    least)). Who had more before never has less after.
    Parameters: `column` float64[n] in the indicator's unit of measure; missing (NaN) stays missing and is nobody's
    outlier. Limits and ties are decided on 12 significant digits.
    Returns: float64[n] in the same unit of measure, or in logarithms of it. Fewer than four values, or values that are
    all the same, are left.
    Raises: nothing.
    Source: W. Becker et al., COINr: an R package for developing composite indicators, Journal of Open Source Software
    7(78), 4567 (2022), function Treat, which takes the logarithm of the values before winsorising unless told to
    combine the two (combine_treat); from_least is its log_CT, from_greatest its log_CT_plus, shift_share 0.01 in both.

    >>> rule = Parameters(max_skewness=2, max_kurtosis=3.5, max_points=1, shift_share=0.01, left_tail="from_least",
    ...                   source="-", date=date(2024, 1, 1))
    >>> compute(np.array([0.0] * 18 + [100.0, 100.0, np.nan]), rule, scene(21)).tolist()[-3:]
    [0.0, 0.0, nan]
    >>> compute(np.array([1.0] * 18 + [99.0, 101.0]), rule, scene(20)).tolist()[-2:]
    [4.59511985013459, 4.61512051684126]
    """
    limits = _limits(parameters)
    found = winsorised(column, limits)
    if _is_enough(found, limits):
        return np.clip(column, found.low, found.high) if found.moved else column
    assert found.before is not None  # what is not enough was lopsided before
    return _logarithm(column, found.before.skewness, parameters)


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The treated values of each row, float64[m, n], as `compute` gives them: all rows moved at once."""
    return rows_by(columns, [parameters] * len(columns), scene)


def rows_by(columns: Matrix, parameters: Sequence[Parameters], scene: Scene) -> Matrix:
    """The same with parameters of its own for each row."""
    limits = limits_of_rows([_limits(one) for one in parameters])
    result, still, skewness = winsorised_rows(columns, limits)
    for row in np.flatnonzero(still).tolist():
        result[row] = _logarithm(columns[row], float(skewness[row]), parameters[row])
    return result


def _limits(parameters: Parameters) -> Limits:
    return Limits(parameters.max_skewness, parameters.max_kurtosis, parameters.max_points)


def _is_enough(found: Winsorised, limits: Limits) -> bool:
    return found.after is None or is_inside(found.after, limits)


def _is_mirrored(skewness: float, parameters: Parameters) -> bool:
    return skewness < 0 and parameters.left_tail == "from_greatest"


def _logarithm(column: Vector, skewness: float, parameters: Parameters) -> Vector:
    least, greatest = np.nanmin(column), np.nanmax(column)
    shift = parameters.shift_share * (greatest - least)
    if _is_mirrored(skewness, parameters):
        return np.asarray(-np.log(greatest - column + shift))
    return np.asarray(np.log(column - least + shift))


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Whether outliers were moved or a logarithm taken, and why; nothing where the value is missing."""
    if np.isnan(column[at]):
        return []
    limits = _limits(parameters)
    found = winsorised(column, limits)
    if _is_enough(found, limits):
        return reasons_of(column, found, limits, result, at)
    assert found.before is not None
    assert found.after is not None
    score = float(result[at])
    why: dict[str, float | int | str] = {
        "number": found.number,
        "moved": found.moved,
        **limits._asdict(),
        **found.after._asdict(),
        "skewness_before": found.before.skewness,
        "kurtosis_before": found.before.kurtosis,
        "result": score,
    }
    how: dict[str, float | int | str] = {
        "value": float(column[at]),
        "least": float(np.nanmin(column)),
        "greatest": float(np.nanmax(column)),
        "shift_share": parameters.shift_share,
        "from": "greatest" if _is_mirrored(found.before.skewness, parameters) else "least",
        "result": score,
    }
    return [Reason(_why_logarithm(), why, score), Reason(_told(str(how["from"])), how, score)]


def _why_logarithm() -> str:
    return msg(
        "The skewness {skewness_before} and the kurtosis {kurtosis_before} of the {number} values reach their limits "
        "({max_skewness} and {max_kurtosis}), and with outliers moved ({moved} of at most {max_points}) {skewness} "
        "and {kurtosis} still do: instead a logarithm is taken of all values as they were."
    )


def _told(end: str) -> str:
    if end == "greatest":
        return msg(
            "The greatest value {greatest} less the value {value}, plus {shift_share} of the span from {least} to "
            "{greatest}: its natural logarithm with the sign changed is {result}."
        )
    return msg(
        "The value {value} less the least value {least}, plus {shift_share} of the span from {least} to {greatest}: "
        "its natural logarithm is {result}."
    )
