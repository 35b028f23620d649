"""The values of a view, transformed as it asks, with everything that is to be said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.explorer.lines_read import Line, lines_read
from tarazy.web.doors.portal.explorer.offers import series_of
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.sure import Ends, Sure, sure_of
from tarazy.web.doors.portal.explorer.transformed import TRANSFORMED, Read
from tarazy.web.doors.portal.explorer.view import BY_ANOTHER, CHANGE, INDEX, PER_HEAD, TOTAL, View
from tarazy.web.doors.portal.observatory.asked import breakdown_in_words
from tarazy.web.doors.portal.observatory.short import decimals_of
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import BreakdownCode, Variable
from tarazy.web.rooms.observatory.queries.carried import aggregations_of
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.tags.data import interval_text
from tarazy.web.ui.written import in_language, number, readable_places
from tarazy.web.ui.written import period as period_text

SMALLEST_READABLE = 0.01


@dataclass(frozen=True)
class Observed:
    """A variable in one breakdown of it, `part` being what the breakdown is called, and who says so."""

    variable: Variable
    breakdown: str
    series: str
    title: str
    part: str
    symbol: str
    unit_of_measure: str

    @property
    def is_target(self) -> bool:
        return self.series == Series.TARGET

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
    """A number of a view, or why there is none. `flags`: word and explanation of each reason to read it with care;
    `between`: the ends of its interval, where it is a published score of which one was estimated.
    """

    value: float | None
    why: str = ""
    flags: tuple[tuple[str, str], ...] = ()
    is_break: bool = False
    source: str = ""
    given: float | None = None
    is_carried: bool = False
    between: Ends | None = None

    def ends(self, divisor: float) -> Ends | None:
        """The ends of its interval where numbers are drawn divided."""
        return (self.between[0] / divisor, self.between[1] / divisor) if self.between else None


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
    sure: Sure

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

    def interval(self, observed: Observed, cell: Cell) -> str:
        """The ends of its interval, in words; empty where it has none."""
        return interval_text(*cell.between, self.places[observed]) if cell.between else ""

    @property
    def has_targets(self) -> bool:
        return any(one.is_target for one in self.observed)

    @property
    def lacks_targets(self) -> bool:
        return bool(self.asked.view.targets) and not self.has_targets

    @property
    def is_not_carried(self) -> bool:
        """Whether boundaries of another time are asked for of variables of which nothing says how to carry them."""
        ids = [variable.pk for variable in self.asked.variables]
        return bool(self.asked.view.onto) and not aggregations_of(ids)

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
    view, codes = asked.view, asked.stock.codes if asked.view.breakdowns != (TOTAL,) else {}
    ranks = asked.here.named.ranks
    units = sorted(asked.units, key=lambda unit: ranks[unit.pk])
    by = asked.offers.variables.get(view.by)
    read = lines_read(asked, [*asked.variables, *([by] if by else [])], periods_read(view, asked.periods))
    divisors = read.of(by, TOTAL, series_of(by.pk)) if by else {}
    observed, rows, sure = [], [], sure_of(asked)
    for variable in asked.variables:
        for key in view.breakdowns:
            values = read.of(variable, key, series_of(variable.pk))
            targets = read.of(variable, key, Series.TARGET) if view.targets else {}
            for series, lines in series_shown(asked, variable, values, targets):
                one = observed_of(asked, variable, key, series, codes)
                observed.append(one)
                for unit in units:
                    of_unit = Read(*(found.get(unit.pk, Line()) for found in (lines, values, divisors)))
                    cells = (cell_of(asked, of_unit, period) for period in asked.periods)
                    rows.append(Row(unit, one, tuple(with_ends(sure, unit, one, asked.periods, cells))))
    rows.sort(key=lambda row: ranks[row.unit.pk])
    return Shown(asked, observed, rows, sure)


def with_ends(
    sure: Sure, unit: Unit, observed: Observed, periods: Sequence[str], cells: Iterable[Cell]
) -> Iterator[Cell]:
    """The cells with their intervals; a score that is not shown has none either."""
    for period, cell in zip(periods, cells, strict=True):
        known = cell.value is not None and sure.ends(observed.variable.pk, unit.pk, period, cell.value)
        yield replace(cell, between=known) if known else cell


def series_shown(
    asked: Asked, variable: Variable, values: Mapping[str, Line], targets: Mapping[str, Line]
) -> list[tuple[str, Mapping[str, Line]]]:
    """The values, beside them the targets where there are any; the targets alone where there is nothing else."""
    found = [(series_of(variable.pk), values), (Series.TARGET.value, targets)]
    there = [one for one in found if any(line.values.keys() & set(asked.periods) for line in one[1].values())]
    return there or found[:1]


def observed_of(
    asked: Asked, variable: Variable, breakdown: str, series: str, codes: Mapping[tuple[str, str], BreakdownCode]
) -> Observed:
    title = str(variable.title)
    if ":" in variable.pk:
        title = _("%(title)s, published score") % {"title": title}
    part = breakdown_in_words(breakdown, codes)
    if asked.view.breakdowns != (TOTAL,):
        title = _("%(title)s, %(breakdown)s") % {"title": title, "breakdown": part}
    elif asked.view.targets:
        part = _("value")
    if series == Series.TARGET:
        title = _("%(title)s: target") % {"title": title}
        part = _("target") if asked.view.breakdowns == (TOTAL,) else _("%(title)s: target") % {"title": part}
    return Observed(variable, breakdown, series, title, part, *measured_in(asked, variable))


def measured_in(asked: Asked, variable: Variable) -> tuple[str, str]:
    """The unit of measure of what is shown, as a sign and in words."""
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
    return symbol, full


def periods_read(view: View, periods: Sequence[str]) -> set[str]:
    """The periods whose values the numbers of a view are made from."""
    more = {view.base} if view.transformation == INDEX else set()
    if view.transformation == CHANGE:
        more = {earlier(period, 1) for period in periods}
    return {*periods, *more}


def cell_of(asked: Asked, read: Read, period: str) -> Cell:
    """One number of the view, or the reason why there is none."""
    value = read.own.values.get(period)
    if value is None:
        return Cell(None, read.own.within.get(period, ""))
    if value.value is None:
        return Cell(None, status_in_words(value.status), source=value.source)
    made, why = TRANSFORMED[asked.view.transformation](asked, value.value, read, period)
    carried, others = read.own.notes.get(period, ""), flags_of_others(asked.view, read, period)
    flags = (*flags_of(value, carried), *others)
    return Cell(made, why, flags, value.break_here is not None, value.source, value.value, bool(carried or others))


def flags_of_others(view: View, read: Read, period: str) -> list[tuple[str, str]]:
    """What is to be said of the other numbers that one is made from."""
    if view.transformation in BY_ANOTHER:
        note = read.divisor.notes.get(period, "")
    else:
        note = read.beside.notes.get({INDEX: view.base, CHANGE: earlier(period, 1)}.get(view.transformation, ""), "")
    return [(_("made from a carried value"), note)] if note else []


def flags_of(value: Value, carried: str) -> list[tuple[str, str]]:
    said = [(_("carried"), carried)] if carried else []
    status = "" if carried else status_in_words(value.status)
    if status:
        said.append((status, in_language(value.doubt.note) if value.doubt else ""))
    if value.break_here:
        said.append((_("break in the series"), in_language(value.break_here.note)))
    if value.is_back_cast:
        said.append((_("back-cast"), _("It did not exist in this form then; the value was worked out later.")))
    return said
