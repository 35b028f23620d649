"""Lines over periods: a few strong ones, each with its own colour, dashes and name; many thin ones else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tarazy.reports.plots.frame import (
    INK,
    MOST_STYLES,
    QUIET,
    STRONG,
    Scale,
    Write,
    element,
    grid,
    room_for,
    scale,
    shortened,
    style,
    text,
    width_of,
    with_rim,
)
from tarazy.reports.plots.marks import Strip, framed, marked, strip_for

LABEL_WIDTH: Final = 52
LABEL_HEIGHT: Final = 15
KEY_HEIGHT: Final = 18
WIDE_ENOUGH: Final = 500  # from here on names stand at the ends of lines, else above the picture
MOST_DOTS: Final = 15


@dataclass(frozen=True)
class Trace:
    """A line: its name, a value a period (None: there is none), what pointing at each says, where it is broken;
    `hollow`: the places where its points are rings; `whole`: what pointing at all of it says; `written`: what stands
    above its last point; `whiskers`: the ends of the interval of each value (None: there is none).
    """

    name: str
    values: Sequence[float | None]
    said: Sequence[str] = ()
    breaks: Collection[int] = ()
    hollow: Collection[int] = ()
    whole: str = ""
    written: str = ""
    whiskers: Sequence[tuple[float, float] | None] = ()

    @property
    def words(self) -> list[str]:
        """What is said of its points, those only that have a value."""
        return [
            words
            for words, value in zip(self.said or [""] * len(self.values), self.values, strict=True)
            if value is not None
        ]

    @property
    def last(self) -> float | None:
        return next((value for value in reversed(self.values) if value is not None), None)


@dataclass(frozen=True)
class Room:
    """Where the lines of a picture lie."""

    left: float
    right: float
    top: float
    bottom: float
    y: Scale
    count: int

    def x(self, place: int) -> float:
        step = (self.right - self.left) / self.count
        return self.left + (place + 0.5) * step


def lines(
    title: str, periods: Sequence[str], traces: Sequence[Trace], size: tuple[int, int], write: Write,
    within: Collection[float] = (), *, reached: bool = True,
) -> str:  # fmt: skip
    """The picture. A gap is not bridged, nor a break. `within`: values that must lie on its scale too, so that several
    pictures share one. `reached`: whether its marks may be reached singly.
    """
    width, height = size
    strong = strong_of(traces)
    named = len(strong) > 1 or len(traces) > 1
    beside = named and width >= WIDE_ENOUGH
    key = named and not beside and bool(strong)
    top = 12 + (KEY_HEIGHT * len(strong) if key else 0)
    bottom = height - 24 + (KEY_HEIGHT * len(strong) if key else 0)
    values = [*within, *(value for trace in traces for value in trace.values if value is not None)]
    values += [end for trace in strong for ends in trace.whiskers if ends is not None for end in ends]
    y = scale(values, bottom, top, marks=4 if height < 220 else 5)
    right = width - (min(width * 0.3, max(width_of(trace.name) for trace in strong) + 24) if beside else 14)
    room = Room(room_for(y, write) + 4, right, top, bottom, y, len(periods))
    parts = [*grid(y, room.left, room.right, write), *_periods(periods, room), *_breaks(strong or traces, room)]
    said = [trace.whole or trace.name for trace in traces if trace not in strong]
    said += [words for trace in strong for words in trace.words]
    strip = strip_for(said, width, bottom + 24) if reached else None
    marks = [_thin(trace, room, strip) for trace in traces if trace not in strong]
    marks += [_way(trace, place, room) for place, trace in enumerate(strong)]
    marks += [whisker for place, trace in enumerate(strong) for whisker in _whiskers(trace, place, room)]
    marks += [dot for place, trace in enumerate(strong) for dot in _dots(trace, place, room, strip)]
    parts += _names_at_ends(strong, room, width) if beside else _key(strong, width) if key else []
    return framed(title, width, bottom + 24, parts, marks, strip)


def strong_of(traces: Sequence[Trace]) -> list[Trace]:
    """Those drawn strongly: all of a few, of many the one that ends highest and the one that ends lowest."""
    if len(traces) <= MOST_STYLES:
        return list(traces)
    ending = sorted((trace for trace in traces if trace.last is not None), key=lambda trace: trace.last or 0.0)
    return [ending[-1], ending[0]] if len(ending) > 1 else ending


def stretches(trace: Trace) -> list[list[int]]:
    """The places that are joined: neighbours that both have a value, with no break between."""
    found: list[list[int]] = []
    for place, value in enumerate(trace.values):
        if value is None:
            continue
        if found and found[-1][-1] == place - 1 and place not in trace.breaks:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _path(trace: Trace, room: Room) -> str:
    drawn = []
    for places in stretches(trace):
        at = [f"{room.x(place):.1f},{room.y.at(trace.values[place] or 0.0):.1f}" for place in places]
        drawn.append(f"M{' '.join(at)}" if len(at) > 1 else "")
    return "".join(drawn)


def _thin(trace: Trace, room: Room, strip: Strip | None) -> str:
    """A thin line; a point that no line reaches is a small dot, else it would not be seen."""
    look: dict[str, Any] = {
        "fill": "none",
        "stroke": "var(--series-context)",
        "stroke_width": 1.5,
        "stroke_linejoin": "round",
    }
    path = _path(trace, room)
    dots = [
        element("circle", cx=room.x(places[0]), cy=room.y.at(trace.values[places[0]] or 0.0), r=2, fill=QUIET)
        for places in stretches(trace)
        if len(places) == 1
    ]
    drawn = element("path", d=path, **look) if path else ""
    rings = [
        element(
            "circle", cx=room.x(at), cy=room.y.at(trace.values[at] or 0.0), r=2.5, fill="var(--sheet)", stroke=QUIET
        )
        for at in sorted(trace.hollow)
    ]
    shape = drawn + "".join((*dots, *rings))
    return marked(trace.whole or trace.name, strip, "g", shape) if shape else ""


def _way(trace: Trace, place: int, room: Room) -> str:
    colour, dashes = style(place)
    look: dict[str, Any] = {"fill": "none", "stroke": colour, "stroke_width": 2.5, "stroke_linejoin": "round"}
    path = _path(trace, room)
    return element("path", d=path, stroke_dasharray=dashes, **look) if path else ""


def _dots(trace: Trace, place: int, room: Room, strip: Strip | None) -> list[str]:
    """The points of a strong line; where there are many, those are drawn that no line reaches or that are rings."""
    colour, _dashes = style(place)
    parts = []
    alone = {places[0] for places in stretches(trace) if len(places) == 1}
    for at, value in enumerate(trace.values):
        if value is None:
            continue
        said = trace.said[at] if trace.said else ""
        seen = room.count <= MOST_DOTS or at in alone or at in trace.hollow
        look = {"fill": colour, "stroke": "var(--sheet)", "stroke_width": 1.5} if seen else {"fill": "transparent"}
        look = {"fill": "var(--sheet)", "stroke": colour, "stroke_width": 2} if at in trace.hollow else look
        if seen or said:
            at_ = {"cx": room.x(at), "cy": room.y.at(value), "r": 4 if seen else 6}
            parts.append(marked(said, strip, "circle", **at_, **look))
    return parts + ([_written(trace, room)] if trace.written and trace.last is not None else [])


def _whiskers(trace: Trace, place: int, room: Room) -> list[str]:
    """How far each value may be otherwise: a line through its point, with its ends."""
    colour, _dashes = style(place)
    parts = []
    for at, ends in enumerate(trace.whiskers):
        if ends is not None:
            x, (low, high) = room.x(at), (room.y.at(end) for end in ends)
            path = f"M{x:.1f},{low:.1f}V{high:.1f}M{x - 4:.1f},{low:.1f}h8M{x - 4:.1f},{high:.1f}h8"
            parts.append(element("path", d=path, fill="none", stroke=colour, stroke_width=1.5))
    return parts


def _written(trace: Trace, room: Room) -> str:
    """What the last point comes to, above it and within the picture."""
    at, value = [(at, value) for at, value in enumerate(trace.values) if value is not None][-1]
    x = min(room.x(at), room.right - width_of(trace.written, 13) / 2)
    bold = {"fill": INK, "font_size": 13, "font_weight": 600, "text_anchor": "middle"}
    return with_rim(trace.written, x, room.y.at(value) - 10, **bold)


def _periods(periods: Sequence[str], room: Room) -> list[str]:
    """As many periods as can be written side by side, the last one always."""
    widest = max(LABEL_WIDTH, max(width_of(period) for period in periods) + 10)
    step = max(1, -(-int(len(periods) * widest) // max(1, int(room.right - room.left))))
    shown = range(len(periods))[::-1][::step]
    parts = [element("line", x1=room.left, x2=room.right, y1=room.bottom, y2=room.bottom, stroke=STRONG)]
    return parts + [text(periods[at], room.x(at), room.bottom + 18, text_anchor="middle") for at in shown]


def _breaks(traces: Sequence[Trace], room: Room) -> list[str]:
    places = sorted({place for trace in traces for place in trace.breaks})
    half = (room.right - room.left) / room.count / 2
    return [
        element("line", x1=room.x(at) - half, x2=room.x(at) - half, y1=room.top, y2=room.bottom, stroke=STRONG,
                stroke_dasharray="3 3")
        for at in places
    ]  # fmt: skip


def _names_at_ends(strong: Sequence[Trace], room: Room, width: int) -> list[str]:
    """Each name at the height where its line ends, moved apart where two would overlap."""
    ends = [(room.y.at(trace.last), place) for place, trace in enumerate(strong) if trace.last is not None]
    ends.sort()
    heights = apart([end for end, _ in ends], room.top, room.bottom)
    parts = []
    for (end, place), at in zip(ends, heights, strict=True):
        colour, dashes = style(place)
        from_x = room.x(max(at for at, value in enumerate(strong[place].values) if value is not None)) + 6
        points = f"{from_x:.1f},{end:.1f} {room.right + 2:.1f},{at:.1f} {room.right + 10:.1f},{at:.1f}"
        parts.append(
            element("polyline", points=points, fill="none", stroke=colour, stroke_dasharray=dashes, stroke_opacity=0.6)
        )
        name = shortened(strong[place].name, width - room.right - 14)
        parts.append(with_rim(name, room.right + 13, at + 4, fill=INK))
    return parts


def apart(heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Heights in order, each at least a line of text below the one before, all within.

    >>> apart([10, 12, 90], 0, 100)
    [10, 25, 90]
    """
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + LABEL_HEIGHT) if found else max(height, top))
    limit = bottom
    for at in reversed(range(len(found))):
        found[at] = min(found[at], limit)
        limit = found[at] - LABEL_HEIGHT
    return found


def _key(strong: Sequence[Trace], width: int) -> list[str]:
    """The names above a narrow picture, each behind a piece of its line."""
    parts = []
    for place, trace in enumerate(strong):
        colour, dashes = style(place)
        at = 10 + place * KEY_HEIGHT
        parts.append(
            element("line", x1=2, x2=30, y1=at, y2=at, stroke=colour, stroke_width=2.5, stroke_dasharray=dashes)
        )
        parts.append(text(shortened(trace.name, width - 40), 38, at + 4, fill=INK))
    return parts
