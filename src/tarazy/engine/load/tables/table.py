"""A table before it is checked, and the problems found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, SupportsIndex

import numpy as np
import polars as pl
from numpy.typing import NDArray

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


class Refused(NamedTuple):
    """Rows with a problem of their own; `column`: whose cells alone it concerns, "" = the whole rows; `where`: its
    place. Where so many rows have such a problem that theirs is not described any more, `problem` is the first of its
    kind, and stands in another place.
    """

    rows: NDArray[np.intp]
    column: str
    problem: Problem
    where: str


@dataclass
class Found:
    """The problems of one table, every kind of them; of each kind the first `most`, and how many more there are.

    `refused`: the rows that have problems of their own; whoever leaves them out can take the others. `unread`: how many
    rows of the file are not even in the table.
    """

    table: str
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    unread: int = 0
    most: int = SHOWN_OF_A_KIND
    _of_rows: int = 0

    def add(self, where: str, what: str, why: str, mend: str, /, **said: str | Number) -> Problem:
        """Note a problem; what, why and mend are marked texts. Problems with the same `what` are of one kind; answers
        the first of the kind where there is no room for this one.
        """
        alike = self.problems.setdefault(what, [])
        has_room = self.room_for(what)
        self.counts[what] = self.counts.get(what, 0) + 1
        if not has_room:
            return alike[0]
        alike.append(Problem(Message(what, dict(said)), where, Message(why, dict(said)), Message(mend, dict(said))))
        return alike[-1]

    def of(self, rows: SupportsIndex | NDArray[np.intp], column: str = "") -> OfRows:
        """Where a problem is noted that concerns these rows and no other."""
        return OfRows(self, np.atleast_1d(np.asarray(rows, dtype=np.intp)), column)

    def of_unread(self) -> OfRows:
        """Where a problem is noted of a row that could not be taken apart and is not in the table."""
        self.unread += 1
        return self.of(np.zeros(0, dtype=np.intp))

    def note_refused(self, refused: Refused, count: int = 1) -> None:
        self.refused.append(refused)
        self._of_rows += count

    @property
    def concerns_all(self) -> bool:
        """Whether any problem is not one of some rows: then no row can be trusted."""
        return sum(self.counts.values()) > self._of_rows

    def room_for(self, what: str) -> bool:
        return self.counts.get(what, 0) < self.most

    def add_each(
        self, rows: NDArray[np.intp], what: str, add: Callable[[int], None], beside: NDArray[np.intp] | None = None
    ) -> None:
        """Note a problem of one kind for each row, of which only the first are described: `add` notes that of one.
        `beside`: for each row another one that is refused with it.
        """
        described = max(0, min(len(rows), self.most - self.counts.get(what, 0)))
        for row in rows[:described]:
            add(int(row))
        count = len(rows) - described
        if count:
            rest = rows[described:] if beside is None else np.unique(np.stack([rows, beside])[:, described:])
            self.counts[what] = self.counts.get(what, 0) + count
            self.note_refused(Refused(rest, "", self.problems[what][0], ""), count)

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
                Message(msg("Only the first {shown} of a kind are listed."), {"shown": self.most}),
                Message(msg("Mend them all in the same way, then run the command again.")),
            )


@dataclass(frozen=True)
class OfRows:
    """Problems that concern some rows of a table."""

    found: Found
    rows: NDArray[np.intp]
    column: str

    def add(self, where: str, what: str, why: str, mend: str, /, **said: str | Number) -> None:
        problem = self.found.add(where, what, why, mend, **said)
        self.found.note_refused(Refused(self.rows, self.column, problem, where))
