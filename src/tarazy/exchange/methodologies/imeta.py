"""COINr's iMeta in: a row for each indicator, each aggregate above it, each denominator and group beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.columns import cells
from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.model.methodology import INDEX, Better
from tarazy.engine.words import ProblemsFound, msg
from tarazy.exchange.tables import read_table

NEEDED: Final = ("iCode", "Parent", "Direction", "Weight", "Type")
READ: Final = (*NEEDED, "iName", "Unit", "Denominator", "Level")  # Level follows from the parents
INDICATOR, AGGREGATE, DENOMINATOR = "Indicator", "Aggregate", "Denominator"
TYPES: Final = (INDICATOR, AGGREGATE, "Group", DENOMINATOR, "Other")
_NOT_GIVEN: Final = ("", "NA", "NaN")
_DIRECTIONS: Final[Mapping[float, Better]] = {1: "higher", -1: "lower"}


@dataclass(frozen=True)
class Entry:
    """A row. `id`: the code as a methodology writes it; `weight`: beside those of the same parent, of any sum."""

    code: str
    id: str
    name: str
    type: str
    parent: str
    better: Better
    weight: float
    unit: str
    denominator: str


@dataclass(frozen=True)
class IMeta:
    """The rows by code, the index first of all; `not_read`: columns that say what no methodology has a place for."""

    entries: Mapping[str, Entry]
    top: str
    not_read: tuple[str, ...]

    def of_type(self, type: str) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.type == type]

    @cached_property
    def children(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in (*self.of_type(AGGREGATE), *self.of_type(INDICATOR)):
            if entry.code != self.top:
                found.setdefault(entry.parent, []).append(entry)
        return found


def read_imeta(path: Path) -> IMeta:
    """Raises ProblemsFound with every problem, each at its line or cell."""
    found = Found(str(path))
    table = read_table(path, found)
    read = _read(table, found) if table is not None and _has_columns(table, found) else None
    if found or read is None:
        raise ProblemsFound(found.listed())
    return read


def _has_columns(table: Table, found: Found) -> bool:
    for column in NEEDED:
        if column not in table.columns:
            found.add(
                table.locate(-1, ""),
                msg("The table has no column «{column}», so it is no iMeta."),
                msg("iMeta, as COINr reads it, has these columns at least: {needed}."),
                msg("Add the column, or give a workbook that `tarazy methodology table` wrote."),
                column=column,
                needed=", ".join(NEEDED),
            )
    return not found


def _read(table: Table, found: Found) -> IMeta:
    texts: dict[str, list[str]] = {
        name: [text or "" for text in cells(table, name).to_list()] for name in READ if name in table.columns
    }
    reader = _Reader(table, found, texts)
    entries = reader.entries()
    tops = [entry.code for entry in entries.values() if entry.type == AGGREGATE and not entry.parent]
    reader.check_tree(entries, tops)
    not_read = tuple(column for column in table.columns if column not in READ)
    return IMeta(entries, tops[0] if tops else "", not_read)


class _Reader:
    def __init__(self, table: Table, found: Found, texts: Mapping[str, list[str]]) -> None:
        self.table, self.found, self.texts = table, found, texts
        self.row_of: dict[str, int] = {}

    def text(self, row: int, column: str) -> str:
        text = self.texts[column][row].strip() if column in self.texts else ""
        return "" if text in _NOT_GIVEN else text

    def add(self, row: int, at: str, what: str, why: str, mend: str, /, **said: str | float) -> None:
        self.found.add(self.table.locate(row, at), what, why, mend, **said)

    def entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        ids: dict[str, str] = {}
        for row in range(len(self.table)):
            entry = self.entry(row)
            if entry is None:
                continue
            if entry.id in ids:
                self.add(
                    row, "iCode",
                    msg("«{code}» and «{other}» come to the same id {id}."),
                    msg("An id has small Latin letters, digits and _ only, and names one thing."),
                    msg("Rename one of them."),
                    code=shown(entry.code), other=shown(ids[entry.id]), id=entry.id,
                )  # fmt: skip
                continue
            ids[entry.id] = entry.code
            self.row_of[entry.code] = row
            found[entry.code] = entry
        return found

    def entry(self, row: int) -> Entry | None:
        code, type = self.text(row, "iCode"), self.text(row, "Type")
        if not re.search("[A-Za-z]", code):
            self.add(
                row, "iCode",
                msg("The row has no code with a Latin letter."),
                msg("By its code a row is named as a parent and as a denominator."),
                msg("Write a code, as GDP, into the column iCode."),
            )  # fmt: skip
            return None
        if type not in TYPES:
            self.word(row, "Type", type, TYPES)
            return None
        parent, is_node = self.text(row, "Parent"), type in (INDICATOR, AGGREGATE)
        return Entry(
            code=code,
            id=INDEX if type == AGGREGATE and not parent else id_of(code),
            name=self.text(row, "iName") or code,
            type=type,
            parent=parent,
            better=self.better(row) if type == INDICATOR else "higher",
            weight=self.weight(row) if is_node and parent else 1,
            unit=self.text(row, "Unit"),
            denominator=self.text(row, "Denominator"),
        )

    def word(self, row: int, column: str, text: str, words: tuple[str, ...]) -> None:
        near = nearest(text, words)
        self.add(
            row, column,
            msg("«{text}» in column {column} is none of its words."),
            msg("It can be: {words}."),
            msg("Did you mean «{near}»?") if near else msg("Choose one of them."),
            text=shown(text), column=column, words=", ".join(words), near=near,
        )  # fmt: skip

    def number(self, row: int, column: str) -> float:
        try:
            return float(self.text(row, column))
        except ValueError:
            return math.nan

    def better(self, row: int) -> Better:
        direction = self.number(row, "Direction")
        if direction not in _DIRECTIONS:
            self.word(row, "Direction", self.text(row, "Direction"), ("1", "-1"))
        return _DIRECTIONS.get(direction, "higher")

    def weight(self, row: int) -> float:
        weight = self.number(row, "Weight")
        if not 0 < weight < math.inf:
            self.add(
                row, "Weight",
                msg("The weight of «{code}» is «{text}»."),
                msg("A weight must be above zero: a child that does not count has no place in the dimension."),
                msg("Give it a weight above zero, or remove the child."),
                code=shown(self.text(row, "iCode")), text=shown(self.text(row, "Weight")),
            )  # fmt: skip
            return 1
        return weight

    # --- the tree ---------------------------------------------------------------------------------------------------

    def check_tree(self, entries: Mapping[str, Entry], tops: list[str]) -> None:
        parents = [entry.code for entry in entries.values() if entry.type == AGGREGATE]
        denominators = [entry.code for entry in entries.values() if entry.type == DENOMINATOR]
        used = {entry.parent for entry in entries.values()}
        self.check_top(tops)
        for code, entry in entries.items():
            row = self.row_of[code]
            is_node = entry.type in (INDICATOR, AGGREGATE)
            if is_node and code not in tops and entry.parent not in parents:
                self.unknown(row, "Parent", entry.parent, parents)
            elif is_node and _goes_round(entry, entries):
                self.round(row, code)
            if entry.denominator and entry.denominator not in denominators:
                self.unknown(row, "Denominator", entry.denominator, denominators)
            if entry.type == AGGREGATE and code not in used:
                self.childless(row, code)
            if entry.id == INDEX and code not in tops:
                self.reserved(row, code)

    def check_top(self, tops: list[str]) -> None:
        if len(tops) != 1:
            self.found.add(
                self.table.locate(-1, "Parent"),
                msg("{count} aggregates have no parent: {codes}."),
                msg("The one without a parent is the index itself."),
                msg("Leave the Parent of the index empty, and give every other aggregate its own."),
                count=len(tops),
                codes=", ".join(tops) or "—",
            )

    def unknown(self, row: int, column: str, text: str, known: list[str]) -> None:
        near = nearest(text, known)
        self.add(
            row, column,
            msg("«{text}» in column {column} is the code of no such row."),
            msg("A parent is a row of Type Aggregate, a denominator one of Type Denominator. There are: {known}."),
            msg("Did you mean «{near}»?") if near else msg("Correct the code, or add its row."),
            text=shown(text), column=column, known=", ".join(known[:20]) or "—", near=near,
        )  # fmt: skip

    def round(self, row: int, code: str) -> None:
        self.add(
            row, "Parent",
            msg("«{code}» is above itself: its parents go round in a circle."),
            msg("A node cannot be part of itself."),
            msg("Correct the parent."),
            code=shown(code),
        )  # fmt: skip

    def childless(self, row: int, code: str) -> None:
        self.add(
            row, "iCode",
            msg("Nothing belongs to the aggregate «{code}»."),
            msg("The score of an aggregate comes from what is below it."),
            msg("Name it as the Parent of what belongs to it, or remove the row."),
            code=shown(code),
        )  # fmt: skip

    def reserved(self, row: int, code: str) -> None:
        self.add(
            row, "iCode",
            msg("The id «{id}» is reserved."),
            msg("It names the index itself, the root of the tree."),
            msg("Choose another id."),
            id=id_of(code),
        )  # fmt: skip


def _goes_round(entry: Entry, entries: Mapping[str, Entry]) -> bool:
    met: set[str] = set()
    while entry.parent in entries and entry.code not in met:
        met.add(entry.code)
        entry = entries[entry.parent]
    return entry.code in met


def id_of(code: str) -> str:
    """A name as an id: small Latin letters, digits and _, beginning with a letter.

    >>> id_of("ConEcFin"), id_of("GDP pc, USD"), id_of("2G")
    ('conecfin', 'gdp_pc_usd', 'x2g')
    """
    plain = re.sub("[^a-z0-9]+", "_", code.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"x{plain}"
