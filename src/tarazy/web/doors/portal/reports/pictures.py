"""The pictures of documents: the facts of those on the pages, in lengths of 0..1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from tarazy.reports.blocks import Bar, Bars, Class, Dot, Dots, Drawn, Lines, Picture, Place, Tick
from tarazy.reports.paper import COLOURS
from tarazy.web.doors.portal.indices.pictures import breaks_between, maps_of_rows
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.maps import Maps, has_map
from tarazy.web.doors.portal.reports.sureness import Sureness, score_between
from tarazy.web.doors.portal.scales import Scale, decimals_of, round_step
from tarazy.web.rooms.results.queries.tables import ResultRow, TrendPoint
from tarazy.web.ui.parts import Loss
from tarazy.web.ui.written import number
from tarazy.web.ui.written import period as period_text

COLUMNS = 40  # so many columns of dots stand side by side on a sheet
FEWEST = 3
TICKS = 6
LABELS = 9  # so many periods can be written side by side
AROUND = 7  # how many stand above and below in the picture of neighbours
MOST_BARS = 25
MOST_DOTS = 250
RING = (COLOURS["lost-strong"], 4)


def ticks_between(low: float, high: float) -> list[float]:
    """Round values from `low` to `high`."""
    step = round_step((high - low) / TICKS or 1.0)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(place * step, 10) for place in range(first, last + 1)]


def written_ticks(values: Sequence[float], low: float, high: float) -> list[Tick]:
    if not values:
        return []
    places = decimals_of(values[1] - values[0]) if len(values) > 1 else 1
    return [Tick((value - low) / (high - low), number(value, places)) for value in values]


def dots(asked: Asked, rows: Sequence[ResultRow], scale: Scale, here: str = "") -> Dots | None:
    """How the scores spread, with the mean; None where there are too few to show."""
    known = sorted((row.score, row.unit.pk) for row in rows if row.score is not None)
    if len(known) < FEWEST:
        return None
    scores = [score for score, _unit in known]
    size = (scores[-1] - scores[0]) / COLUMNS or 1.0
    low, high = scores[0] - size / 2, scores[-1] + size / 2
    drawn = piled([(score, scale.at(score).css, unit == here) for score, unit in known], size, low, high)
    mean = sum(scores) / len(scores)
    label = _("mean %(mean)s") % {"mean": number(mean, asked.index.decimals)}
    marks = [Tick((mean - low) / (high - low), label)]
    said = {"count": number(len(scores), 0), "low": number(scores[0], asked.index.decimals),
            "high": number(scores[-1], asked.index.decimals), "mean": number(mean, asked.index.decimals)}  # fmt: skip
    spoken = _("%(count)s scores from %(low)s to %(high)s, the mean is %(mean)s.") % said
    title = _("How the scores spread, %(period)s") % {"period": period_text(asked.period)}
    about = _about_ring(len(scores)) if here else ""
    across = written_ticks(ticks_between(low, high), low, high)
    return Dots(
        title, spoken, drawn, across, marks, max(dot.nth + dot.high for dot in drawn), about, len(scores) > MOST_DOTS
    )


def _about_ring(count: int) -> str:
    if count > MOST_DOTS:
        return _("The frame is around the column in which the one stands that this report is about.")
    return _("Each dot is one of those who are assessed; the ring is the one that this report is about.")


def piled(marks: Sequence[tuple[float, str, bool]], size: float, low: float, high: float) -> list[Dot]:
    """A dot each, piled up in columns; columns alone where they are many. `marks`: value, colour, spoken of."""
    piles: dict[int, list[tuple[str, bool]]] = {}
    for value, colour, here in marks:
        piles.setdefault(min(COLUMNS, int((value - low) / size)), []).append((colour, here))
    places = {column: min(1.0, (column + 0.5) * size / (high - low)) for column in piles}
    if len(marks) > MOST_DOTS:
        return [
            Dot(places[column], 0, pile[-1][0], any(here for _colour, here in pile), len(pile))
            for column, pile in piles.items()
        ]
    return [
        Dot(places[column], nth, colour, here)
        for column, pile in piles.items()
        for nth, (colour, here) in enumerate(pile)
    ]


@dataclass(frozen=True)
class Grid:
    """Where periods and values lie in a chart."""

    periods: Sequence[str]
    low: float
    step: float
    high: float

    def across(self, at: float) -> float:
        return at / (len(self.periods) - 1)

    def stretches(self, values: Sequence[float | None], breaks: Sequence[int]) -> list[list[Place]]:
        """A line by its unbroken stretches: what lies between a gap or a break and the next point is not bridged."""
        found: list[list[Place]] = [[]]
        for at, value in enumerate(values):
            if value is None or at in breaks:
                found.append([])
            if value is not None:
                found[-1].append((self.across(at), (value - self.low) / (self.high - self.low)))
        return [one for one in found if one]

    def labels(self) -> list[Tick]:
        every = -(-len(self.periods) // LABELS)
        last = len(self.periods) - 1
        return [Tick(self.across(at), period_text(self.periods[at])) for at in range(last, -1, -every)]

    def heights(self) -> list[Tick]:
        values = [self.low + place * self.step for place in range(round((self.high - self.low) / self.step) + 1)]
        return written_ticks(values, self.low, self.high)


def grid_of(periods: Sequence[str], values: Sequence[float | None]) -> Grid:
    known = [value for value in values if value is not None]
    step = round_step((max(known) - min(known)) / 4 or 1.0)
    low = math.floor(min(known) / step) * step
    return Grid(periods, low, step, max(math.ceil(max(known) / step) * step, low + step))


def lines(asked: Asked, name: str, unit: str, points: Sequence[TrendPoint]) -> Lines | None:
    """The unit's score over the periods, beside the mean of all; None with fewer than two scores."""
    index = asked.index
    scores = {point.period: point.score for point in points}
    periods = [period for period in index.periods if period <= asked.period]
    given = [period for period in periods if scores.get(period) is not None]
    if len(given) < 2:
        return None
    means = [index.spreads[period].mean if period in index.spreads else None for period in periods]
    own = [scores.get(period) for period in periods]
    grid, marked = grid_of(periods, [*own, *means]), breaks_between(index, unit, given)
    broken = [at for at, period in enumerate(periods) if period_text(period) in marked]
    first, last = (number(scores[period], index.decimals) for period in (given[0], given[-1]))
    said = {"name": name, "first": period_text(given[0]), "from": first, "last": period_text(given[-1]), "to": last}
    return Lines(
        _("Score by period"),
        _("%(name)s: %(from)s points in %(first)s, %(to)s points in %(last)s.") % said,
        grid.labels(),
        grid.heights(),
        [
            Drawn(_("mean of all"), grid.stretches(means, ()), "series-2", strong=False),
            Drawn(name, grid.stretches(own, broken), "series-1", last=last),
        ],
        _("Dashed upright: a series that the index reads breaks here.") if broken else "",
        [grid.across(at - 0.5) for at in broken],
    )


