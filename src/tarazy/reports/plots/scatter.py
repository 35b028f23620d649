"""Two values of each unit against each other, a third as the size of its circle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.reports.plots.frame import (
    GRID,
    INK,
    QUIET,
    STRONG,
    Scale,
    Write,
    element,
    grid,
    room_for,
    scale,
    shortened,
    text,
    width_of,
    with_rim,
)
from tarazy.reports.plots.marks import WHAT_IS_CARRIED, Strip, framed, marked, strip_for

PLAIN: Final = 5.0
GREATEST: Final = 20.0
LEAST: Final = 2.5
LONGEST_NAME: Final = 150

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Dot:
    """A unit: its name, two values, the third where there is one, what pointing at it says; `hollow`: a ring."""

    name: str
    x: float
    y: float
    said: str
    size: float | None = None
    hollow: bool = False


@dataclass(frozen=True)
class Axes:
    """What lies along and upright, and how the values of each are written."""

    x: str
    y: str
    write_x: Write
    write_y: Write


def scatter(title: str, dots: Sequence[Dot], axes: Axes, size: tuple[int, int]) -> str:
    """The picture. Names are written where they cover no other name; every circle says its own."""
    width, height = size
    y = scale([dot.y for dot in dots], height - 46, 30)
    left = room_for(y, axes.write_y) + 4
    radii = radii_of(dots)
    # A circle on the last mark must lie within too.
    x = scale([dot.x for dot in dots], left + 8, width - 6 - max(radii, default=8), marks=5 if width > 500 else 3)
    parts = grid(y, left, width - 4, axes.write_y)
    for mark in x.marks:
        at = x.at(mark)
        parts.append(element("line", x1=at, x2=at, y1=30, y2=height - 46, stroke=GRID))
        parts.append(text(axes.write_x(mark), at, height - 28, text_anchor="middle"))
    parts.append(element("line", x1=left, x2=width - 4, y1=height - 46, y2=height - 46, stroke=STRONG))
    parts.append(text(shortened(f"↑ {axes.y}", width), 0, 14, fill=INK))
    parts.append(text(shortened(f"{axes.x} →", width), width - 2, height - 8, fill=INK, text_anchor="end"))
    # The greatest circles lie below, so that none is hidden.
    order = sorted(range(len(dots)), key=lambda at: -radii[at])
    strip = strip_for([dot.said for dot in dots], width, height)
    marks = [_circle(dots[at], radii[at], x, y, strip) for at in order]
    return framed(title, width, height, [*parts, *_names(dots, radii, x, y, width)], marks, strip)


def radii_of(dots: Sequence[Dot]) -> list[float]:
    """Circles whose areas are to each other as the third values; all alike where there is none."""
    sizes = [dot.size for dot in dots if dot.size is not None]
    greatest = max(sizes, default=0.0)
    if greatest <= 0:
        return [PLAIN for _ in dots]
    return [max(LEAST, GREATEST * math.sqrt(max(0.0, dot.size or 0.0) / greatest)) for dot in dots]


def _circle(dot: Dot, radius: float, x: Scale, y: Scale, strip: Strip | None) -> str:
    look = {"fill": "var(--series-1)", "fill_opacity": "0.45", "stroke": "var(--series-1)", "stroke_width": 1.5}
    look |= WHAT_IS_CARRIED if dot.hollow else {}
    return marked(dot.said, strip, "circle", cx=x.at(dot.x), cy=y.at(dot.y), r=radius, **look)


def _names(dots: Sequence[Dot], radii: Sequence[float], x: Scale, y: Scale, width: int) -> list[str]:
    """Names from the greatest circle on, beside it; left out where they would cover another name or circle."""
    circles = [_box(dot, radius, x, y) for dot, radius in zip(dots, radii, strict=True)]
    taken: list[Box] = []
    parts = []
    for at in sorted(range(len(dots)), key=lambda at: (-radii[at], -abs(dots[at].y))):
        dot, radius = dots[at], radii[at]
        name = shortened(dot.name, LONGEST_NAME, 11)
        long = width_of(name, 11)
        for toward in (1, -1):
            start = x.at(dot.x) + (radius + 3 if toward > 0 else -radius - 3 - long)
            box = (start, y.at(dot.y) - 7, start + long, y.at(dot.y) + 6)
            others = [*taken, *circles[:at], *circles[at + 1 :]]
            if box[0] < 0 or box[2] > width or any(_cover(box, other) for other in others):
                continue
            taken.append(box)
            parts.append(with_rim(name, start, y.at(dot.y) + 4, fill=QUIET, font_size=11))
            break
    return parts


def _box(dot: Dot, radius: float, x: Scale, y: Scale) -> Box:
    inner = radius * 0.7
    return x.at(dot.x) - inner, y.at(dot.y) - inner, x.at(dot.x) + inner, y.at(dot.y) + inner


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
