"""A missing value is replaced by one on the straight line between the periods before and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Interpolated between periods")
RELATIVE = False
AT = frozenset({"indicator"})


class Parameters(Base, frozen=True, kw_only=True, tag="interpolation"):
    """`periods`: how many periods before and after a value may be taken from; the nearest on each side is taken."""

    periods: Annotated[int, msgspec.Meta(ge=1)]
    source: str
    date: date

    def lags(self) -> tuple[int, ...]:
        return (*self.before(), *self.after())

    def before(self) -> tuple[int, ...]:
        """The periods before, the nearest first."""
        return tuple(range(1, self.periods + 1))

    def after(self) -> tuple[int, ...]:
        """The periods after, the nearest first."""
        return tuple(range(-1, -self.periods - 1, -1))


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Put the value on the straight line between the nearest values before and after where one is missing.

    Formula: filled = value, or before + (after - before) * p / (p + q) where the value is missing; before is the
    nearest earlier value, p periods back, after the nearest later one, q periods ahead, neither farther than `periods`.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN; the other values are the
    indicator's own, before what any rule made of them.
    Returns: float64[n], missing where one of the two is; bool[n], which values were imputed.
    Raises: Refused where the formula cannot be computed in a period that is looked at.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (imputation); the straight line
    through two points.

    >>> rule = Parameters(periods=1, source="Order No. 7", date=date(2024, 1, 1))
    >>> around = scene(2, around=seen(values={1: [1.0, 2.0], -1: [3.0, 5.0]}))
    >>> filled, imputed = fill(np.array([1.5, np.nan]), rule, around)
    >>> filled.tolist(), imputed.tolist()
    ([1.5, 3.5], [False, True])
    """
    missing = np.isnan(column)
    if not missing.any():
        return column, missing
    before, back = _nearest(parameters.before(), scene)
    after, ahead = _nearest(parameters.after(), scene)
    with np.errstate(invalid="ignore"):
        between = before + (after - before) * back / (back + ahead)
    filled = np.where(missing, between, column)
    return filled, missing & ~np.isnan(filled)


def _nearest(lags: Iterable[int], scene: Scene) -> tuple[Vector, Vector]:
    """The first value that is there, and how many periods away it is; NaN and 0 where there is none."""
    n = len(scene.groups)
    found, away = np.full(n, np.nan), np.zeros(n)
    for lag in lags:
        missing = np.isnan(found)
        if not missing.any():
            break
        value = scene.around.value(lag)
        taken = missing & ~np.isnan(value)
        found[taken], away[taken] = value[taken], abs(lag)
    return found, away


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """Between which values the line runs; nothing where the value is there."""
    if not np.isnan(column[at]):
        return []
    filled = float(result[0][at])
    if np.isnan(filled):
        text = msg(
            "There is no value, and not both an earlier and a later one between which it could lie "
            "(periods on each side: {periods})."
        )
        return [Reason(text, {"periods": parameters.periods}, filled)]
    before, back = (one[at] for one in _nearest(parameters.before(), scene))
    after, ahead = (one[at] for one in _nearest(parameters.after(), scene))
    numbers = {
        "filled": filled,
        "before": float(before),
        "after": float(after),
        "back": int(back),
        "ahead": int(ahead),
    }
    text = msg(
        "There is no value; {filled} stands for it, on the line from the earlier value {before} (periods back: {back}) "
        "to the later value {after} (periods ahead: {ahead})."
    )
    return [Reason(text, numbers, filled)]
