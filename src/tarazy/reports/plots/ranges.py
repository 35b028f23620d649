"""Ranks as dots with whiskers: how far each may be otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.reports.plots.frame import GRID, INK, QUIET, Write, element, scale, shortened, text
from tarazy.reports.plots.marks import framed

ROW: Final = 15
TOP: Final = 22
NAMES: Final = 0.36  # of the width
TYPE: Final = 11
WHISKER: Final = "var(--series-1)"
HERE: Final = "var(--series-2)"


@dataclass(frozen=True)
class Range:
    """A name, where it stands, and the ends of its interval. `here`: it is spoken of."""

    name: str
    at: float
    low: float
    high: float
    here: bool = False


def ranges(title: str, rows: Sequence[Range], width: int, write: Write) -> str:
    """The picture, the rows as they are given. At least one row."""
    left = width * NAMES
    ends = [end for row in rows for end in (row.at, row.low, row.high)]
    x = scale(ends, left + 10, width - 12)
    bottom = TOP + ROW * len(rows)
    parts = []
    # No place comes before the first.
    for mark in dict.fromkeys(max(1.0, mark) for mark in x.marks):
        parts.append(element("line", x1=x.at(mark), x2=x.at(mark), y1=TOP - 4, y2=bottom, stroke=GRID))
        parts.append(text(write(mark), x.at(mark), TOP - 8, font_size=10, fill=QUIET, text_anchor="middle"))
    for place, row in enumerate(rows):
        middle, paint, weight = TOP + (place + 0.5) * ROW, HERE if row.here else WHISKER, 600 if row.here else ""
        name = shortened(row.name, left, TYPE)
        parts.append(text(name, left - 2, middle + 4, fill=INK, font_size=TYPE, font_weight=weight, text_anchor="end"))
        parts.append(
            element("line", x1=x.at(row.low), x2=x.at(row.high), y1=middle, y2=middle, stroke=paint, stroke_width=2)
        )
        for end in (row.low, row.high):
            at = x.at(end)
            parts.append(element("line", x1=at, x2=at, y1=middle - 3, y2=middle + 3, stroke=paint, stroke_width=1.5))
        parts.append(element("circle", cx=x.at(row.at), cy=middle, r=4, fill=paint, stroke="var(--sheet)"))
    return framed(title, width, bottom + 4, parts, (), None)
