"""What every plot stands on: elements of SVG, scales with round marks, and how wide a text is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final

Write = Callable[[float], str]

TEXT: Final = 12
LETTER: Final = 0.6  # how wide a letter is on average, in sizes of the type; rather too wide than too narrow
STROKES: Final = ("var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)")
DASHES: Final = ("", "7 3", "2 3")
MOST_STYLES: Final = 8
INK, QUIET, GRID, STRONG = "var(--ink)", "var(--ink-2)", "var(--line)", "var(--line-strong)"


@dataclass(frozen=True)
class Scale:
    """Where a value lies: `low` at `start`, `high` at `end`, in pixels; `marks` are the round values between them."""

    low: float
    high: float
    start: float
    end: float
    marks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(values: Iterable[float], start: float, end: float, *, marks: int = 5, zero: bool = False) -> Scale:
    """The scale on which values lie between round marks.

    >>> scale([3.1, 9.7], 0, 100).marks
    (2.0, 4.0, 6.0, 8.0, 10.0)
    """
    known = [*values, *([0.0] if zero else [])]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if low == high:
        apart = abs(low) * 0.1 or 1.0
        low, high = low - apart, high + apart
    step = round_step((high - low) / marks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # A mark is rounded where it is written: 3 * 0.1 is not 0.3.
    found = tuple(float(f"{place * step:.12g}") for place in range(first, last + 1))
    return Scale(found[0], found[-1], start, end, found)


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, ... and their tenths that is not below `least`.

    >>> round_step(0.13), round_step(30)
    (0.2, 50.0)
    """
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))


def element(tag: str, content: str = "", /, **given: object) -> str:
    """One element. `stroke_width=2` is written `stroke-width="2"`; what is empty is left out.

    >>> element("circle", r=2.0, fill_opacity=0.5, stroke="")
    '<circle r="2" fill-opacity="0.5"/>'
    """
    attributes = "".join(
        f' {_attribute(name)}="{brief(value) if isinstance(value, int | float) else escape(str(value))}"'
        for name, value in given.items()
        if value != "" and value is not None
    )
    return f"<{tag}{attributes}>{content}</{tag}>" if content else f"<{tag}{attributes}/>"


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def brief(value: object) -> str:
    """A number with one place where that is enough."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def titled(words: str) -> str:
    """What pointing at a mark says."""
    return f"<title>{escape(words)}</title>" if words else ""


def text(words: str, x: float, y: float, **given: object) -> str:
    shown = {"fill": QUIET, "font_size": TEXT} | given
    return element("text", escape(words), x=x, y=y, **shown)


def with_rim(words: str, x: float, y: float, **given: object) -> str:
    """A text that can be read where a line runs behind it."""
    rim = {"fill": "var(--sheet)", "stroke": "var(--sheet)", "stroke_width": 3, "stroke_linejoin": "round"}
    return text(words, x, y, **(given | rim)) + text(words, x, y, **given)


def width_of(words: str, size: int = TEXT) -> float:
    return len(words) * size * LETTER


def shortened(words: str, width: float, size: int = TEXT) -> str:
    """As much of a text as fits, with an ellipsis where that is not all of it."""
    room = int(width / (size * LETTER))
    return words if len(words) <= room else f"{words[: max(1, room - 1)].rstrip()}…"


def style(place: int) -> tuple[str, str]:
    """The colour and the dashes of the line at a place: two that share a colour differ in dashes."""
    return STROKES[place % len(STROKES)], DASHES[place // len(STROKES) % len(DASHES)]


def grid(y: Scale, left: float, right: float, write: Write) -> list[str]:
    """The round values of an upright scale: a line across for each, and its number at the left."""
    parts = []
    for mark in y.marks:
        at = y.at(mark)
        parts.append(element("line", x1=left, x2=right, y1=at, y2=at, stroke=STRONG if mark == 0 else GRID))
        parts.append(text(write(mark), left - 6, at + 4, text_anchor="end"))
    return parts


def room_for(scale: Scale, write: Write) -> float:
    """How much room the numbers of a scale need beside it."""
    return max(width_of(write(mark)) for mark in scale.marks) + 8
