"""What is observed, how much is known of it, and from which sources."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from tarazy.web.grammar.standing import GivenTexts, Standing
from tarazy.web.rooms.observatory.enums import PUBLISHED_WITH_RESULTS, Series
from tarazy.web.rooms.observatory.models import (
    Break,
    BreakdownCode,
    Doubt,
    Observation,
    Source,
    UnitOfMeasure,
    Variable,
)


@dataclass(frozen=True)
class Extent:
    """How much is known of a variable.

    The number of values (each once, whatever its revisions), first and last period.
    """

    observations: int
    first_period: str
    last_period: str


class Recorded(NamedTuple):
    """Under what a value is recorded, whatever its unit."""

    variable: str
    series: str
    breakdown: str
    period: str


def variables(place: str | None = None) -> QuerySet[Variable]:
    """What is observed, published scores left out, in the order of each place's list; `place` (kz, un) narrows to one.

    Variables of one topic need not follow each other: group by `variable.topic` in order of first appearance.
    """
    found = Variable.objects.exclude(pk__contains=":").select_related(
        "topic", "unit_of_measure", "reported_by", "owner"
    )
    found = found.order_by("place", "position", "pk")
    return found if place is None else found.filter(place=place)


def variables_with_values() -> QuerySet[Variable]:
    """Those of which everybody may know a value: what the catalogue lists."""
    told = Observation.objects.filter(variable=OuterRef("pk"), revision=1).exclude(series__in=PUBLISHED_WITH_RESULTS)
    return variables().filter(Exists(told), topic__isnull=False)


def score_variables(methodology: str) -> QuerySet[Variable]:
    """Under what the published scores of an index (`place/name`) stand, in the order of its nodes."""
    return Variable.objects.filter(pk__startswith=f"{methodology}:").order_by("position", "pk")


def units_of_measure() -> QuerySet[UnitOfMeasure]:
    """Every unit of measure, by id."""
    return UnitOfMeasure.objects.order_by("pk")


def variable_with(id: str) -> Variable | None:
    """The variable with its topic, unit of measure, reporter and owner, or None."""
    return Variable.objects.select_related("topic", "unit_of_measure", "reported_by", "owner").filter(pk=id).first()


def extents(variables: Collection[str] | None = None) -> Mapping[str, Extent]:
    """How much everybody may know of each variable (None: of all). Variables without an observation are left out."""
    rows = Observation.objects.filter(revision=1).exclude(series__in=PUBLISHED_WITH_RESULTS)
    if variables is not None:
        rows = rows.filter(variable__in=variables)
    counted = rows.values("variable").annotate(count=Count("pk"), first=Min("period"), last=Max("period"))
    return {row["variable"]: Extent(row["count"], row["first"], row["last"]) for row in counted.order_by("variable")}


def periods_of(
    variable: str,
    breakdown: str = "",
    series: str = Series.STATISTICS,
    as_of: datetime.datetime | None = None,
) -> list[str]:
    """Periods with an observation that was recorded not after `as_of` (None: now), in order."""
    rows = _recorded_by(as_of).filter(variable=variable, breakdown=breakdown, series=series)
    return list(rows.order_by("period").values_list("period", flat=True).distinct())


def units_by_period(variable: str, breakdown: str = "", series: str = Series.STATISTICS) -> Mapping[str, set[str]]:
    """The units of which a period has a value, by period; a period in which all values are missing has none."""
    rows = Observation.objects.filter(variable=variable, breakdown=breakdown, series=series)
    told = rows.annotate(is_missing=Q(value__isnull=True)).values_list("period", "unit", "is_missing")
    found: dict[str, set[str]] = {}
    for period, unit, is_missing in told.order_by().distinct():
        found.setdefault(period, set()).update(() if is_missing else (unit,))
    return found


def keys_of(variables: Collection[str]) -> set[Recorded]:
    """Under what anything is recorded of some variables."""
    rows = Observation.objects.filter(variable__in=variables).order_by()
    return {Recorded(*row) for row in rows.values_list(*Recorded._fields).distinct()}


def breakdowns_of(variable: str, series: str = Series.STATISTICS, as_of: datetime.datetime | None = None) -> list[str]:
    """Breakdowns with an observation that was recorded not after `as_of` (None: now); the total ("") first."""
    rows = _recorded_by(as_of).filter(variable=variable, series=series)
    return list(rows.order_by("breakdown").values_list("breakdown", flat=True).distinct())


def first_recorded(variable: str) -> datetime.datetime | None:
    """When the first observation of a variable that everybody may read was recorded."""
    rows = Observation.objects.filter(variable=variable).exclude(series__in=PUBLISHED_WITH_RESULTS)
    found: datetime.datetime | None = rows.aggregate(first=Min("recorded_at"))["first"]
    return found


def _recorded_by(as_of: datetime.datetime | None) -> QuerySet[Observation]:
    return Observation.objects.all() if as_of is None else Observation.objects.filter(recorded_at__lte=as_of)


def breakdown_codes() -> Mapping[tuple[str, str], BreakdownCode]:
    """The names of the codes of breakdowns, by key and code: ("sex", "f") is women."""
    return {(row.key, row.code): row for row in BreakdownCode.objects.order_by("pk")}


SOURCES: Final = Standing(
    lambda: Source.objects.select_related("published_by", "licence").filter(pk__in=GivenTexts("ids")).order_by("pk")
)


def sources(ids: Iterable[str]) -> Mapping[str, Source]:
    """Sources by id, with publisher and licence. An id that is no source (a publication, a decision) is left out."""
    named = sorted(set(ids))
    return {source.pk: source for source in SOURCES.ask(ids=named)} if named else {}


def sources_of(variable: str) -> list[Source]:
    """The sources that the observations of a variable name, by id."""
    named = Observation.objects.filter(variable=variable).exclude(source="").values_list("source", flat=True).distinct()
    return sorted(sources(named).values(), key=lambda source: source.pk)


def breaks_of(variable: str) -> QuerySet[Break]:
    """Breaks in comparability of a variable, in order of period."""
    return Break.objects.filter(variable=variable).select_related("unit").order_by("period", "unit")


def doubts_of(variable: str, breakdown: str = "") -> QuerySet[Doubt]:
    """Why values of a variable are doubtful, in order of period."""
    rows = Doubt.objects.filter(variable=variable, breakdown=breakdown)
    return rows.select_related("unit").order_by("period", "unit")


def every_source() -> QuerySet[Source]:
    """Every source with publisher and licence, by id."""
    return Source.objects.select_related("published_by", "licence").order_by("pk")


def titles_of(ids: Iterable[str]) -> Mapping[str, str]:
    """The titles of variables in the language of the page, by id."""
    return {one.pk: str(one.title) for one in Variable.objects.filter(pk__in=set(ids))}
