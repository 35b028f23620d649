"""A missing value is replaced by the unit's own value of an earlier period."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Replaced by the value of an earlier period")
RELATIVE = False
AT = frozenset({"indicator"})


class Parameters(Base, frozen=True, kw_only=True, tag="previous_period"):
    """`periods`: how many periods back a value may be taken from; the nearest is taken."""

    periods: Annotated[int, msgspec.Meta(ge=1)]
    source: str
    date: date

    def lags(self) -> tuple[int, ...]:
        return tuple(range(1, self.periods + 1))


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Take the unit's nearest earlier value where one is missing.

    Formula: filled = value, or the value of the first of 1, 2, ... `periods` periods before that has one.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN; the earlier values are the
    indicator's own, before what any rule made of them.
    Returns: float64[n], missing where no earlier value is near enough; bool[n], which values were imputed.
    Raises: Refused where the formula cannot be computed in an earlier period that is looked at.
    Source: Order No. 20-01-38.3 of 29.01.2020 of the Republic of Kazakhstan (a missing value takes that of the period
    before); OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (cold deck imputation).

    >>> rule = Parameters(periods=1, source="Order No. 7", date=date(2024, 1, 1))
    >>> earlier = scene(2, around=seen(values={1: [1.0, 2.0]}))
    >>> filled, imputed = fill(np.array([1.5, np.nan]), rule, earlier)
    >>> filled.tolist(), imputed.tolist()
    ([1.5, 2.0], [False, True])
    """
    filled = column
    for lag in parameters.lags():
        missing = np.isnan(filled)
        if not missing.any():
            break
        filled = np.where(missing, scene.around.value(lag), filled)
    return filled, np.isnan(column) & ~np.isnan(filled)


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """From how many periods back the value is; nothing where it is there."""
    if not np.isnan(column[at]):
        return []
    for lag in parameters.lags():
        earlier = float(scene.around.value(lag)[at])
        if not np.isnan(earlier):
            text = msg(
                "There is no value; the value {filled} of an earlier period stands for it (periods back: {lag})."
            )
            return [Reason(text, {"filled": earlier, "lag": lag}, earlier)]
    text = msg("There is no value, and none in the earlier periods that may stand for it (periods back: {periods}).")
    return [Reason(text, {"periods": parameters.periods}, float("nan"))]
