"""Ranks before and after, each unit a line between them: steep lines are those that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.reports.plots.frame import GRID, INK, QUIET, element, shortened, text, titled
from tarazy.reports.plots.marks import framed

TOP: Final = 26
ROW: Final = 16
FEWEST_ROWS: Final = 6
MOST_ROWS: Final = 40  # beyond that many the lines move together, and only units that are `named` have their names
TYPE: Final = 11
NAMES: Final = 0.36  # of the width, at each side
UP, DOWN, STILL = "var(--series-1)", "var(--series-2)", "var(--series-context)"


@dataclass(frozen=True)
class Slope:
    """A unit with the ranks that it has before and after; `named`: whether it is named where not all can be."""

    name: str
    before: float
    after: float
    named: bool = False


Height = Callable[[float], float]


def slopes(title: str, rows: Sequence[Slope], heads: tuple[str, str], width: int) -> str:
    """The picture. At least one row. `heads`: what stands above the two sides."""
    last = max(max(row.before, row.after) for row in rows)
    height = TOP + ROW * min(max(len(rows), FEWEST_ROWS), MOST_ROWS)
    first, room = TOP + ROW / 2, height - TOP - ROW

    def at(rank: float) -> float:
        return first + (rank - 1) / max(last - 1, 1) * room

    left, right = width * NAMES, width * (1 - NAMES)
    parts = [
        text(shortened(heads[0], left), left - 6, 14, fill=INK, text_anchor="end"),
        text(shortened(heads[1], left), right + 6, 14, fill=INK),
        *(element("line", x1=x, x2=x, y1=TOP, y2=height, stroke=GRID) for x in (left, right)),
        *_lines(rows, at, left, right),
    ]
    is_each_named = len(rows) <= MOST_ROWS
    named = [row for row in rows if is_each_named or row.named]
    for x, anchor, rank_of in ((left - 6, "end", _before), (right + 6, "", _after)):
        parts += _names(named, at, rank_of, x, anchor, left - 8)
    return framed(title, width, height, parts, (), None)


def _before(row: Slope) -> float:
    return row.before


def _after(row: Slope) -> float:
    return row.after


def _lines(rows: Sequence[Slope], at: Height, left: float, right: float) -> Iterator[str]:
    """Those that stay as one path in the background, the farthest move on top. Written plainly: there may be hundreds,
    made anew while a slider moves.
    """
    still = sorted({row.before for row in rows if row.before == row.after})
    if still:
        yield element("path", d="".join(f"M{left:g} {at(rank):.1f}H{right:g}" for rank in still), stroke=STILL)
    moved = [row for row in rows if row.before != row.after]
    for row in sorted(moved, key=lambda one: abs(one.after - one.before)):
        colour, wide = UP if row.after < row.before else DOWN, ' stroke-width="2"' if row.named else ""
        path = f"M{left:g} {at(row.before):.1f}L{right:g} {at(row.after):.1f}"
        words = titled(f"{row.name}: {row.before:g} → {row.after:g}")
        yield f'<path d="{path}" stroke="{colour}"{wide}>{words}</path>'


def _names(
    rows: Sequence[Slope], at: Height, rank_of: Callable[[Slope], float], x: float, anchor: str, room: float
) -> Iterator[str]:
    """Names beside their ends, from the top down; those that would cover the one above move down as far as needed."""
    free = 0.0
    for row in sorted(rows, key=lambda one: (rank_of(one), one.name)):
        rank = f"{rank_of(row):g}"
        y = max(at(rank_of(row)) + 4, free)
        free = y + TYPE + 2
        name = shortened(row.name, room - 7 * (len(rank) + 1), TYPE)
        words = f"{name} {rank}" if anchor else f"{rank} {name}"
        yield text(words, x, y, fill=INK if row.before != row.after else QUIET, font_size=TYPE, text_anchor=anchor)
