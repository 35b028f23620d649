"""What is known of units: values in a period, over time, and everything ever said about one."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from tarazy.engine.model.period import last_day
from tarazy.engine.statistics.carried import Carried
from tarazy.web.grammar.standing import GivenTexts, Standing
from tarazy.web.rooms.observatory.enums import PUBLISHED_WITH_RESULTS, Series
from tarazy.web.rooms.observatory.models import Break, Doubt, Observation, PublicObservation
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import units_by_id

KEY = ("variable", "period", "breakdown", "series", "unit")


@dataclass(frozen=True)
class Value:
    """What is known of a unit in a period: the last revision. `value` None: the status says why (M, O, L, Q, X).

    `is_back_cast`: the unit did not exist yet, or no longer, on the period's last day. `break_here`: from this period
    on figures
    cannot be compared with earlier ones without care. `doubt`: why the value has the status U. `se`: its standard
    error, `n`: of how many it is made, where the source gives them. `carried`: from what a value was worked out that
    nobody recorded for the unit.
    """

    unit: Unit
    period: str
    value: float | None
    status: str
    source: str
    revision: int
    reason: str
    recorded_at: datetime.datetime
    is_back_cast: bool
    break_here: Break | None
    doubt: Doubt | None
    se: float | None = None
    n: int | None = None
    carried: Carried | None = None


Under = tuple[str, str, str]  # variable, breakdown, series


@dataclass(frozen=True)
class Sought:
    """Which values of some units are looked for: all that any of these names."""

    variables: Collection[str]
    periods: Collection[str]
    breakdowns: Collection[str]
    series: Collection[str]


def last_revisions(as_of: datetime.datetime | None = None) -> QuerySet[Observation]:
    """The last revision of each key that was recorded not after `as_of` (None: now). For those who may read all."""
    rows = Observation.objects.all() if as_of is None else Observation.objects.filter(recorded_at__lte=as_of)
    return rows.order_by(*KEY, "-revision").distinct(*KEY)


def public_revisions(as_of: datetime.datetime | None = None) -> QuerySet[PublicObservation]:
    """The same as everybody may read it. Whatever leaves by a page, a file or an interface is read from here.

    Small cells are suppressed at every revision. What bodies report, and what was found and decided about it, becomes
    public in the bundle of a publication, and not before.
    """
    rows = PublicObservation.objects.exclude(series__in=PUBLISHED_WITH_RESULTS)
    rows = rows if as_of is None else rows.filter(recorded_at__lte=as_of)
    return rows.order_by(*KEY, "-revision").distinct(*KEY)


def values_in(
    variable: str,
    period: str,
    breakdown: str = "",
    series: str = Series.STATISTICS,
    units: Collection[str] | None = None,
    as_of: datetime.datetime | None = None,
) -> list[Value]:
    """One variable in one period over its units (`units` narrows), by unit id: for a map or a table."""
    rows = public_revisions(as_of).filter(variable=variable, period=period, breakdown=breakdown, series=series)
    return _values(rows if units is None else rows.filter(unit__in=units), variable)


def values_over_time(
    variable: str,
    units: Collection[str],
    breakdown: str = "",
    series: str = Series.STATISTICS,
    as_of: datetime.datetime | None = None,
) -> Mapping[str, list[Value]]:
    """One variable over all periods for some units: for a trend. By unit id, in order of period."""
    rows = public_revisions(as_of).filter(variable=variable, breakdown=breakdown, series=series, unit__in=units)
    lines: dict[str, list[Value]] = {unit: [] for unit in units}
    for value in sorted(_values(rows, variable), key=lambda value: value.period):
        lines[value.unit.pk].append(value)
    return lines


def public_of(variable: str, as_of: datetime.datetime | None = None) -> QuerySet[PublicObservation]:
    """What everybody may read of a variable: the last revision of every period, breakdown, series and unit, in that
    order.
    """
    return public_revisions(as_of).filter(variable=variable)


def values_by_breakdown(
    variable: str,
    period: str,
    breakdowns: Collection[str],
    units: Collection[str] | None = None,
    as_of: datetime.datetime | None = None,
) -> Mapping[str, Mapping[str, PublicObservation]]:
    """One variable in one period over its units, each in several breakdowns: by unit, then by breakdown."""
    rows = public_of(variable, as_of).filter(period=period, breakdown__in=breakdowns, series=Series.STATISTICS)
    found: dict[str, dict[str, PublicObservation]] = {}
    for row in rows if units is None else rows.filter(unit__in=units):
        found.setdefault(row.unit_id, {})[row.breakdown] = row
    return found


def groups_over_time(
    variable: str, unit: str, breakdowns: Collection[str], as_of: datetime.datetime | None = None
) -> Mapping[str, Mapping[str, PublicObservation]]:
    """One variable of one unit in several breakdowns: by period, in order, then by breakdown."""
    rows = public_of(variable, as_of).filter(unit=unit, breakdown__in=breakdowns, series=Series.STATISTICS)
    found: dict[str, dict[str, PublicObservation]] = {}
    for row in rows:
        found.setdefault(row.period, {})[row.breakdown] = row
    return found


def revisions_of(
    unit: str,
    variable: str,
    period: str,
    breakdown: str = "",
    series: str = Series.STATISTICS,
    as_of: datetime.datetime | None = None,
) -> QuerySet[PublicObservation]:
    """Everything ever said about one value, as far as everybody may read it, the first revision first."""
    rows = PublicObservation.objects.exclude(series__in=PUBLISHED_WITH_RESULTS)
    rows = rows.filter(unit=unit, variable=variable, period=period, breakdown=breakdown, series=series)
    return (rows if as_of is None else rows.filter(recorded_at__lte=as_of)).order_by("revision")


def numbers_over_time(
    variable: str, breakdown: str = "", series: str = Series.STATISTICS, as_of: datetime.datetime | None = None
) -> Mapping[str, Mapping[str, float]]:
    """The bare values of a variable by unit and period, for a picture of many units; without those that have none."""
    rows = public_revisions(as_of).filter(variable=variable, breakdown=breakdown, series=series)
    lines: dict[str, dict[str, float]] = {}
    for unit, period, value in rows.values_list("unit", "period", "value"):
        if value is not None:
            lines.setdefault(unit, {})[period] = value
    return lines


def values_recorded(
    sought: Sought, units: Mapping[str, Unit], as_of: datetime.datetime | None = None
) -> Mapping[Under, list[Value]]:
    """Several variables over some units, which are at hand: by variable, breakdown and series, in order of period."""
    rows = public_revisions(as_of).filter(
        variable__in=sought.variables, period__in=sought.periods, breakdown__in=sought.breakdowns,
        series__in=sought.series, unit__in=list(units),
    )  # fmt: skip
    found: dict[Under, list[Value]] = {}
    for key, value in _keyed(rows, sought.variables, units):
        found.setdefault(key, []).append(value)
    return found


BREAKS: Final = Standing(lambda: Break.objects.filter(variable__in=GivenTexts("variables")))
DOUBTS: Final = Standing(lambda: Doubt.objects.filter(variable__in=GivenTexts("variables")))
COLUMNS = ("unit", "period", "value", "status", "source", "revision", "reason", "recorded_at", "se", "n")


def _values(rows: QuerySet[PublicObservation], variable: str) -> list[Value]:
    return [value for _key, value in _keyed(rows, [variable])]


def _keyed(
    rows: QuerySet[PublicObservation], variables: Collection[str], units: Mapping[str, Unit] | None = None
) -> list[tuple[Under, Value]]:
    """Rows as values. Plain columns and one object a unit: a table may hold thousands of rows."""
    ids = list(variables)
    breaks = {(row.variable_id, row.unit_id, row.period): row for row in BREAKS.ask(variables=ids)}
    doubts = {(row.variable_id, row.breakdown, row.unit_id, row.period): row for row in DOUBTS.ask(variables=ids)}
    found = list(rows.values_list("variable", "breakdown", "series", *COLUMNS))
    known = units_by_id({row[3] for row in found}) if units is None else units
    last_days = {period: last_day(period) for period in {row[4] for row in found}}
    return [
        (
            (variable, breakdown, series),
            Value(
                unit=known[unit],
                period=period,
                value=value,
                status=status,
                source=source,
                revision=revision,
                reason=reason,
                recorded_at=recorded_at,
                is_back_cast=_is_outside(known[unit], last_days[period]),
                break_here=breaks.get((variable, unit, period)),
                doubt=doubts.get((variable, breakdown, unit, period)),
                se=se,
                n=n,
            ),
        )
        for variable, breakdown, series, unit, period, value, status, source, revision, reason, recorded_at, se, n in (
            found
        )
    ]


def _is_outside(unit: Unit, day: datetime.date) -> bool:
    return (unit.valid_from is not None and day < unit.valid_from) or (
        unit.valid_to is not None and day >= unit.valid_to
    )
