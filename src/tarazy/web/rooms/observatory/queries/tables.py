"""What everybody may read of a place, as one table in the order of its keys: for files and programs."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet

from tarazy.web.rooms.observatory.enums import PUBLISHED_WITH_RESULTS, Series
from tarazy.web.rooms.observatory.models import PublicObservation, SuppressedCell
from tarazy.web.rooms.observatory.queries.values import public_revisions
from tarazy.web.rooms.observatory.queries.variables import variables

# By column of the key (unit, variable, breakdown, series, period) the values that are wanted; without one: all.
Wanted = Mapping[str, Collection[str]]
EVERYTHING: Final[Sequence[Wanted]] = ({},)
ROWS_AT_ONCE: Final = 2000
# Targets, statistics and what else others say; scores are read from their publications.
NOT_SHOWN: Final = (*PUBLISHED_WITH_RESULTS, Series.SCORE)


class PublicRow(NamedTuple):
    """An observation at its last revision."""

    unit: str
    variable: str
    breakdown: str
    series: str
    period: str
    value: float | None
    se: float | None
    n: int | None
    status: str
    revision: int
    reason: str
    source: str


class Size(NamedTuple):
    """How many observations, and in how many series: keys without their period."""

    observations: int
    series: int


def public_table(
    place: str, wanted: Sequence[Wanted] = EVERYTHING, recorded_after: datetime.datetime | None = None
) -> Iterator[PublicRow]:
    """The public observations of a place's variables that fit one of `wanted`, read in parts; by unit, variable,
    breakdown, series and period. `recorded_after`: those alone that were recorded or revised later.
    """
    rows = _public(public_revisions(), place, wanted)
    if recorded_after is not None:
        rows = rows.filter(recorded_at__gt=recorded_after)
    key = ("unit", "variable", "breakdown", "series", "period")
    rows = rows.order_by(*key, "-revision").distinct(*key)
    return map(PublicRow._make, rows.values_list(*PublicRow._fields).iterator(chunk_size=ROWS_AT_ONCE))


def occurring(place: str, column: str, wanted: Sequence[Wanted] = EVERYTHING) -> list[str]:
    """The values that a column of the key has in the table, in order."""
    rows = _keys(place, wanted).order_by(column).values_list(column, flat=True)
    return list(rows.distinct())


def size_of(place: str, wanted: Sequence[Wanted] = EVERYTHING) -> Size:
    rows = _keys(place, wanted)
    series = rows.order_by().values("unit", "variable", "breakdown", "series").distinct()
    return Size(rows.count(), series.count())


def places_observed() -> list[str]:
    """The places of which there are public observations."""
    found = _shown(PublicObservation.objects.filter(revision=1)).order_by("variable__place")
    return list(found.values_list("variable__place", flat=True).distinct())


def last_recorded() -> tuple[str, datetime.datetime | None]:
    """The numbers of the last observation and of the last cell that was suppressed, and when the observation was
    recorded: what was read before may have changed since.
    """
    number, recorded_at = PublicObservation.objects.order_by("-pk").values_list("pk", "recorded_at").first() or (
        0,
        None,
    )
    hidden = SuppressedCell.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return f"{number}-{hidden}", recorded_at


def _keys(place: str, wanted: Sequence[Wanted]) -> QuerySet[PublicObservation]:
    """One row a key: each has exactly one first revision."""
    return _public(PublicObservation.objects.filter(revision=1), place, wanted)


def _public(rows: QuerySet[PublicObservation], place: str, wanted: Sequence[Wanted]) -> QuerySet[PublicObservation]:
    rows = _shown(rows.filter(variable__in=variables(place).order_by().values("pk")))
    if not all(wanted):  # one of them wants everything
        return rows
    fits = Q(pk__in=())
    for one in wanted:
        fits |= Q(**{f"{column}__in": values for column, values in one.items()})
    return rows.filter(fits)


def _shown(rows: QuerySet[PublicObservation]) -> QuerySet[PublicObservation]:
    return rows.exclude(series__in=NOT_SHOWN)
