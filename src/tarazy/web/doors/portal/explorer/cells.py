"""The values of a view, transformed as it asks, with everything that is to be said of each."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.explorer.offers import PEOPLE, series_of
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.view import AS_IS, BY_ANOTHER, CHANGE, INDEX, PER_HEAD, TOTAL, View
from tarazy.web.doors.portal.observatory.asked import breakdown_in_words
from tarazy.web.doors.portal.observatory.short import decimals_of
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.models import BreakdownCode, Variable
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.values import Value, values_in, values_over_time
from tarazy.web.rooms.observatory.queries.variables import breakdown_codes
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.written import in_language, number, readable_places
from tarazy.web.ui.written import period as period_text

OF_A_THOUSAND = 1000
SMALLEST_READABLE = 0.01

Line = Mapping[str, Value]  # by period


@dataclass(frozen=True)
class Observed:
    """A variable in one breakdown of it, `part` being what the breakdown is called."""

    variable: Variable
    breakdown: str
    title: str
    part: str
    symbol: str
    unit_of_measure: str

    @property
    def href(self) -> str:
        """The page that says what it is: of a score, the results of its index."""
        index, is_score, node = self.variable.pk.partition(":")
        if not is_score:
            return reverse("portal:variable", kwargs={"variable": self.variable.pk})
        place, name = index.split("/", 1)
        return f"{reverse('portal:results', kwargs={'place': place, 'name': name})}?node={node}"


@dataclass(frozen=True)
class Cell:
    """A number of a view, or why there is none. `flags`: word and explanation of each reason to read it with care."""

    value: float | None
    why: str = ""
    flags: tuple[tuple[str, str], ...] = ()
    is_break: bool = False
    source: str = ""
    given: float | None = None


@dataclass(frozen=True)
class Row:
    """A unit at one thing observed, a cell a period."""

    unit: Unit
    observed: Observed
    cells: tuple[Cell, ...]

    @property
    def values(self) -> list[float]:
        return [cell.value for cell in self.cells if cell.value is not None]


@dataclass(frozen=True)
class Shown:
    """A view with its numbers: units by name, at each of them everything observed in the view's order."""

    asked: Asked
    observed: list[Observed]
    rows: list[Row]

    @property
    def periods(self) -> list[str]:
        return self.asked.periods

    @cached_property
    def places(self) -> dict[Observed, int]:
        """With how many decimals each thing observed is written."""
        return {one: places_of([v for row in self.of(one) for v in row.values]) for one in self.observed}

    def of(self, observed: Observed) -> list[Row]:
        return [row for row in self.rows if row.observed == observed]

    def written(self, observed: Observed, value: float | None) -> str:
        return number(value, self.places[observed])

    @property
    def missing(self) -> int:
        return sum(cell.value is None for row in self.rows for cell in row.cells)

    @property
    def sources(self) -> list[str]:
        return sorted({cell.source for row in self.rows for cell in row.cells if cell.source})


def places_of(values: Sequence[float]) -> int:
    """Decimals for all of them alike: as many as are given and can be read, more for what is very small."""
    greatest = max((abs(value) for value in values), default=0.0)
    if 0 < greatest < SMALLEST_READABLE:
        return decimals_of(float(f"{greatest:.3g}"))
    return min(readable_places(greatest), max(map(decimals_of, values), default=0))


def shown(asked: Asked) -> Shown:
    """Read the values of a view and transform them."""
    view, codes = asked.view, breakdown_codes() if asked.view.breakdowns != (TOTAL,) else {}
    units = sorted(asked.units, key=lambda unit: (sort_key(str(unit.name)), unit.pk))
    observed = [observed_of(asked, one, key, codes) for one in asked.variables for key in view.breakdowns]
    divisors = lines_of(asked, asked.offers.variables[view.by], TOTAL, asked.periods) if view.by else {}
    rows = []
    for one in observed:
        lines = lines_of(asked, one.variable, one.breakdown, periods_read(view, asked.periods))
        for unit in units:
            line, divisor = lines.get(unit.pk, {}), divisors.get(unit.pk, {})
            cells = (cell_of(asked, line, divisor, period) for period in asked.periods)
            rows.append(Row(unit, one, tuple(cells)))
    places = {unit.pk: place for place, unit in enumerate(units)}
    rows.sort(key=lambda row: places[row.unit.pk])
    return Shown(asked, observed, rows)


