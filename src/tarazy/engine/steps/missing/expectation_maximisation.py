"""A missing value is replaced by what is expected of it, given other indicators, under their likeliest distribution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.groups import Groups
from tarazy.engine.model.least_squares import plane
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.normal import Normal, likeliest
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
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Replaced by what other indicators lead one to expect (expectation-maximisation)")
RELATIVE = True
AT = frozenset({"indicator"})


class Parameters(FromOthers, frozen=True, kw_only=True, tag="expectation_maximisation"):
    """`others`: the indicators that are taken together with this one; `within`: over whom. `tolerance`: below which
    change, of variables of variance 1, the iterations end; `most_iterations`: after how many they are given up.
    """

    tolerance: Annotated[float, msgspec.Meta(gt=0, lt=1)]
    most_iterations: Annotated[int, msgspec.Meta(ge=1)]
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    yield from flaws_of_others(parameters)


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Put the expected value where one is missing.

    Formula: filled = value, or m + c' C^-1 (x - M) where the value is missing; x are the unit's known values of the
    others, M and C their means and covariances, m the mean of the indicator and c its covariances with them. Means and
    covariances are those under which all values of the group, taken together, are likeliest if they lie like a
    multivariate normal distribution. They are found by expectation-maximisation, each variable scaled to mean 0 and
    variance 1 of its known values and starting from there without covariances, until none changes by `tolerance`.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN; the others float64[n], each in
    its own, by their formulas, before what any rule made of them. Who has none of them stays missing.
    Returns: float64[n]; bool[n], which values were imputed. On other processors they agree to about 1e-16 times the
    condition of the covariances, that is to 1e-12 where no indicator nearly follows from the rest.
    Raises: Refused where a value is to be filled in and fewer than (others + 2) units of the group have all values, or
    one indicator follows from the rest among them (in 7 digits), or `most_iterations` were not enough; and what the
    formulas of the others refuse.
    Source: R. J. A. Little and D. B. Rubin, Statistical Analysis with Missing Data, second edition (2002), chapter 11;
    OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (expected maximisation imputation).

    >>> rule = Parameters(
    ...     others=("wells",), within="period", tolerance=1e-12, most_iterations=1000, source="-", date=date(2024, 1, 1)
    ... )
    >>> around = scene(5, around=seen(values_of={"wells": [1.0, 2.0, 3.0, 4.0, 6.0]}))
    >>> filled, imputed = fill(np.array([3.0, 0.0, 1.0, 6.0, np.nan]), rule, around)
    >>> filled.round(9).tolist(), imputed.tolist()
    ([3.0, 0.0, 1.0, 6.0, 6.0], [False, False, False, False, True])
    """
    if not asked(column, scene).any():
        return column, np.zeros(len(column), dtype=np.bool_)
    values = values_of(column, parameters, scene)
    groups = scene.groups_within(parameters.within)
    wanted = _wanted(values)
    filled = column.copy()
    for group, found in _normals(values, wanted, groups, parameters).items():
        members = wanted & (groups == group)
        for pattern in np.unique(~np.isnan(values[1:, members]), axis=1).T:
            at = members & (~np.isnan(values[1:]) == pattern[:, np.newaxis]).all(axis=0)
            known = (np.flatnonzero(pattern) + 1).tolist()
            filled[at] = found.plane(0, known).at([values[one, at] for one in known])
    return filled, wanted


def _wanted(values: Matrix) -> Flags:
    """Who has no value, but one of the others."""
    return np.asarray(np.isnan(values[0]) & ~np.isnan(values[1:]).all(axis=0))


def _normals(values: Matrix, wanted: Flags, groups: Groups, parameters: Parameters) -> Mapping[int, Normal]:
    """The distribution of each group in which a value is wanted."""
    complete, some = ~np.isnan(values).any(axis=0), ~np.isnan(values).all(axis=0)
    needed = len(values) + 1
    few, flat, unfinished = np.zeros_like(wanted), np.zeros_like(wanted), np.zeros_like(wanted)
    found: dict[int, Normal] = {}
    for group in np.unique(groups[wanted]).tolist():
        members = groups == group
        whole = values[:, members & complete]
        if whole.shape[1] < needed:
            few |= wanted & members
        elif plane(whole[0], [*whole[1:], whole[0]]) is None:
            flat |= wanted & members
        elif normal := likeliest(values[:, members & some], parameters.tolerance, parameters.most_iterations):
            found[group] = normal
        else:
            unfinished |= wanted & members
    faults = [too_few(few, needed)] if few.any() else []
    faults += [collinear(flat)] if flat.any() else []
    faults += [_unfinished(unfinished, parameters)] if unfinished.any() else []
    if faults:
        raise Refused(*faults)
    return found


def _unfinished(units: Flags, parameters: Parameters) -> Fault:
    return Fault(
        Message(
            msg("Expectation-maximisation has not converged: iterations allowed {iterations}, tolerance {tolerance}."),
            {"iterations": parameters.most_iterations, "tolerance": parameters.tolerance},
        ),
        Message(msg("Its numbers were still changing, so what it would fill in is not yet settled.")),
        Message(msg("Allow more iterations, name fewer indicators, or take another rule for missing data.")),
        units,
    )


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """What is expected given the unit's own values, and what each of them brings; nothing where the value is there."""
    if not np.isnan(column[at]):
        return []
    values = values_of(column, parameters, scene)
    if not result[1][at]:
        text = msg("There is no value, and none of the other indicators has one from which it could be told.")
        return [Reason(text, {}, float("nan"))]
    groups = scene.groups_within(parameters.within)
    normal = _normals(values, _wanted(values) & (groups == groups[at]), groups, parameters)[int(groups[at])]
    known = (np.flatnonzero(~np.isnan(values[1:, at])) + 1).tolist()
    found = normal.plane(0, known)
    others, own = [parameters.others[one - 1] for one in known], values[known, at].tolist()
    filled = float(result[0][at])
    numbers = {
        **numbers_of(found, others, own),
        "filled": filled,
        "number": int(np.count_nonzero((groups == groups[at]) & ~np.isnan(values).all(axis=0))),
        "within": parameters.within,
        "iterations": normal.iterations,
    }
    text = msg(
        "There is no value; {filled} stands for it: the intercept {intercept} and what the other indicators bring, by "
        "the means and covariances that are likeliest for the values of {number} units (iterations: {iterations})."
    )
    return [*brought(found, others, own), Reason(text, numbers, filled)]
