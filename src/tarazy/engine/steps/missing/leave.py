"""What is missing stays missing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.result import MISSING, SCORED
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import FlagMatrix, Matrix, shared_out, weight_reasons
from tarazy.engine.words import msg

TITLE = msg("Missing stays missing")
RELATIVE = False
AT = frozenset({"indicator", "dimension"})
FILLS = False


class Parameters(Base, frozen=True, tag="leave"):
    """Takes no parameters."""


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Leave every missing value of an indicator missing.

    Formula: filled = value.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN.
    Returns: the same float64[n]; bool[n], which values were imputed: none.
    Raises: nothing.
    Source: rule of Tarazy: missing stays missing unless the methodology says otherwise.

    >>> filled, imputed = fill(np.array([1.5, np.nan]), Parameters(), scene(2))
    >>> filled.tolist(), imputed.tolist()
    ([1.5, nan], [False, False])
    """
    return column, np.zeros(len(column), dtype=np.bool_)


def rows(columns: Matrix, parameters: Parameters, scene: Scene) -> Matrix:
    """The values of each row, float64[m, n], as `fill` leaves them."""
    return columns


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """That the value is missing; nothing where it is there."""
    if not np.isnan(column[at]):
        return []
    return [Reason(msg("There is no value, and the methodology does not fill it in."), {}, float("nan"))]


def counted(
    present: FlagMatrix,
    wanted: FlagMatrix,
    weights: Matrix,
    share_counted: Vector,
    parameters: Parameters,
    scene: Scene,
) -> tuple[Matrix, NDArray[np.int16]]:
    """Give a dimension a score only where every child that should count has one.

    Formula: weight_i = w_i / (sum of w over the children present), if all wanted children are present; else no score.
    Parameters: `present` bool[k, n], the child has a score; `wanted` bool[k, n], it applies and no decision excludes
    it; `weights` float64[k, n or 1],
    nominal, sum 1 over those that apply; `share_counted` float64[n], 0..1, is not looked at.
    Returns: effective weights float64[k, n], 0 where not counted; reasons int16[n], SCORED or MISSING.
    Raises: nothing.
    Source: rule of Tarazy: missing stays missing unless the methodology says otherwise.

    >>> present = np.array([[True, True], [True, False]])
    >>> weights = np.array([[0.25], [0.75]])
    >>> counted(present, np.ones((2, 2), bool), weights, np.ones(2), Parameters(), scene(2))[1].tolist()
    [0, 2]
    """
    complete = present[0] | ~wanted[0]
    some = present[0].copy()
    for child in range(1, len(present)):
        complete &= present[child] | ~wanted[child]
        some |= present[child]
    complete &= some
    effective = shared_out(weights, present)
    if not complete.all():
        effective[:, ~complete] = 0.0
    return effective, np.where(complete, np.int16(SCORED), np.int16(MISSING))


def enough(complete: FlagMatrix, share_counted: Matrix, parameters: Parameters) -> FlagMatrix:
    """Of which units a dimension has a score, for many replicates at once: those of whom every child that should count
    has one (`complete`). All bool or float64[replicates, n].
    """
    return complete


def looks_at_share(parameters: Parameters) -> bool:
    """Whether `enough` looks at the share that counts."""
    return False


def counted_reasons(
    present: FlagMatrix,
    wanted: FlagMatrix,
    weights: Matrix,
    share_counted: Vector,
    parameters: Parameters,
    scene: Scene,
    result: tuple[Matrix, NDArray[np.int16]],
    at: int,
) -> list[Reason]:
    """Why there is no score, or that all count. Result: 1 if the dimension is scored, 0 if not."""
    absent = int(np.count_nonzero(wanted[:, at] & ~present[:, at]))
    numbers = {"wanted": int(np.count_nonzero(wanted[:, at])), "absent": absent}
    if result[1][at] == SCORED:
        text = msg("Every child that should count has a score ({wanted}).")
        return [*weight_reasons(scene.children, weights, present, result[0], at), Reason(text, numbers, 1.0)]
    text = msg("No score: of the children that should count ({wanted}), some have no score ({absent}).")
    return [Reason(text, numbers, 0.0)]
