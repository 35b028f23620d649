"""A variable over time: the whole, the median, one chosen unit with the former unit that it continues, all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from statistics import median
from typing import Final

from django.utils.translation import gettext as _

from tarazy.reports.charts import Line, trend
from tarazy.reports.draw import draw
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.observatory.short import Short, precision_of, shortening
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import NARROW, WHOLE_PAGE, WIDE, Picture
from tarazy.web.ui.written import in_language, language
from tarazy.web.ui.written import period as period_text

Numbers = Mapping[str, float]  # by period
NO_NOTES: Final[Mapping[tuple[str, str], str]] = {}

MOST_LINES: Final = 60
LEAST_PERIODS: Final = 2
LEAST_UNITS: Final = 3
# A whole that is so many times greater than its greatest part would press all other lines to the ground.
TOWERS: Final = 2
HEIGHT: Final = 280
BESIDE: Final = 440  # the width of a picture beside another


@dataclass(frozen=True)
class Point:
    """A value in the table of a line: what flags it, and whose it is where it is not the unit's own."""

    period: str
    value: float | None
    status: str = ""
    doubt: str = ""
    broken: str = ""
    former: str = ""
    carried: str = ""

    @property
    def is_plain(self) -> bool:
        return not (self.status or self.broken or self.former or self.carried)

    @property
    def is_dashed(self) -> bool:
        return bool(self.former or self.carried)


@dataclass(frozen=True)
class Series:
    """One strong line: its name, a point a period, the units whose values it joins."""

    name: str
    points: list[Point]
    breaks: list[str] = field(default_factory=list)
    units: tuple[str, ...] = ()

    @property
    def values(self) -> list[float]:
        return [point.value for point in self.points if point.value is not None]


@dataclass(frozen=True)
class Drawn:
    """A picture over time with its table: a row a period, a cell a strong line, numbers with `places` decimals."""

    picture: Picture
    names: list[str]
    rows: list[tuple[str, list[Point]]]
    places: int


def drawn_over_time(
    asked: Asked, strong: Sequence[Series], wholes: Sequence[Series], parts: Mapping[str, Numbers]
) -> list[Drawn]:
    """The pictures over time: of the chosen unit before the others, and of a whole that towers over its parts."""
    strong, wholes = list(strong), [series for series in wholes if series.values]
    greatest = max((number for numbers in parts.values() for number in numbers.values()), default=0.0)
    apart = [series for series in wholes if parts and max(series.values) > TOWERS * greatest]
    beside = [series for series in wholes if series not in apart]
    if not beside and len(parts) >= LEAST_UNITS:
        beside = [median_of(asked.periods, parts)]
    drawn = {id for series in strong for id in series.units}
    context = [[numbers.get(period) for period in asked.periods] for id, numbers in parts.items() if id not in drawn]
    few = context if len(context) <= MOST_LINES else []
    width = WIDE if apart else WHOLE_PAGE
    found = [picture_of(asked, [*strong, *beside], few, width)] if strong or beside else []
    return [*found, *(picture_of(asked, [series], [], BESIDE if found else WHOLE_PAGE) for series in apart)]


def series_of(
    unit: Unit,
    periods: Sequence[str],
    lines: Mapping[str, Sequence[Value]],
    former: Sequence[Unit],
    notes: Mapping[tuple[str, str], str] = NO_NOTES,
) -> Series:
    """A unit's own values and, up to where they begin, those of the former units that it continues."""
    own = {value.period: value for value in lines.get(unit.pk, ())}
    begins = min(own, default="")
    points = {
        period: replace(point_of(value), carried=notes.get((unit.pk, period), "")) for period, value in own.items()
    }
    breaks = [value.period for value in own.values() if value.break_here]
    for one in former:
        before = [value for value in lines.get(one.pk, ()) if not begins or value.period < begins]
        points |= {value.period: point_of(value, str(one.name)) for value in before}
        breaks += [value.period for value in before if value.break_here] + ([begins] if before and begins else [])
    all_points = [points.get(period, Point(period, None)) for period in periods]
    return Series(str(unit.name), all_points, sorted(set(breaks)), (unit.pk, *(one.pk for one in former)))


def point_of(value: Value, former: str = "") -> Point:
    return Point(
        period=value.period,
        value=value.value,
        status=status_in_words(value.status),
        doubt=in_language(value.doubt.note) if value.doubt else "",
        broken=in_language(value.break_here.note) if value.break_here else "",
        former=former,
    )


def median_of(periods: Sequence[str], parts: Mapping[str, Numbers]) -> Series:
    """The middle one of the values of each period."""
    known = {period: [numbers[period] for numbers in parts.values() if period in numbers] for period in periods}
    points = [Point(period, median(values) if values else None) for period, values in known.items()]
    return Series(_("median of all"), points)


def picture_of(asked: Asked, strong: Sequence[Series], context: Sequence[list[float | None]], width: int) -> Drawn:
    short = shortening([*(value for series in strong for value in series.values), *chain.from_iterable(context)])
    lines = [line for series in strong for line in lines_of(series, short, ends=series is strong[0])]
    others = [Line("", [short.divided(value) for value in values], "context") for values in context]
    names = [series.name for series in strong]
    title = _("%(variable)s over time") % {"variable": asked.variable.title}
    if len(strong) == 1 and not context:
        title = _("%(variable)s over time: %(unit)s") % {"variable": asked.variable.title, "unit": names[0]}
    periods = [period_text(period) for period in asked.periods]
    wide, narrow = (
        draw(trend(periods, [*others, *lines], drawn, HEIGHT), title, language()) for drawn in (width, NARROW)
    )
    return Drawn(
        picture=Picture(title, about(asked, short, strong, bool(context)), wide, narrow),
        names=names,
        rows=[(period, [series.points[at] for series in strong]) for at, period in enumerate(periods)],
        places=precision_of(value for series in strong for value in series.values).places,
    )


def lines_of(series: Series, short: Short, ends: bool) -> list[Line]:
    """The stretch of the former unit, dashed, and the unit's own; `ends`: with its last value written at its end."""
    own = [None if point.is_dashed else short.divided(point.value) for point in series.points]
    former = [short.divided(point.value) if point.is_dashed else None for point in series.points]
    known = [point.value for point in series.points if point.value is not None and not point.is_dashed]
    breaks = [period_text(period) for period in series.breaks]
    lines = [Line(series.name, own, "main", short.of(known[-1]) if ends and known else "", breaks)]
    if all(value is None for value in former):
        return lines
    return [Line(series.name, former, "former", breaks=breaks), *lines]


def about(asked: Asked, short: Short, strong: Sequence[Series], has_context: bool) -> str:
    """What the picture shows, in sentences."""
    said = [
        _("Unit of measure: %(unit)s.") % {"unit": in_language(asked.variable.unit_of_measure.title)},
        short.note(asked.symbol),
    ]
    if len(strong) == 1 and has_context:
        said.append(_("The thick line: %(name)s.") % {"name": strong[0].name})
    if has_context:
        said.append(_("Thin lines are all the others."))
    if any(series.breaks for series in strong):
        said.append(_("A dashed upright line is a break."))
    if any(point.former for series in strong for point in series.points):
        said.append(_("A dashed stretch is from before the boundaries changed."))
    if any(point.carried for series in strong for point in series.points):
        said.append(_("A dashed stretch is carried over a reform: an estimate."))
    return " ".join(sentence for sentence in said if sentence)
