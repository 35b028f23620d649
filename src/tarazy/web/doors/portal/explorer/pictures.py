"""The picture of a view. What it cannot draw it says; the table beside it always holds everything."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from tarazy.reports.plots.bars import Row as Bar
from tarazy.reports.plots.bars import bars
from tarazy.reports.plots.lines import Trace, lines
from tarazy.reports.plots.scatter import Axes, Dot, scatter
from tarazy.reports.plots.spread import Placed, spread
from tarazy.web.doors.portal.explorer.cells import Cell, Observed, Row, Shown
from tarazy.web.doors.portal.maps import Maps, Seen, maps_of
from tarazy.web.doors.portal.observatory.pictures import unit_href
from tarazy.web.doors.portal.observatory.short import Short, decimals_of, precision_of, shortening
from tarazy.web.doors.portal.scales import Scale, fifths
from tarazy.web.ui.parts import NARROW
from tarazy.web.ui.written import number, with_unit
from tarazy.web.ui.written import period as period_text

MOST_LINES: Final = 60
MOST_BARS: Final = 120
MOST_PANELS: Final = 60
MOST_STRONG: Final = 8
MOST_WITH_WHISKERS: Final = 4  # of more lines the whiskers would cover each other
PANEL: Final = (230, 150)
BESIDE: Final = 760  # as wide as what stands beside the form
HEIGHT, NARROW_HEIGHT = 360, 280


@dataclass(frozen=True)
class Drawn:
    """One picture of a view: an image in two widths, many small ones side by side, or maps; or why there is none.

    `name`: the id of its map.
    """

    title: str
    about: str
    wide: str = ""
    narrow: str = ""
    panels: list[tuple[str, str]] = field(default_factory=list)
    maps: Maps = field(default_factory=Maps)
    scale: Scale | None = None
    refusal: str = ""
    name: str = ""


def pictures_of(shown: Shown) -> list[Drawn]:
    """What the view asks to be drawn: a picture for everything observed, one for all in a scatter, none of a table."""
    view = shown.asked.view
    if view.chart == "table" or not any(row.values for row in shown.rows):
        return []
    if view.chart == "scatter":
        return scatters(shown)
    by_variable = [[one for one in shown.observed if one.variable == variable] for variable in shown.asked.variables]
    if view.chart in ("line", "multiples", "bars"):
        return [DRAWN[view.chart](shown, group) for group in by_variable if any_values(shown, group)]
    return [DRAWN[view.chart](shown, [one]) for one in shown.observed if any_values(shown, [one])]


def any_values(shown: Shown, group: Sequence[Observed]) -> bool:
    return any(row.values for one in group for row in shown.of(one))


def titled(shown: Shown, group: Sequence[Observed]) -> str:
    """What is drawn and of when."""
    first, last = period_text(shown.periods[0]), period_text(shown.periods[-1])
    words = {
        "title": group[0].title if len(group) == 1 else str(group[0].variable.title),
        "period": last if first == last else f"{first}–{last}",
    }
    return _("%(title)s, %(period)s") % words


def about(shown: Shown, group: Sequence[Observed], short: Short, *more: str) -> str:
    said = [_("Unit of measure: %(unit)s.") % {"unit": group[0].unit_of_measure}, short.note(group[0].symbol), *more]
    said += carried_note([cell for one in group for row in shown.of(one) for cell in row.cells])
    if missing := sum(cell.value is None for one in group for row in shown.of(one) for cell in row.cells):
        said.append(_("Without a value: %(count)s; the table says why.") % {"count": number(missing, 0)})
    return " ".join(sentence for sentence in said if sentence)


def carried_note(cells: Sequence[Cell]) -> list[str]:
    count = sum(cell.is_carried and cell.value is not None for cell in cells)
    if not count:
        return []
    words = {"count": number(count, 0)}
    return [_("Carried over a reform of boundaries: %(count)s (hollow where drawn); the table says from what.") % words]


def short_of(shown: Shown, group: Sequence[Observed]) -> Short:
    return shortening([value for one in group for row in shown.of(one) for value in row.values])


def tick(value: float) -> str:
    return number(value, decimals_of(value))


def named(shown: Shown, row: Row, group: Sequence[Observed]) -> str:
    """A line by what tells it from the others: its unit, its breakdown, both."""
    if len(group) == 1:
        return str(row.unit.name)
    part = row.observed.part
    if len(shown.asked.units) == 1:
        return part
    return _("%(title)s, %(breakdown)s") % {"title": row.unit.name, "breakdown": part}


def said_of(shown: Shown, row: Row, cell: Cell, period: str, name: str = "") -> str:
    """What pointing at a mark says: whose it is, when, the value with its unit, and its flags."""
    written = with_unit(shown.written(row.observed, cell.value), row.observed.symbol)
    notes = ", ".join(filter(None, (shown.interval(row.observed, cell), *(word for word, _why in cell.flags))))
    return f"{name or row.unit.name}, {period_text(period)}: {written}{f' ({notes})' if notes else ''}"


def trace(shown: Shown, row: Row, name: str, short: Short, *, says: bool, has_whiskers: bool = True) -> Trace:
    return Trace(
        name=name,
        values=[short.divided(cell.value) for cell in row.cells],
        said=[said_of(shown, row, cell, at, name) for cell, at in zip(row.cells, shown.periods, strict=True)]
        if says else [],
        breaks=[place for place, cell in enumerate(row.cells) if cell.is_break],
        hollow=[place for place, cell in enumerate(row.cells) if cell.is_carried and cell.value is not None],
        whole=whole_line(shown, row, name),
        whiskers=[cell.ends(short.divisor) for cell in row.cells] if has_whiskers else [],
    )  # fmt: skip


def whole_line(shown: Shown, row: Row, name: str) -> str:
    """What pointing at a line says: where it ends."""
    ends = [(cell, at) for cell, at in zip(row.cells, shown.periods, strict=True) if cell.value is not None]
    return said_of(shown, row, *ends[-1], name) if ends else ""


def line_picture(shown: Shown, group: Sequence[Observed]) -> Drawn:
    rows = [row for row in shown.rows if row.observed in group and row.values]
    title, short = titled(shown, group), short_of(shown, group)
    if len(rows) > MOST_LINES:
        return Drawn(title, about(shown, group, short), refusal=too_many(len(rows), MOST_LINES))
    few = len(rows) <= MOST_STRONG
    has_whiskers = not MOST_WITH_WHISKERS < len(rows) <= MOST_STRONG  # of many, the first and the last have theirs
    notes = [] if few else [_("The thick lines are those that end highest and lowest; thin lines are all the others.")]
    if any(cell.is_break for row in rows for cell in row.cells):
        notes.append(_("A dashed upright line is a break."))
    wide, narrow = (
        lines(title, [period_text(period) for period in shown.periods],
              [trace(shown, row, named(shown, row, group), short, says=few and width > NARROW,
                     has_whiskers=has_whiskers) for row in rows],
              (width, height), tick)
        for width, height in ((BESIDE, HEIGHT), (NARROW, NARROW_HEIGHT))
    )  # fmt: skip
    return Drawn(title, about(shown, group, short, *notes), wide, narrow)


def too_many(count: int, most: int) -> str:
    words = {"count": number(count, 0), "most": number(most, 0)}
    return (
        _("Not drawn: it would hold %(count)s, and at most %(most)s can be told apart. The table holds them.") % words
    )


def multiples(shown: Shown, group: Sequence[Observed]) -> Drawn:
    """A small picture of lines a unit, all on one scale."""
    short, title = short_of(shown, group), titled(shown, group)
    units = list(dict.fromkeys(row.unit for row in shown.rows))
    if len(units) > MOST_PANELS:
        return Drawn(title, about(shown, group, short), refusal=too_many(len(units), MOST_PANELS))
    cells = [cell for one in group for row in shown.of(one) for cell in row.cells if cell.value is not None]
    within = [value / short.divisor for cell in cells for value in (cell.value or 0.0, *(cell.between or ()))]
    periods = [period_text(period) for period in shown.periods]
    panels = []
    for unit in units:
        rows = [row for row in shown.rows if row.unit == unit and row.observed in group]
        names = [row.observed.part if len(group) > 1 else str(unit.name) for row in rows]
        traces = [trace(shown, row, name, short, says=True) for row, name in zip(rows, names, strict=True)]
        # As many stops as there are marks in all panels would be a burden; the table says the same.
        panel = lines(f"{unit.name}: {title}", periods, traces, PANEL, tick, within, reached=False)
        panels.append((str(unit.name), panel if any(row.values for row in rows) else ""))
    return Drawn(title, about(shown, group, short, _("All on one scale.")), panels=panels)


def bar_picture(shown: Shown, group: Sequence[Observed]) -> Drawn:
    """A bar a unit and breakdown in the last period, the longest on top."""
    short, title = short_of(shown, group), titled(shown, group)
    precision = precision_of([value for one in group for row in shown.of(one) for value in row.values])
    by_unit: dict[str, list[Row]] = {}
    for row in shown.rows:
        if row.observed in group:
            by_unit.setdefault(row.unit.pk, []).append(row)
    if len(by_unit) * len(group) > MOST_BARS:
        return Drawn(title, about(shown, group, short), refusal=too_many(len(by_unit) * len(group), MOST_BARS))
    ordered = sorted(by_unit.values(), key=greatest, reverse=True)
    written = short.of if short.divisor > 1 else precision.of
    drawn = [
        Bar(
            name=str(rows[0].unit.name),
            lengths=[short.divided(row.cells[-1].value) for row in rows],
            written=[written(row.cells[-1].value) or row.cells[-1].why or _("no data") for row in rows],
            said=[said_of(shown, row, row.cells[-1], shown.periods[-1], named(shown, row, group)) for row in rows],
            hollow=[place for place, row in enumerate(rows) if row.cells[-1].is_carried],
            whiskers=[row.cells[-1].ends(short.divisor) for row in rows],
        )
        for rows in ordered
    ]
    parts = [one.part for one in group] if len(group) > 1 else [title]
    wide, narrow = (bars(title, drawn, parts, width) for width in (BESIDE, NARROW))
    return Drawn(title, about(shown, group, short), wide, narrow)


def greatest(rows: Sequence[Row]) -> float:
    """The longest bar of a unit; units without any come last."""
    return max((value for row in rows for value in row.values), default=-math.inf)


def spread_picture(shown: Shown, group: Sequence[Observed]) -> Drawn:
    """How the values of the last period spread."""
    short, title = short_of(shown, group), titled(shown, group)
    placed = [
        Placed(str(row.unit.name), row.values[-1] / short.divisor,
               said_of(shown, row, row.cells[-1], shown.periods[-1]), row.cells[-1].is_carried)
        for row in shown.of(group[0]) if row.cells[-1].value is not None
    ]  # fmt: skip
    ordered = sorted(one.value for one in placed)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    words = _("median %(median)s") % {"median": short.of(middle * short.divisor)}
    wide, narrow = (spread(title, placed, (width, 240), tick, words) for width in (BESIDE, NARROW))
    return Drawn(title, about(shown, group, short, _("A dot is a unit.")), wide, narrow)


def map_picture(shown: Shown, group: Sequence[Observed]) -> Drawn:
    """The map of the place. Units that are not on it, or are not of today, stand in the table only."""
    short, title = short_of(shown, group), titled(shown, group)
    rows = shown.of(group[0])
    scale = fifths([value for row in rows for value in row.values], lambda value: shown.written(group[0], value))
    seen = {row.unit.pk: seen_of(shown, row, scale, short) for row in rows}
    maps = maps_of(shown.asked.place, seen)
    if not maps:
        return Drawn(title, about(shown, group, short), refusal=_("There is no map of these units; see the table."))
    name = f"map-{shown.observed.index(group[0])}"
    return Drawn(title, about(shown, group, short), maps=maps, scale=scale, name=name)


def seen_of(shown: Shown, row: Row, scale: Scale, short: Short) -> Seen:
    value, interval = row.cells[-1].value, shown.interval(row.observed, row.cells[-1])
    band = scale.at(value)
    spoken = with_unit(shown.written(row.observed, value), row.observed.symbol) + (f" ({interval})" if interval else "")
    return Seen(str(row.unit.name), short.of(value), band.css, band.label, unit_href(row.unit), False, spoken)


def scatters(shown: Shown) -> list[Drawn]:
    """One scatter a breakdown: the two variables of the view against each other, the third as size."""
    return [scattered(shown, key) for key in shown.asked.view.breakdowns]


def scattered(shown: Shown, breakdown: str) -> Drawn:
    view = shown.asked.view
    observed = {one.variable.pk: one for one in shown.observed if one.breakdown == breakdown}
    x, y, third = observed[view.x], observed[view.y], observed.get(view.size)
    rows = {(row.unit.pk, row.observed): row for row in shown.rows}
    short_x, short_y = short_of(shown, [x]), short_of(shown, [y])
    title = _("%(y)s and %(x)s, %(period)s") % {"y": y.title, "x": x.title, "period": period_text(shown.periods[-1])}
    dots = []
    for unit in dict.fromkeys(row.unit for row in shown.rows):
        own = {one: rows[unit.pk, one].cells[-1] for one in (x, y, *([third] if third else []))}
        if own[x].value is None or own[y].value is None:
            continue
        said = "; ".join(
            said_of(shown, rows[unit.pk, one], cell, shown.periods[-1], one.title) for one, cell in own.items()
        )
        at = (short_x.divided(own[x].value) or 0.0, short_y.divided(own[y].value) or 0.0)
        is_ring = any(cell.is_carried for cell in own.values())
        dots.append(Dot(str(unit.name), *at, f"{unit.name}. {said}", own[third].value if third else None, is_ring))
    notes = " ".join(filter(None, (
        _("Along: %(unit)s.") % {"unit": x.unit_of_measure}, short_x.note(x.symbol),
        _("Upright: %(unit)s.") % {"unit": y.unit_of_measure}, short_y.note(y.symbol),
        _("The area of a circle: %(title)s.") % {"title": third.title} if third else "",
        *carried_note([cell for row in shown.rows if row.observed in (x, y, third) for cell in row.cells[-1:]]),
        _("Where names would cover each other, one is left out; pointing at a circle says it."),
    )))  # fmt: skip
    if not dots:
        return Drawn(title, notes, refusal=_("Nobody has values of both; see the table."))
    axes = Axes(x.title, y.title, tick, tick)
    wide, narrow = (scatter(title, dots, axes, size) for size in ((BESIDE, 480), (NARROW, 330)))
    return Drawn(title, notes, wide, narrow)


DRAWN: Final[dict[str, Callable[[Shown, Sequence[Observed]], Drawn]]] = {
    "line": line_picture,
    "multiples": multiples,
    "bars": bar_picture,
    "distribution": spread_picture,
    "map": map_picture,
}
