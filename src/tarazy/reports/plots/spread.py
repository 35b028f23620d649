"""How the values of units spread: a dot a unit, piled up where they lie close together, and the middle one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from tarazy.reports.plots.frame import (
    GRID,
    INK,
    STRONG,
    Write,
    element,
    scale,
    shortened,
    text,
    width_of,  # fmt: skip
)
from tarazy.reports.plots.marks import framed, marked, strip_for

GREATEST: Final = 7.0
BOTTOM: Final = 42


@dataclass(frozen=True)
class Placed:
    """A unit: its name, its value, what pointing at it says; `hollow`: a ring."""

    name: str
    value: float
    said: str
    hollow: bool = False


def spread(title: str, units: Sequence[Placed], size: tuple[int, int], write: Write, middle: str) -> str:
    """The picture; `middle` is what is written beside the line of the median. The two ends are named."""
    width, height = size
    x = scale([unit.value for unit in units], 24, width - 24, marks=6 if width > 500 else 3)
    radius = min(GREATEST, width / 60)
    piles: dict[int, list[Placed]] = {}
    for unit in sorted(units, key=lambda unit: (unit.value, unit.name)):
        piles.setdefault(int((x.at(unit.value) - 24) / (2 * radius)), []).append(unit)
    tallest = max(len(pile) for pile in piles.values())
    floor = height - BOTTOM
    step = min(2 * radius, (floor - 44) / tallest)
    parts = [element("line", x1=12, x2=width - 12, y1=floor, y2=floor, stroke=STRONG)]
    for mark in x.marks:
        parts.append(element("line", x1=x.at(mark), x2=x.at(mark), y1=30, y2=floor, stroke=GRID))
        parts.append(text(write(mark), x.at(mark), floor + 16, text_anchor="middle"))
    at = x.at(median(unit.value for unit in units))
    parts.append(element("line", x1=at, x2=at, y1=22, y2=floor, stroke=INK, stroke_dasharray="4 3"))
    is_right = at + width_of(middle) > width
    parts.append(text(middle, at, 16, fill=INK, text_anchor="end" if is_right else "start"))
    strip, marks = strip_for([unit.said for unit in units], width, height), []
    full = {"fill": "var(--series-1)", "stroke": "var(--sheet)", "r": radius - 0.5}
    ring = {"fill": "var(--sheet)", "stroke": "var(--series-1)", "stroke_width": 2, "r": radius - 1.5}
    for pile in piles.values():
        for nth, unit in enumerate(pile):
            cy = floor - radius - nth * step
            look = ring if unit.hollow else full
            marks.append(marked(unit.said, strip, "circle", cx=x.at(unit.value), cy=cy, **look))
    ordered = sorted(units, key=lambda unit: (unit.value, unit.name))
    low, high = (shortened(unit.name, width / 2 - 12) for unit in (ordered[0], ordered[-1]))
    parts.append(text(f"← {low}", 4, height - 6, fill=INK))
    parts.append(text(f"{high} →", width - 4, height - 6, fill=INK, text_anchor="end"))
    return framed(title, width, height, parts, marks, strip)
