"""Lying bars from zero, one below another, with what each comes to at its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.reports.plots.frame import (  # fmt: skip
    INK,
    QUIET,
    STROKES,
    STRONG,
    Scale,
    element,
    scale,
    shortened,
    text,
    width_of,
)
from tarazy.reports.plots.marks import WHAT_IS_CARRIED, Strip, framed, marked, strip_for

THICK: Final = 13
GAP: Final = 9
NAME_HEIGHT: Final = 18
KEY_HEIGHT: Final = 20
NARROW: Final = 500  # below it a name stands above its bars, else beside them
# Bars of one name differ in how full they are too, not in their colour alone.
FULLNESS: Final = (1.0, 0.45, 0.75, 0.25)


@dataclass(frozen=True)
class Row:
    """A name with a bar a part: how long each is (None: there is none), what is written at its end and said of it;
    `hollow`: the parts that are not full; `whiskers`: the ends of the interval of each length (None: there is none).
    """

    name: str
    lengths: Sequence[float | None]
    written: Sequence[str]
    said: Sequence[str]
    hollow: Collection[int] = ()
    whiskers: Sequence[tuple[float, float] | None] = ()

    def reach(self, place: int) -> tuple[float, float]:
        """How far a part's bar and whisker go, to the left and to the right."""
        whisker = self.whiskers[place] if self.whiskers else None
        drawn = [self.lengths[place] or 0.0, *(whisker or ())]
        return min(drawn), max(drawn)


def bars(title: str, rows: Sequence[Row], parts: Sequence[str], width: int) -> str:
    """The picture. `parts`: what the bars of each name are, written above where there are several."""
    beside = width >= NARROW
    top = KEY_HEIGHT * len(parts) + 8 if len(parts) > 1 else 4
    names = min(width * 0.32, max(width_of(row.name, 13) for row in rows) + 12) if beside else 0.0
    ends = max(width_of(word) for row in rows for word in row.written) + 10
    known = [length for row in rows for length in row.lengths if length is not None]
    known += [end for row in rows for whisker in row.whiskers if whisker is not None for end in whisker]
    signed = any(length < 0 for length in known)
    x = scale(known, names + (ends if signed else 2), width - ends, zero=True)
    each = len(parts) * THICK + GAP + (0 if beside else NAME_HEIGHT)
    drawn = _key(parts, width) if len(parts) > 1 else []
    bottom = top + len(rows) * each
    strip = strip_for(
        (said for row in rows for said, length in zip(row.said, row.lengths, strict=True) if length is not None),
        width, bottom,
    )  # fmt: skip
    marks = []
    for number, row in enumerate(rows):
        drawn += _row(row, top + number * each, x, names, width)
        first = top + number * each + (0 if names else NAME_HEIGHT)
        marks += [*_bars(row, first, x, strip), *_whiskers(row, first, x)]
    zero = x.at(0.0)
    drawn.append(element("line", x1=zero, x2=zero, y1=top - 2, y2=bottom - GAP + 2, stroke=STRONG))
    return framed(title, width, bottom, drawn, marks, strip)


def _row(row: Row, top: float, x: Scale, names: float, width: int) -> list[str]:
    if names:
        middle = top + len(row.lengths) * THICK / 2 + 4
        drawn = [text(shortened(row.name, names - 8, 13), names - 8, middle, fill=INK, font_size=13, text_anchor="end")]
        first = top
    else:
        drawn = [text(shortened(row.name, width - 4, 13), 2, top + 12, fill=INK, font_size=13)]
        first = top + NAME_HEIGHT
    for place, (length, written) in enumerate(zip(row.lengths, row.written, strict=True)):
        left = length is not None and length < 0
        at, end = first + place * THICK, x.at(row.reach(place)[0 if left else 1])
        anchor = {"text_anchor": "end"} if left else {}
        fill = QUIET if length is None else INK
        drawn.append(text(written, end - 5 if left else end + 5, at + THICK - 3, fill=fill, **anchor))
    return drawn


def _bars(row: Row, first: float, x: Scale, strip: Strip | None) -> list[str]:
    found, zero = [], x.at(0.0)
    for place, (length, said) in enumerate(zip(row.lengths, row.said, strict=True)):
        if length is None:
            continue
        end, colour = x.at(length), STROKES[place % len(STROKES)]
        box = {"x": min(end, zero), "y": first + place * THICK, "width": abs(end - zero), "height": THICK - 2}
        look = {"fill": colour, "fill_opacity": FULLNESS[place % len(FULLNESS)], "stroke": colour}
        look |= WHAT_IS_CARRIED if place in row.hollow else {}
        found.append(marked(said, strip, "rect", **box, **look))
    return found


def _whiskers(row: Row, first: float, x: Scale) -> list[str]:
    """How far each length may be otherwise: a line through the end of its bar, with its ends, on a rim that shows it
    within the bar too.
    """
    found = []
    for place, ends in enumerate(row.whiskers):
        if ends is not None:
            middle, (low, high) = first + place * THICK + (THICK - 2) / 2, (x.at(end) for end in ends)
            path = f"M{low:.1f},{middle:.1f}H{high:.1f}M{low:.1f},{middle - 3:.1f}v6M{high:.1f},{middle - 3:.1f}v6"
            for colour, width in (("var(--sheet)", 3.5), (INK, 1.5)):
                found.append(element("path", d=path, fill="none", stroke=colour, stroke_width=width))
    return found


def _key(parts: Sequence[str], width: int) -> list[str]:
    drawn = []
    for place, name in enumerate(parts):
        colour, at = STROKES[place % len(STROKES)], 4 + place * KEY_HEIGHT
        fullness = FULLNESS[place % len(FULLNESS)]
        drawn.append(element("rect", x=2, y=at, width=22, height=12, fill=colour, stroke=colour, fill_opacity=fullness))
        drawn.append(text(shortened(name, width - 36), 32, at + 11, fill=INK))
    return drawn
