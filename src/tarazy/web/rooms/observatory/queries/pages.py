"""What everybody may read of the observations, a page at a time, in the order of their key."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
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
_ORDER: Final = ", ".join(COLUMNS[name] for name in (*KEY, "revision"))  # that of the index
LAST_REVISION: Final = 2**31 - 1  # no key has so many
# Said in the text of the question, since they are always the same: the database can then plan it once for all askings.
_IS_HERE: Final = f"o.series NOT IN ({', '.join(repr(one) for one in NOT_HERE)})"
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


def columns_of(fields: Sequence[str]) -> tuple[str, ...]:
    """What the rows of a page hold: the fields asked for, then what lacks of the key and the revision."""
    return tuple(dict.fromkeys((*fields, *KEY, "revision")))


def observations_page(
    chosen: Chosen, fields: Sequence[str], most: int, after: Sequence[str] = ()
) -> tuple[list[tuple[Any, ...]], bool]:
    """At most so many public observations, each at its last revision, and whether others follow.

    Their columns are `columns_of` the fields. They begin after the key `after`, so that a page stays the same while
    others are recorded. All revisions are read along the index, and the last of each key is kept here: the database
    would look for later revisions from the first key of all.
    """
    columns = columns_of(fields)
    reach: tuple[Any, ...] = (*after, LAST_REVISION) if after else ()
    key_of = itemgetter(*(columns.index(name) for name in KEY))
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    while len(found) <= most:
        rows = _revisions(chosen, columns, most + 1, reach)
        found |= {key_of(row): row for row in rows}
        if len(rows) <= most:
            break
        reach = (*key_of(rows[-1]), rows[-1][columns.index("revision")])
    return list(found.values())[:most], len(found) > most


def _revisions(chosen: Chosen, columns: Sequence[str], most: int, reach: Sequence[Any]) -> list[tuple[Any, ...]]:
    """At most so many revisions in the order of their keys, after the one that is named."""
    conditions, given = _conditions(chosen)
    if reach:
        conditions.append(f"({_ORDER}) > ({', '.join(['%s'] * len(reach))})")
        given += reach
    # How many rows stands in the text: the plan for all askings must know that only the beginning is wanted.
    question = (
        f"SELECT {', '.join(COLUMNS[name] for name in columns)} FROM observatory_public_observation o "
        f"WHERE {' AND '.join(conditions)} ORDER BY {_ORDER} LIMIT {int(most)}"
    )
    return selected(question, given, is_binary=True)


def _conditions(chosen: Chosen) -> tuple[list[str], list[Any]]:
    """Conditions on the keys, and on when a revision was recorded: later revisions are recorded later."""
    conditions = [_IS_HERE]
    given: list[Any] = []
    for condition, values in (*_lists(chosen), *_of_units(chosen), *_periods(chosen)):
        conditions.append(condition)
        given += values
    if chosen.title:
        titles = " OR ".join(f"title->>'{language}' ILIKE %s" for language in ("kk", "ru", "en"))
        conditions.append(f"o.variable_id IN (SELECT id FROM observatory_variable WHERE {titles})")
        given += [f"%{_literally(chosen.title)}%"] * 3
    if chosen.as_of is not None:
        conditions.append("o.recorded_at <= %s")
        given.append(chosen.as_of)
    if chosen.updated_since is not None:
        conditions.append("o.recorded_at >= %s")
        given.append(chosen.updated_since)
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


def _literally(text: str) -> str:
    """A text in which no sign stands for others."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
