"""What everybody may read of the observations, a page at a time, in the order of their key."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tarazy.engine.model.period import first_day, last_day
from tarazy.web.grammar.selected import selected
from tarazy.web.rooms.observatory.enums import PUBLISHED_WITH_RESULTS, Series

COLUMNS: Final = {
    "unit": "o.unit_id", "variable": "o.variable_id", "period": "o.period", "breakdown": "o.breakdown",
    "series": "o.series", "revision": "o.revision", "value": "o.value", "se": "o.se", "n": "o.n", "status": "o.status",
    "source": "o.source", "reason": "o.reason", "recorded_at": "o.recorded_at",
}  # fmt: skip
KEY: Final = ("variable", "period", "breakdown", "series", "unit")
# Published scores are asked for by themselves: what was withdrawn or left out is known there.
SCORES_HERE: Final = ":"  # in the id of the variable of a published score
NOT_HERE: Final = [one.value for one in (*PUBLISHED_WITH_RESULTS, Series.SCORE)]
_LIST: Final = ("variable", "period", "breakdown", "series", "unit")
_UNIT: Final = {"kind": "kind_id", "parent": "parent_id", "peer_group": "peer_group_id", "place": "place"}
_KEY_COLUMNS: Final = ", ".join(COLUMNS[name] for name in KEY)
_SAME_KEY: Final = " AND ".join(COLUMNS[name].replace("o.", "l.") + f" = {COLUMNS[name]}" for name in KEY)
# The month in which a period begins: 2023 and 2022/2024 in January, 2023-Q2 in April, 2023-07 in July.
_BEGINS: Final = (
    "left(o.period, 4) || CASE WHEN substr(o.period, 5, 2) = '-Q' "
    "THEN to_char(substr(o.period, 7, 1)::int * 3 - 2, 'FM00') "
    "WHEN substr(o.period, 5, 1) = '-' THEN substr(o.period, 6, 2) ELSE '01' END"
)


@dataclass(frozen=True)
class Chosen:
    """Which observations. An empty tuple, text or None chooses all.

    `first`, `last`: periods; what begins between the beginning of the one and the end of the other. `as_of`: as it was
    known then. `updated_since`: recorded then or later.
    """

    variable: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    breakdown: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    peer_group: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    as_of: datetime.datetime | None = None
    updated_since: datetime.datetime | None = None
    title: str = ""


def observations_page(
    chosen: Chosen, fields: Sequence[str], most: int, after: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """At most so many public observations, each at its last revision: the columns asked for, then the five of the key.

    They begin after the key `after`, so that a page stays the same while others are recorded.
    """
    conditions, given = _conditions(chosen)
    if after:
        conditions.append(f"({_KEY_COLUMNS}) > ({', '.join(['%s'] * len(KEY))})")
        given += after
    columns = ", ".join(COLUMNS[name] for name in (*fields, *KEY))
    question = (
        f"SELECT {columns} FROM observatory_public_observation o WHERE {' AND '.join(conditions)} "
        f"ORDER BY {_KEY_COLUMNS} LIMIT %s"
    )
    return selected(question, [*given, most])


def _conditions(chosen: Chosen) -> tuple[list[str], list[Any]]:
    conditions = ["o.series <> ALL(%s)"]
    given: list[Any] = [NOT_HERE]
    for condition, values in (*_lists(chosen), *_of_units(chosen), *_periods(chosen), *_times(chosen)):
        conditions.append(condition)
        given += values
    if chosen.title:
        titles = " OR ".join(f"title->>'{language}' ILIKE %s" for language in ("kk", "ru", "en"))
        conditions.append(f"o.variable_id IN (SELECT id FROM observatory_variable WHERE {titles})")
        given += [f"%{_literally(chosen.title)}%"] * 3
    return conditions, given


def _lists(chosen: Chosen) -> Iterable[tuple[str, list[Any]]]:
    for name in _LIST:
        values = list(getattr(chosen, name))
        if len(values) == 1:  # then the index gives the rows in their order, and none is sorted
            yield f"{COLUMNS[name]} = %s", values
        elif values:
            yield f"{COLUMNS[name]} = ANY(%s)", [values]


def _of_units(chosen: Chosen) -> Iterable[tuple[str, list[Any]]]:
    asked = {column: list(getattr(chosen, name)) for name, column in _UNIT.items() if getattr(chosen, name)}
    if asked:
        told = " AND ".join(f"{column} = ANY(%s)" for column in asked)
        yield f"o.unit_id IN (SELECT id FROM units_unit WHERE {told})", list(asked.values())


def _periods(chosen: Chosen) -> Iterable[tuple[str, list[Any]]]:
    if chosen.first:
        day = first_day(chosen.first)
        yield "o.period >= %s", [f"{day:%Y}"]
        yield f"{_BEGINS} >= %s", [f"{day:%Y%m}"]
    if chosen.last:
        day = last_day(chosen.last)
        yield "o.period < %s", [f"{day.year + 1:04d}"]
        yield f"{_BEGINS} <= %s", [f"{day:%Y%m}"]


def _times(chosen: Chosen) -> Iterable[tuple[str, list[Any]]]:
    later = f"SELECT 1 FROM observatory_public_observation l WHERE {_SAME_KEY} AND l.revision > o.revision"
    if chosen.as_of is None:
        yield f"NOT EXISTS ({later})", []
    else:
        yield "o.recorded_at <= %s", [chosen.as_of]
        yield f"NOT EXISTS ({later} AND l.recorded_at <= %s)", [chosen.as_of]
    if chosen.updated_since is not None:
        yield "o.recorded_at >= %s", [chosen.updated_since]


def _literally(text: str) -> str:
    """A text in which no sign stands for others."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
