"""A table before it is checked, and the problems found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from tarazy.engine.model.coded import Coded
from tarazy.engine.words import Message, Number, Problem, msg

# More than this of one kind is one mistake made many times: the rest are counted, not listed.
SHOWN_OF_A_KIND: Final = 20


@dataclass(frozen=True)
class Table:
    """A frame whose cells may be texts, and where its cells stand.

    `name`: the file, with its sheet, as the reader knows it. `locate(row, column)`: the place of a cell; column "" for
    the whole row, row -1 for the header. `coded`: columns of a long file whose texts became numbers as they were read,
    beside those of the frame; then `count` is the number of rows.
    """

    name: str
    frame: pl.DataFrame
    locate: Callable[[int, str], str]
    coded: Mapping[str, Coded] = field(default_factory=dict)
    count: int | None = None

    def __len__(self) -> int:
        return len(self.frame) if self.count is None else self.count

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.coded, *self.frame.columns)


def table_of(frame: pl.DataFrame, name: str = "frame") -> Table:
    """A frame that stands in no file: its rows are counted from 0."""
    return Table(name, frame, lambda row, column: f"{name}[{row}, {column}]" if column else f"{name}[{row}]")


@dataclass
class Found:
    """The problems of one table, every kind of them; of each kind the first twenty, and how many more there are."""

    table: str
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, where: str, what: str, why: str, mend: str, /, **said: str | Number) -> None:
        """Note a problem; what, why and mend are marked texts. Problems with the same `what` are of one kind."""
        if self.room_for(what):
            parts = (Message(text, dict(said)) for text in (what, why, mend))
            what_said, why_said, mend_said = parts
            self.problems.setdefault(what, []).append(Problem(what_said, where, why_said, mend_said))
        self.counts[what] = self.counts.get(what, 0) + 1

    def room_for(self, what: str) -> bool:
        return self.counts.get(what, 0) < SHOWN_OF_A_KIND

    def add_each(self, rows: Iterable[int], count: int, what: str, add: Callable[[int], None]) -> None:
        """Note `count` problems of one kind, of which only the first are described: `add` notes that of one row."""
        before = self.counts.get(what, 0)
        for row in rows:
            if not self.room_for(what):
                break
            add(row)
        self.counts[what] = before + count

    def __bool__(self) -> bool:
        return bool(self.problems)

    def listed(self) -> tuple[Problem, ...]:
        """All kinds in the order in which they were met."""
        return tuple(problem for what in self.problems for problem in (*self.problems[what], *self._more(what)))

    def _more(self, what: str) -> Iterable[Problem]:
        unlisted = self.counts[what] - len(self.problems[what])
        if unlisted:
            yield Problem(
                Message(msg("And {count} more problems of the same kind."), {"count": unlisted}),
                self.table,
                Message(msg("Only the first {shown} of a kind are listed."), {"shown": SHOWN_OF_A_KIND}),
                Message(msg("Mend them all in the same way, then run the command again.")),
            )
