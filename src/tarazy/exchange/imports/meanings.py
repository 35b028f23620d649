"""What the columns and codes of somebody else's table stand for: said once, in a table of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.columns import cells
from tarazy.engine.load.tables.observations import OPTIONAL, REQUIRED
from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.words import ProblemsFound, msg
from tarazy.exchange.csv_written import csv_text, unguarded
from tarazy.exchange.tables import read_table

COLUMNS: Final = ("what", "given", "meant")
COLUMN, EVERY, BREAKDOWN = "column", "every", "breakdown"
# A column of the table may be one key of the breakdown: `breakdown:sex`.
KEY: Final = f"{BREAKDOWN}:"
CODED: Final = ("unit", "period", "variable", BREAKDOWN, "series", "status", "source")


@dataclass(frozen=True)
class Meanings:
    """How a table is to be read.

    `columns`: the column of the table -> ours, `breakdown:KEY`, or "" to leave it out. `every`: our column -> the text
    that stands in every row. `codes`: our column -> the text of the table -> ours.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    every: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def rows(self) -> list[tuple[str, str, str]]:
        """The same as rows of a table with the columns what, given, meant."""
        codes = [(what, given, meant) for what, texts in self.codes.items() for given, meant in texts.items()]
        columns = [(COLUMN, given, meant) for given, meant in self.columns.items()]
        return [*columns, *((EVERY, given, meant) for given, meant in self.every.items()), *codes]


AS_IT_STANDS: Final = Meanings()


def read_meanings(path: Path) -> Meanings:
    """Meanings from a table with the columns what, given, meant.

    Raises ProblemsFound with every problem.
    """
    found = Found(str(path))
    table = read_table(path, found)
    if table is not None and not set(COLUMNS) <= set(table.columns):
        found.add(
            table.locate(-1, ""),
            msg("The table of meanings lacks a column; it needs: {columns}."),
            msg("Each row says of one column or code of a table what it means here."),
            msg("Add the column."),
            columns=", ".join(COLUMNS),
        )
    if table is None or found:
        raise ProblemsFound(found.listed())
    whats, givens, meants = ([unguarded(text) for text in cells(table, name).cast(pl.String)] for name in COLUMNS)
    for at, (what, given) in enumerate(zip(whats, givens, strict=True)):
        _check(table, at, what, given, found)
    if found:
        raise ProblemsFound(found.listed())
    return meanings_of(zip(whats, givens, meants, strict=True))


def meanings_of(rows: Iterable[tuple[str, str, str]]) -> Meanings:
    """Meanings from rows of what, given, meant; a row of which nothing can be said is left out.

    >>> meanings_of([("column", "Регион", "unit"), ("unit", "Мангистау", "KZ-47"), ("row", "1", "2")])
    Meanings(columns={'Регион': 'unit'}, every={}, codes={'unit': {'Мангистау': 'KZ-47'}})
    """
    by_what: dict[str, dict[str, str]] = {}
    for what, given, meant in rows:
        by_what.setdefault(what, {})[given] = meant
    codes = {what: texts for what, texts in by_what.items() if what in CODED or what.startswith(KEY)}
    return Meanings(by_what.get(COLUMN, {}), by_what.get(EVERY, {}), codes)


def _check(table: Table, at: int, what: str, given: str, found: Found) -> None:
    """Note what is wrong with a row of a table of meanings."""
    if what == EVERY and given not in (*REQUIRED, *OPTIONAL):
        found.add(
            table.locate(at, "given"),
            msg("{text} is no column of a table of observations."),
            msg("What stands in every row stands in a column that is read."),
            msg("Write one of: {possible}."),
            text=shown(given),
            possible=", ".join((*REQUIRED, *OPTIONAL)),
        )
    if what not in (COLUMN, EVERY, *CODED) and not what.startswith(KEY):
        found.add(
            table.locate(at, "what"),
            msg("In column {column} stands {text}, of which nothing can be said."),
            msg("A meaning is that of a column, of a text in every row, or of a code."),
            msg("Write one of: {possible}."),
            column="what",
            text=shown(what),
            possible=", ".join((COLUMN, EVERY, *CODED, f"{KEY}sex")),
        )


def meanings_as_csv(meanings: Meanings) -> str:
    return csv_text(COLUMNS, meanings.rows())


def meant_by(table: Table, meanings: Meanings, found: Found) -> Table:
    """The same table with our columns and codes; texts that no meaning names stay as they are."""
    _columns_are_there(table, meanings, found)
    _two_mean_one(table, meanings, found)
    named = {meanings.columns.get(name, name): name for name in table.columns if meanings.columns.get(name, name)}
    frame = pl.DataFrame([cells(table, name).alias(ours) for ours, name in named.items()])
    for ours, texts in meanings.codes.items():
        if ours in frame.columns:
            frame = frame.with_columns(pl.col(ours).cast(pl.String).replace(_said(ours, texts)))
    frame = _with_breakdown(frame)
    frame = frame.with_columns(pl.lit(text).alias(ours) for ours, text in meanings.every.items() if ours not in named)
    locate = table.locate  # not the table, which would be kept with all its cells
    return Table(table.name, frame, lambda row, column: locate(row, named.get(column, "")))


def _said(ours: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The meanings that are said: of a group nothing means everybody, of anything else that nobody filled it in."""
    return {given: meant for given, meant in texts.items() if meant or ours.startswith(BREAKDOWN)}


def _with_breakdown(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that are keys of the breakdown as one column, the keys in the order of the alphabet."""
    keyed = sorted(name for name in frame.columns if name.startswith(KEY))
    if not keyed:
        return frame
    parts = [
        pl.when(pl.col(name).fill_null("") != "").then(pl.lit(f"{name.removeprefix(KEY)}=") + pl.col(name))
        for name in keyed
    ]
    joined = pl.concat_str(parts, separator=";", ignore_nulls=True).alias(BREAKDOWN)
    return frame.with_columns(joined).drop(keyed)


def _columns_are_there(table: Table, meanings: Meanings, found: Found) -> None:
    for name in meanings.columns:
        if name not in table.columns:
            found.add(
                table.locate(-1, ""),
                msg("The column {column}, whose meaning is given, is not in the table."),
                msg("The first row names the columns; it names: {columns}."),
                msg("Correct its name among the meanings, or remove its row there."),
                column=shown(name),
                columns=", ".join(shown(one) for one in table.columns),
            )


def _two_mean_one(table: Table, meanings: Meanings, found: Found) -> None:
    names = [meanings.columns.get(name, name) for name in table.columns]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        found.add(
            table.locate(-1, ""),
            msg("Two columns of the table mean {column}."),
            msg("Of two columns with one name nobody knows which one counts."),
            msg("Leave one of them out: give it no meaning."),
            column=shown(name),
        )
