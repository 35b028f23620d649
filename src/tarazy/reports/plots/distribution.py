"""How scores spread: a dot a unit in the colour of its class, piled up; columns where there are too many for dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tarazy.reports.plots.frame import (  # fmt: skip
    QUIET,
    STRONG,
    Scale,
    Write,
    element,
    round_step,
    text,
    width_of,
)
from tarazy.reports.plots.marks import framed

MOST_DOTS: Final = 80
COLUMNS: Final = 30
DOT_ROOM: Final = 22  # pixels that a pile takes of the width
FEWEST_PILES: Final = 8
TOP: Final = 22
AXIS: Final = 26
GREATEST: Final = 7.8
MARK_ROOM: Final = 70

Piles = dict[int, list["Mark"]]


@dataclass(frozen=True)
class Mark:
    """A unit in a distribution: its value and the colour of its class."""

    value: float
    colour: str


@dataclass(frozen=True)
class Mean:
    """The mean of all, and what is written beside its line."""

    value: float
    label: str


def distribution(title: str, marks: Sequence[Mark], mean: Mean, size: tuple[int, int], write: Write) -> str:
    """The picture; `write`: how the round values below it are written."""
    width, height = size
    low, high = min(mark.value for mark in marks), max(mark.value for mark in marks)
    many = len(marks) > MOST_DOTS
    count = COLUMNS if many else max(FEWEST_PILES, width // DOT_ROOM)
    step = (high - low) / count or 1.0
    x = Scale(low - step / 2, high + step / 2, 4.0, width - 4.0)
    piles: Piles = {}
    for mark in sorted(marks, key=lambda mark: mark.value):
        piles.setdefault(min(count - 1, int((mark.value - low) / step)), []).append(mark)
    floor = height - AXIS
    drawn = _columns(piles, low, step, x, floor) if many else _dots(piles, low, step, x, floor)
    return framed(title, width, height, [*drawn, *_axis(x, floor, write), *_mean(mean, x, floor, width)], (), None)


def _dots(piles: Piles, low: float, step: float, x: Scale, floor: float) -> Iterator[str]:
    tallest = max(len(pile) for pile in piles.values())
    room = (floor - TOP) / max(tallest, 4)
    radius = min(GREATEST, (x.at(low + step) - x.at(low)) / 2, room / 2)
    look: dict[str, Any] = {"r": radius, "stroke": "var(--band-edge)"}
    for place, pile in piles.items():
        across = x.at(low + (place + 0.5) * step)
        for nth, mark in enumerate(pile):
            yield element("circle", cx=across, cy=floor - 1 - (nth + 0.5) * room, fill=mark.colour, **look)


def _columns(piles: Piles, low: float, step: float, x: Scale, floor: float) -> Iterator[str]:
    """Each as high as it has units, in the colour of the best of them."""
    tallest = max(len(pile) for pile in piles.values())
    for place, pile in piles.items():
        left, right = x.at(low + place * step), x.at(low + (place + 1) * step)
        high = (floor - TOP) * len(pile) / tallest
        box: dict[str, Any] = {"x": left, "y": floor - high, "width": right - left, "height": high}
        yield element("rect", **box, fill=pile[-1].colour, stroke="var(--sheet)")


def _axis(x: Scale, floor: float, write: Write) -> Iterator[str]:
    yield element("line", x1=x.start, x2=x.end, y1=floor, y2=floor, stroke=STRONG)
    step = round_step((x.high - x.low) / max(2, int((x.end - x.start) / MARK_ROOM)))
    first = -int(-x.low // step)
    for place in range(first, int(x.high // step) + 1):
        mark = float(f"{place * step:.12g}")
        at = x.at(mark)
        if x.start + 8 < at < x.end - 8:
            yield text(write(mark), at, floor + 18, text_anchor="middle")


def _mean(mean: Mean, x: Scale, floor: float, width: int) -> Iterator[str]:
    at = x.at(mean.value)
    yield element("line", x1=at, x2=at, y1=2, y2=floor, stroke=QUIET, stroke_dasharray="4 3")
    is_left = at + 6 + width_of(mean.label) > width
    yield text(mean.label, at - 6 if is_left else at + 6, 12, text_anchor="end" if is_left else "start")
