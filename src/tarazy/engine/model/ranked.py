"""What the methods of rank have in common: who is first, and which digits of a score decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal

import msgspec

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.places import standing
from tarazy.engine.model.rounding import rounded
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

_TIES: Final[Mapping[str, Literal["away_from_zero", "to_even"]]] = {"half_up": "away_from_zero", "half_even": "to_even"}
_TOLD: Final = {
    "half_up": msg("For the place alone {exact} is rounded half up to {decimals} decimals: {ranked}."),
    "half_even": msg("For the place alone {exact} is rounded half to even to {decimals} decimals: {ranked}."),
}


class Rounded(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """To how many decimals a number is rounded for its place alone, and where a tie between two roundings goes."""

    mode: Literal["half_up", "half_even"]
    decimals: Annotated[int, msgspec.Meta(ge=0, le=15)]
    source: str
    date: date


class Ranked(Parameters, frozen=True, kw_only=True):
    """`order`: whether the highest or the lowest number is first. `rounded`: how it is rounded for its place alone;
    None: 12 significant digits decide.
    """

    order: Literal["highest_first", "lowest_first"]
    rounded: Rounded | None = None


def as_ranked(column: Vector, parameters: Ranked) -> Vector:
    """float64[n]: the numbers that decide the places; missing (NaN) stays missing."""
    rule = parameters.rounded
    return column if rule is None else rounded(column, rule.decimals, _TIES[rule.mode])


def numbers_of_place(
    column: Vector, parameters: Ranked, scene: Scene, result: Vector, at: int
) -> dict[str, float | int | str]:
    """How the unit stands by the column among its peer group."""
    ranked = as_ranked(column, parameters)
    stands = standing(ranked, scene.groups, at, highest_first=parameters.order == "highest_first")
    return {
        "ranked": float(ranked[at]),
        "rank": float(result[at]),
        "n": stands.number,
        "ahead": stands.ahead,
        "scores_ahead": stands.scores_ahead,
        "tied": stands.tied,
        "order": parameters.order,
    }


def reasons_of_rounding(column: Vector, parameters: Ranked, at: int) -> list[Reason]:
    """How the number was rounded for its place; nothing where it was not."""
    if parameters.rounded is None:
        return []
    ranked = float(as_ranked(column[[at]], parameters)[0])
    numbers: dict[str, float | int | str] = {
        "exact": float(column[at]),
        "decimals": parameters.rounded.decimals,
        "ranked": ranked,
        "source": parameters.rounded.source,
    }
    return [Reason(_TOLD[parameters.rounded.mode], numbers, ranked)]
