"""Tables and pictures of an examination as blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tarazy.engine.model.text import Text
from tarazy.engine.robustness.examination.said import Column as Asked
from tarazy.engine.robustness.examination.said import HeatMap, Pairs, Ranges, Shown, Spread, Table, written
from tarazy.engine.words import Said, msg, say, with_decimals
from tarazy.reports import blocks
from tarazy.reports.paper import on_paper
from tarazy.reports.plots.bars import Row, bars
from tarazy.reports.plots.distribution import Mark, Mean, distribution
from tarazy.reports.plots.heat_map import heat_map
from tarazy.reports.plots.ranges import Range, ranges

WIDTH: Final = 640
HEIGHT: Final = 190
NAME_SHARE, LEAST_SHARE, LETTER_SHARE = 2.9, 0.75, 0.14
BARS_WIDTH: Final = 480  # so narrow that names stand above their bars, whole
MANY_COLUMNS: Final = 6
HERE: Final = "var(--got)"


def blocks_of(shown: Shown, lang: str) -> Iterator[blocks.Block]:
    """A table, or a picture; what a picture says in words stands in its `spoken`."""
    if isinstance(shown, Table):
        yield from _table(shown, lang)
    elif isinstance(shown, HeatMap):
        yield _heat_map(shown, lang)
    elif isinstance(shown, Pairs):
        yield _pairs(shown, lang)
    elif isinstance(shown, Ranges):
        yield from _ranges(shown, lang)
    else:
        yield _spread(shown, lang)


def _table(table: Table, lang: str) -> Iterator[blocks.Block]:
    if not table.rows:
        return
    columns = [blocks.Column(_label(one, lang), one.numeric, _share(one, lang)) for one in table.columns]
    rows = [[written(cell, column, lang) for cell, column in zip(row, table.columns, strict=True)]
            for row in table.rows]  # fmt: skip
    yield blocks.Table(say(table.title, lang), columns, rows, small=len(columns) >= MANY_COLUMNS)
    if table.left_out:
        text = say(msg("Rows that are not shown: {count}."), lang, {"count": table.left_out})
        yield blocks.Paragraph(text, quiet=True)
    if table.note is not None:
        yield blocks.Paragraph(table.note.in_language(lang), quiet=True)


def _label(column: Asked, lang: str) -> str:
    return column.label.in_language(lang) if isinstance(column.label, Text) else say(column.label, lang)


def _share(column: Asked, lang: str) -> float:
    """How wide a column is beside the others: so that the longest word of its head fits, for none is divided."""
    if column.wide:
        return NAME_SHARE
    longest = max(len(word) for word in _label(column, lang).split())
    return max(LEAST_SHARE if column.numeric else 2 * LEAST_SHARE, LETTER_SHARE * longest)


def _heat_map(shown: HeatMap, lang: str) -> blocks.Picture:
    title = say(shown.title, lang)
    names = [name.in_language(lang) for name in shown.names]

    def write(r: float) -> str:
        return with_decimals(r, 1, lang)

    svg = heat_map(title, names, shown.coefficients, shown.breaks, WIDTH, write)
    spoken = say(msg("{title}: rows and columns: {count}. The tables below hold the numbers."), lang,
                 {"title": title, "count": len(names)})  # fmt: skip
    about = say(msg("The further from zero, the stronger the colour; columns have the numbers of the rows."), lang)
    return blocks.Picture(title, spoken, on_paper(svg), about=about)


def _pairs(shown: Pairs, lang: str) -> blocks.Picture:
    title = say(shown.title, lang)
    parts = [say(part, lang) for part in shown.parts]
    rows = [
        Row(name.in_language(lang), [one, other], [_percent(one, lang), _percent(other, lang)], ["", ""])
        for name, one, other in shown.rows
    ]
    spoken = "; ".join(f"{row.name}: {row.written[0]}, {row.written[1]}" for row in rows)
    return blocks.Picture(title, spoken, on_paper(bars(title, rows, parts, BARS_WIDTH)), width=BARS_WIDTH / WIDTH)


def _ranges(shown: Ranges, lang: str) -> Iterator[blocks.Picture]:
    if not shown.rows:
        return
    title = say(shown.title, lang)
    rows = [Range(name.in_language(lang), at, low, high) for name, at, low, high in shown.rows]

    def write(rank: float) -> str:
        return with_decimals(rank, 0, lang)

    between = msg("{unit}: from place {low} to place {high}")
    spoken = "; ".join(say(between, lang, {"unit": row.name, "low": row.low, "high": row.high}) for row in rows)
    about = say(msg("The dot is the rank as the methodology gives it, the line its interval."), lang)
    yield blocks.Picture(title, spoken, on_paper(ranges(title, rows, WIDTH, write)), about=about)


def _percent(share: float, lang: str) -> str:
    return f"{with_decimals(100 * share, 0, lang)} %"


def _spread(shown: Spread, lang: str) -> blocks.Picture:
    title = say(shown.title, lang)
    mean = sum(shown.scores) / len(shown.scores)
    decimals = _decimals(shown.scores)

    def write(value: float) -> str:
        return with_decimals(value, decimals, lang)

    said: Said = {"count": len(shown.scores), "low": write(min(shown.scores)), "high": write(max(shown.scores)),
            "mean": write(mean)}  # fmt: skip
    label = say(msg("mean {mean}"), lang, said)
    marks = [Mark(score, HERE) for score in shown.scores]
    svg = distribution(title, marks, Mean(mean, label), (WIDTH, HEIGHT), write)
    spoken = say(msg("{count} scores from {low} to {high}, the mean is {mean}."), lang, said)
    return blocks.Picture(title, spoken, on_paper(svg))


def _decimals(scores: Sequence[float]) -> int:
    """So many that the ends of the picture are two numbers."""
    span = max(scores) - min(scores)
    return next((places for places in range(4) if span >= 5 * 10.0**-places), 4)
