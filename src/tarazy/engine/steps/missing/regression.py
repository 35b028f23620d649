"""A missing value is replaced by what the unit's other indicators lead one to expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from tarazy.engine.model.groups import Groups
from tarazy.engine.model.least_squares import Plane, plane
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.others import (
    FromOthers,
    Matrix,
    asked,
    brought,
    collinear,
    flaws_of_others,
    numbers_of,
    too_few,
    values_of,
)
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.scene import Reason, Refused, Scene
from tarazy.engine.words import msg

TITLE = msg("Replaced by a regression on other indicators")
RELATIVE = True
AT = frozenset({"indicator"})


class Parameters(FromOthers, frozen=True, kw_only=True, tag="regression"):
    """`others`: the indicators on which the regression is; `within`: over whom it is fitted."""


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    yield from flaws_of_others(parameters)


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Put the value of the regression on other indicators where one is missing.

    Formula: filled = value, or intercept + sum over the others of slope * the unit's value of it where the value is
    missing; intercept and slopes make the sum of squares of (value - fitted) least over the units of the group that
    have the value and all the others.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN; the others float64[n], each in
    its own, by their formulas, before what any rule made of them. Who has not all of the others stays missing.
    Returns: float64[n]; bool[n], which values were imputed. On other processors they agree to about 1e-16 times the
    condition of the others, that is to 1e-12 where none of them nearly follows from the rest.
    Raises: Refused where a value is to be filled in and fewer than (others + 2) units of the group have all values, or
    one of the others follows from the rest among them (in 7 digits); and what the formulas of the others refuse.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (regression imputation).

    >>> rule = Parameters(others=("wells",), within="period")
    >>> around = scene(4, around=seen(values_of={"wells": [1.0, 2.0, 3.0, 5.0]}))
    >>> filled, imputed = fill(np.array([3.0, 5.0, 7.0, np.nan]), rule, around)
    >>> filled.round(9).tolist(), imputed.tolist()
    ([3.0, 5.0, 7.0, 11.0], [False, False, False, True])
    """
    if not asked(column, scene).any():
        return column, np.zeros(len(column), dtype=np.bool_)
    values = values_of(column, parameters, scene)
    groups = scene.groups_within(parameters.within)
    wanted = _wanted(values)
    filled = column.copy()
    for group, found in _planes(values, wanted, groups).items():
        at = wanted & (groups == group)
        filled[at] = found.at(list(values[1:, at]))
    return filled, wanted


def _wanted(values: Matrix) -> Flags:
    """Who has no value, but all the others."""
    return np.asarray(np.isnan(values[0]) & ~np.isnan(values[1:]).any(axis=0))


def _planes(values: Matrix, wanted: Flags, groups: Groups) -> Mapping[int, Plane]:
    """The plane of each group in which a value is wanted."""
    complete = ~np.isnan(values).any(axis=0)
    needed = len(values) + 1
    few, flat = np.zeros_like(wanted), np.zeros_like(wanted)
    planes: dict[int, Plane] = {}
    for group in np.unique(groups[wanted]).tolist():
        members = complete & (groups == group)
        if np.count_nonzero(members) < needed:
            few |= wanted & (groups == group)
        elif (found := plane(values[0, members], list(values[1:, members]))) is None:
            flat |= wanted & (groups == group)
        else:
            planes[group] = found
    faults = ([too_few(few, needed)] if few.any() else []) + ([collinear(flat)] if flat.any() else [])
    if faults:
        raise Refused(*faults)
    return planes


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """The plane and what each of the others brings; nothing where the value is there."""
    if not np.isnan(column[at]):
        return []
    values = values_of(column, parameters, scene)
    if not result[1][at]:
        text = msg("There is no value, and not all of the other indicators from which it could be told have one.")
        return [Reason(text, {}, float("nan"))]
    groups = scene.groups_within(parameters.within)
    found = _planes(values, _wanted(values), groups)[int(groups[at])]
    own = values[1:, at].tolist()
    complete = ~np.isnan(values).any(axis=0) & (groups == groups[at])
    filled = float(result[0][at])
    numbers = {
        **numbers_of(found, parameters.others, own),
        "filled": filled,
        "number": int(np.count_nonzero(complete)),
        "within": parameters.within,
    }
    text = msg(
        "There is no value; {filled} stands for it: the intercept {intercept} and what the other indicators bring, by "
        "the regression over the {number} units that have all of them."
    )
    return [*brought(found, parameters.others, own), Reason(text, numbers, filled)]
