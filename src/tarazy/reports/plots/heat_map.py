"""Coefficients of every pair as coloured squares: one hue above zero, another below, stronger the further from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.reports.plots.frame import INK, STRONG, Write, element, shortened, text
from tarazy.reports.plots.marks import framed

ABOVE: Final = "var(--series-1)"
BELOW: Final = "var(--series-2)"
FEW: Final = 14  # so many rows leave room for a number in each square
SOME: Final = 24  # so many leave room for long names
LONG_NAMES, SHORT_NAMES = 0.46, 0.36  # of the width
LOWEST: Final = 11.5  # a row of names that can be read
TOP: Final = 16.0
KEY: Final = 34
EVERY: Final = 5  # where squares are narrow, so many stand between two numbers
DARK_ABOVE, DARK_BELOW = 0.75, -0.85  # from where on white can be read better than ink
STEPS: Final = 10


@dataclass(frozen=True)
class _Grid:
    """Where squares stand: `left` of the first column, how wide and how tall each is, the size of the type."""

    left: float
    wide: float
    tall: float
    type_size: int

    def x(self, column: float) -> float:
        return self.left + column * self.wide

    def y(self, row: float) -> float:
        return TOP + row * self.tall


def heat_map(
    title: str,
    names: Sequence[str],
    coefficients: Sequence[Sequence[float]],
    breaks: Sequence[int],
    width: int,
    write: Write,
) -> str:
    """The lower half of the matrix. Rows have names, columns the numbers of the rows. `breaks`: before which rows
    another group begins; a coefficient that there is not (NaN) is an empty square.
    """
    count = len(names)
    left = width * (LONG_NAMES if count <= SOME else SHORT_NAMES)
    wide = (width - left - 4) / count
    tall = min(max(wide, LOWEST), 30.0)
    grid = _Grid(left, wide, tall, max(8, min(11, int(tall * 0.8))))
    parts = [part for row, name in enumerate(names) for part in _row(grid, row, name, count)]
    for row in range(count):
        for column in range(row + 1):
            parts += _square(grid, row, column, coefficients[row][column], write, numbered=count <= FEW)
    parts += [part for row in breaks for part in _break(grid, row, count)]
    bottom = grid.y(count)
    return framed(title, width, round(bottom + KEY), [*parts, *_key(left, bottom + 12, width, write)], (), None)


def _row(grid: _Grid, row: int, name: str, count: int) -> Iterator[str]:
    label = shortened(f"{row + 1}. {name}", grid.left, grid.type_size)
    middle = grid.y(row + 0.5) + grid.type_size * 0.36
    yield text(label, grid.left - 5, middle, fill=INK, font_size=grid.type_size, text_anchor="end")
    if count <= FEW or (row + 1) % EVERY == 0:
        yield text(str(row + 1), grid.x(row + 0.5), TOP - 4, font_size=min(10, grid.type_size), text_anchor="middle")


def _square(grid: _Grid, row: int, column: int, r: float, write: Write, *, numbered: bool) -> Iterator[str]:
    box = {"x": grid.x(column), "y": grid.y(row), "width": grid.wide - 0.6, "height": grid.tall - 0.6}
    if r != r:
        yield element("rect", **box, fill="none", stroke=STRONG, stroke_width=0.3, stroke_dasharray="2 2")
        return
    yield element("rect", **box, **_look(r))
    if numbered and row != column:
        fill = INK if DARK_BELOW < r < DARK_ABOVE else "var(--sheet)"
        middle = grid.y(row + 0.5) + 4
        yield text(write(r), grid.x(column + 0.5), middle, fill=fill, font_size=11, text_anchor="middle")


def _look(r: float) -> dict[str, str]:
    return {"fill": ABOVE if r >= 0 else BELOW, "fill_opacity": f"{0.04 + 0.96 * abs(r):.2f}"}


def _break(grid: _Grid, row: int, count: int) -> Iterator[str]:
    x, y = grid.x(row), grid.y(row)
    yield element("line", x1=grid.left, x2=x, y1=y, y2=y, stroke=INK, stroke_width=0.8)
    yield element("line", x1=x, x2=x, y1=y, y2=grid.y(count), stroke=INK, stroke_width=0.8)


def _key(left: float, top: float, width: int, write: Write) -> Iterator[str]:
    """What the colours mean, from -1 to 1."""
    wide = min(width - left - 8, 220) / (2 * STEPS)
    for place in range(-STEPS, STEPS):
        x = left + (place + STEPS) * wide
        yield element("rect", x=x, y=top, width=wide, height=8, **_look((place + 0.5) / STEPS))
    for mark, anchor in ((-1.0, "start"), (0.0, "middle"), (1.0, "end")):
        yield text(write(mark), left + (mark + 1) * STEPS * wide, top + 20, font_size=10, text_anchor=anchor)