def observed_of(
    asked: Asked, variable: Variable, breakdown: str, codes: Mapping[tuple[str, str], BreakdownCode]
) -> Observed:
    title = str(variable.title)
    if ":" in variable.pk:
        title = _("%(title)s, published score") % {"title": title}
    part = breakdown_in_words(breakdown, codes)
    if asked.view.breakdowns != (TOTAL,):
        title = _("%(title)s, %(breakdown)s") % {"title": title, "breakdown": part}
    measure, view = variable.unit_of_measure, asked.view
    symbol, full = in_language(measure.symbol), in_language(measure.title)
    if view.transformation == INDEX:
        symbol = full = _("%(period)s = 100") % {"period": period_text(view.base)}
    elif view.transformation == PER_HEAD:
        symbol = _("%(unit)s per 1,000 people") % {"unit": symbol}
        full = _("%(unit)s per 1,000 people") % {"unit": full}
    elif view.transformation in BY_ANOTHER:
        by = asked.offers.variables[view.by]
        symbol = f"{symbol} / {in_language(by.unit_of_measure.symbol)}"
        full = _("%(unit)s, divided by “%(variable)s”") % {"unit": full, "variable": by.title}
    elif view.transformation == CHANGE:
        full = _("%(unit)s, change over the period before") % {"unit": full}
    return Observed(variable, breakdown, title, part, symbol, full)


def periods_read(view: View, periods: Sequence[str]) -> set[str]:
    """The periods whose values the numbers of a view are made from."""
    more = {view.base} if view.transformation == INDEX else set()
    if view.transformation == CHANGE:
        more = {earlier(period, 1) for period in periods}
    return {*periods, *more}


def lines_of(asked: Asked, variable: Variable, breakdown: str, periods: Sequence[str] | set[str]) -> dict[str, Line]:
    """The values of the units of the view by unit and period, without what is not shown by decision."""
    units, series, as_of = [unit.pk for unit in asked.units], series_of(variable.pk), known_until(asked.view)
    if len(periods) == 1:
        found = [*values_in(variable.pk, next(iter(periods)), breakdown, series, units, as_of)]
    else:
        lines = values_over_time(variable.pk, units, breakdown, series, as_of)
        found = [value for line in lines.values() for value in line]
    kept: dict[str, dict[str, Value]] = {}
    for value in found:
        if not asked.offers.is_hidden(variable.pk, value.unit.pk, value.period):
            kept.setdefault(value.unit.pk, {})[value.period] = value
    return dict(kept)


def known_until(view: View) -> datetime.datetime | None:
    """The last moment of the day of which the view asks what was known."""
    day = view.known_until
    if day is None:
        return None
    end = datetime.datetime.combine(day, datetime.time.max)
    return timezone.make_aware(end)


def cell_of(asked: Asked, line: Line, divisor: Line, period: str) -> Cell:
    """One number of the view, or the reason why there is none."""
    value = line.get(period)
    if value is None or value.value is None:
        return Cell(None, status_in_words(value.status) if value else "", source=value.source if value else "")
    view = asked.view
    made, why = TRANSFORMED[view.transformation](asked, value.value, line, divisor, period)
    flags = tuple(flags_of(value))
    return Cell(made, why, flags, value.break_here is not None, value.source, value.value)


def flags_of(value: Value) -> list[tuple[str, str]]:
    said = []
    if status := status_in_words(value.status):
        said.append((status, in_language(value.doubt.note) if value.doubt else ""))
    if value.break_here:
        said.append((_("break in the series"), in_language(value.break_here.note)))
    if value.is_back_cast:
        said.append((_("back-cast"), _("It did not exist in this form then; the value was worked out later.")))
    return said


Made = tuple[float | None, str]


def as_it_is(asked: Asked, value: float, line: Line, divisor: Line, period: str) -> Made:
    return value, ""


def indexed(asked: Asked, value: float, line: Line, divisor: Line, period: str) -> Made:
    """The base period is 100; a base that is not above zero is none."""
    base = number_in(line, asked.view.base)
    if base is None or base <= 0:
        return None, _("no value in the base period")
    return 100 * value / base, ""


def per_head(asked: Asked, value: float, line: Line, divisor: Line, period: str) -> Made:
    by = asked.offers.variables[asked.view.by]
    people = number_in(divisor, period)
    if not people:
        return None, _("population not known")
    return OF_A_THOUSAND * value / (people * PEOPLE[by.unit_of_measure_id]), ""


def divided(asked: Asked, value: float, line: Line, divisor: Line, period: str) -> Made:
    by = number_in(divisor, period)
    if not by:
        return None, _("nothing to divide by")
    return value / by, ""


def changed(asked: Asked, value: float, line: Line, divisor: Line, period: str) -> Made:
    before = number_in(line, earlier(period, 1))
    if before is None:
        return None, _("no value before")
    # The difference of two decimals is a decimal with as many places: 5.1 - 5.0 is 0.1.
    return round(value - before, max(decimals_of(value), decimals_of(before))), ""


def number_in(line: Line, period: str) -> float | None:
    return line[period].value if period in line else None


TRANSFORMED: dict[str, Callable[[Asked, float, Line, Line, str], Made]] = {
    AS_IS: as_it_is,
    INDEX: indexed,
    PER_HEAD: per_head,
    "divided": divided,
    CHANGE: changed,
}