def losses(shown: Sequence[Loss], decimals: int, most: int = 12) -> Bars | None:
    """Where most points were lost, the longest bar the greatest loss."""
    if not shown:
        return None
    greatest = max(loss.points for loss in shown)
    bars = [Bar(loss.label, loss.points / greatest, number(-loss.points, decimals), "lost-strong") for loss in shown]
    spoken = _("Most points were lost at: %(list)s.") % {
        "list": "; ".join(f"{bar.name} {bar.written}" for bar in bars[:most])
    }
    return Bars(_("Most points lost"), spoken, bars[:most], _("In points of the index, before rounding."))


def peers(asked: Asked, rows: Sequence[ResultRow], sure: Sureness, here: str = "") -> Bars | None:
    """The scores of all with their intervals, or of those who stand next to the unit where they are many."""
    ranked = [row for row in rows if row.rank is not None and row.score is not None]
    if len(ranked) < 2:
        return None
    chosen = ranked
    if len(ranked) > MOST_BARS:
        at = next((at for at, row in enumerate(ranked) if row.unit.pk == here), 0)
        first = max(0, min(at - AROUND, len(ranked) - 2 * AROUND - 1))
        chosen = ranked[first : first + 2 * AROUND + 1]
    best = asked.index.best
    bars = [
        Bar(
            f"{number(row.rank)}. {row.unit.name}",
            max(0.0, min(1.0, (row.score or 0.0) / best)),
            score_between(row.score, sure.intervals.get(row.unit.pk), asked.index.decimals),
            "lost-strong" if row.unit.pk == here else "got",
            row.unit.pk == here,
        )
        for row in chosen
    ]
    spoken = "; ".join(f"{bar.name}: {bar.written}" for bar in bars)
    title = _("All by rank") if chosen == ranked else _("Next to this one by rank")
    return Bars(title, spoken, bars)


def region_map(asked: Asked, rows: Sequence[ResultRow], scale: Scale, here: str = "") -> Picture | None:
    """The outlines of the place in the colours of the scores; None where it has none."""
    if not has_map(asked.index.run.version.place):
        return None
    found = maps_of_rows(asked, rows, scale, here)
    if not found.areas:
        return None
    classes = [Class(one.css, f"{one.label} {one.note}".strip()) for one in scale.classes]
    spoken = "; ".join(f"{area.name}: {area.value or _('no data')}" for area in found.areas)
    return Picture(_("Map of regions"), spoken, svg_of(found), classes, width=0.8)


def svg_of(maps: Maps) -> str:
    """The map as a drawing: outlines, the edge around them, dots of cities on top; a ring around the one spoken of."""
    drawn = [_path(area.path, COLOURS[area.band], ("#ffffff", 1)) for area in maps.areas if not area.dot]
    drawn.append(_path(maps.edge, "none", (COLOURS["band-edge"], 1)))
    drawn += [_path(area.path, "none", RING) for area in maps.areas if area.here]
    for area in (one for one in maps.areas if one.dot):
        colour, width = RING if area.here else ("#ffffff", 2)
        drawn.append(f'<circle cx="{area.x:.1f}" cy="{area.y:.1f}" r="11" fill="{COLOURS[area.band]}" '
                     f'stroke="{colour}" stroke-width="{width}"/>')  # fmt: skip
    size = f'viewBox="0 0 {maps.width} {maps.height}" width="{maps.width}" height="{maps.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(drawn)}</svg>'


def _path(path: str, fill: str, stroke: tuple[str, int]) -> str:
    return f'<path d="{escape(path)}" fill="{fill}" stroke="{stroke[0]}" stroke-width="{stroke[1]}"/>'
