"""A view of the explorer and its address: one address for one view, and the view again from its address."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

TOTAL: Final = ""
CHARTS: Final = ("line", "bars", "distribution", "scatter", "map", "multiples", "table")
# What these show is of one period, the last one.
OF_ONE_PERIOD: Final = ("bars", "distribution", "scatter", "map")
AS_IS, INDEX, PER_HEAD, DIVIDED, CHANGE = "as_is", "index", "per_head", "divided", "change"
TRANSFORMATIONS: Final = (AS_IS, INDEX, PER_HEAD, DIVIDED, CHANGE)
BY_ANOTHER: Final = (PER_HEAD, DIVIDED)
AS_RECORDED: Final = "as-recorded"  # of the boundaries on which values are shown

MOST_VARIABLES, MOST_UNITS, MOST_PERIODS, MOST_BREAKDOWNS = 12, 60, 60, 8
LONGEST_NAME: Final = 200

# Name in the address -> field of the view.
SEVERAL: Final = {"v": "variables", "u": "units", "b": "breakdowns"}
SINGLE: Final = {
    "group": "group", "kind": "kind", "across": "across", "from": "first", "to": "last", "chart": "chart",
    "as": "transformation", "base": "base", "by": "by", "x": "x", "y": "y", "size": "size", "known": "known",
    "like": "like", "territory": "onto", "targets": "targets",
}  # fmt: skip


@dataclass(frozen=True)
class View:
    """What is shown, of whom, when and how.

    `units`: chosen by hand, beside those of a peer group `group` or a kind `kind`. `across` "yes": units that are not
    compared with each other by default may stand together. `base`: the period that is 100. `by`: the variable that
    others are divided by. `x`, `y`, `size`: of the variables, which stands where in a scatter. `known`: as it was known
    at the end of that day; empty for today. `like`: the unit whose peers of a similar structure are shown with it, in
    place of a group or kind. `onto`: boundaries of another time, onto which values are carried; empty: as they are
    recorded. `targets` "yes": targets stand beside the values. An empty `chart` leaves it to what suits what is shown.
    """

    variables: tuple[str, ...]
    first: str = ""
    last: str = ""
    units: tuple[str, ...] = ()
    group: str = ""
    kind: str = ""
    across: str = ""
    breakdowns: tuple[str, ...] = (TOTAL,)
    chart: str = ""
    transformation: str = AS_IS
    base: str = ""
    by: str = ""
    x: str = ""
    y: str = ""
    size: str = ""
    known: str = ""
    like: str = ""
    onto: str = ""
    targets: str = ""

    @property
    def is_of_one_period(self) -> bool:
        return self.chart in OF_ONE_PERIOD

    @property
    def known_until(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.known) if self.known else None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The address as names and values, in the one order; what means nothing to the view is left out."""
        view = canonical(self)
        several = [(name, value) for name, field in SEVERAL.items() for value in getattr(view, field)]
        kept = [pair for pair in several if view.breakdowns != (TOTAL,) or pair[0] != "b"]
        single = [(name, getattr(view, field)) for name, field in SINGLE.items()]
        return kept + [(name, value) for name, value in single if value and (name, value) != ("as", AS_IS)]

    @cached_property
    def query(self) -> str:
        return urlencode(self.pairs)


def canonical(view: View) -> View:
    """The view without what its chart and transformation do not read, every choice of several once and in order."""
    axes = (view.x, view.y, view.size) if view.chart == "scatter" else ("", "", "")
    return replace(
        view,
        variables=_ordered(view.variables),
        units=_ordered(view.units),
        breakdowns=_ordered(view.breakdowns) or (TOTAL,),
        group="" if view.like else view.group,
        kind="" if view.group or view.like else view.kind,
        across="yes" if view.across == "yes" else "",
        first=view.last if view.is_of_one_period else view.first,
        base=view.base if view.transformation == INDEX else "",
        by=view.by if view.transformation in BY_ANOTHER else "",
        x=axes[0],
        y=axes[1],
        size=axes[2],
        onto="" if view.onto == AS_RECORDED else view.onto,
        targets="yes" if view.targets == "yes" and has_room_for_targets(view) else "",
    )


def has_room_for_targets(view: View) -> bool:
    """A scatter has two axes for values already, and a target has no change over the period before."""
    return view.chart != "scatter" and view.transformation != CHANGE


def _ordered(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def view_given(given: Mapping[str, Sequence[str]]) -> View:
    """The view that an address names, as far as it names one; nothing of it is checked yet. Other names are passed
    over, and of a single thing that is named twice the last counts.
    """
    several: dict[str, Any] = {field: tuple(given.get(name, ())) for name, field in SEVERAL.items()}
    several |= {field: tuple(value for value in several[field] if value) for field in ("variables", "units")}
    single = {field: given[name][-1] for name, field in SINGLE.items() if given.get(name) and given[name][-1]}
    longest = max((len(value) for values in (*several.values(), single.values()) for value in values), default=0)
    if longest > LONGEST_NAME:
        raise ValueError("a name in the address is too long")
    view = View(**(several | single))
    return replace(view, breakdowns=view.breakdowns or (TOTAL,))
