"""A variable over time: the whole, one chosen unit, and all others behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from django.utils.translation import gettext as _

from tarazy.reports.charts import Line, trend
from tarazy.reports.draw import draw
from tarazy.web.doors.portal.indices.pictures import NARROW, WIDE, Picture
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import LinePart, joined_line
from tarazy.web.ui.written import in_language, language, number
from tarazy.web.ui.written import period as period_text

Lines = Mapping[str, Sequence[Value]]
MOST_LINES = 60


def line_picture(asked: Asked, shown: Sequence[Unit], lines: Lines) -> Picture | None:
    """Lines over all periods. `shown` are drawn strongly, joined with the former units that they continue; None where
    fewer than two periods are known."""
    periods = asked.periods
    if len(periods) < 2 or not any(lines.values()):
        return None
    strong = [line for unit in shown for line in unit_lines(unit, periods, lines)]
    drawn = {part.unit.pk for unit in shown for part in joined_line(unit)}
    context = [
        Line(unit, on(periods, values), "context") for unit, values in lines.items() if unit not in drawn and values
    ]
    title = _("%(variable)s over time") % {"variable": asked.variable.title}
    labels = [period_text(period) for period in periods]
    wide, narrow = (
        draw(trend(labels, [*context, *strong], width, height), title, language())
        for width, height in ((WIDE, 280), (NARROW, 240))
    )
    about = in_language(asked.variable.unit_of_measure.title)
    return Picture(title, f"{about}; {_('thin lines: the other units')}" if context else about, wide, narrow)


def unit_lines(unit: Unit, periods: Sequence[str], lines: Lines) -> list[Line]:
    """A unit's own line, and before it that of the former unit it continues, with a break between them."""
    parts = joined_line(unit)
    own = on(periods, lines.get(unit.pk, ()))
    values = list(lines.get(unit.pk, ()))
    breaks = [period_text(value.period) for value in values if value.break_here]
    first = next((at for at, value in enumerate(own) if value is not None), len(periods))
    former = [before(part, periods, lines, first) for part in parts[:-1]]
    joined = [line for line in former if any(value is not None for value in line.values)]
    if joined and first < len(periods):
        breaks.append(period_text(periods[first]))
    last = next((value for value in reversed(own) if value is not None), None)
    return [*joined, Line(str(unit.name), own, "main", number(last), breaks)]


def before(part: LinePart, periods: Sequence[str], lines: Lines, first: int) -> Line:
    """A former unit's line up to where its successor's own values begin."""
    values = on(periods, lines.get(part.unit.pk, ()))
    return Line(str(part.unit.name), [value if at < first else None for at, value in enumerate(values)], "former")


def on(periods: Sequence[str], values: Sequence[Value]) -> list[float | None]:
    """One value a period, None where there is none."""
    by_period = {value.period: value.value for value in values}
    return [by_period.get(period) for period in periods]


def are_few(units: Sequence[Unit]) -> bool:
    return len(units) <= MOST_LINES


def known_units(lines: Lines) -> set[str]:
    return {value.unit.pk for value in chain.from_iterable(lines.values())}
