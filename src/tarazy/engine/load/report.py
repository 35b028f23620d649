"""Problems gathered while a methodology is read, each at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tarazy.engine.words import Message, Number, Problem, ProblemsFound

_LONGEST_FOUND = 80


class Place(NamedTuple):
    """A line (from 1) of a file of the folder; line 0: the file as a whole; column (from 1) only where it helps."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


def shortened(text: str) -> str:
    """What was found, short enough to stand in a message, on one line."""
    one_line = " ".join(text.split(" ")).replace("\n", " ")
    return one_line if len(one_line) <= _LONGEST_FOUND else one_line[: _LONGEST_FOUND - 1] + "…"


@dataclass
class Report:
    """Every problem found so far."""

    found: list[tuple[Place, Problem]] = field(default_factory=list)

    def add(self, place: Place, what: str, why: str, mend: str, **said: str | Number) -> None:
        """Note a problem; what, why and mend are marked texts, `said` their numbers and words."""
        self.add_messages(place, *(Message(text, dict(said)) for text in (what, why, mend)))

    def add_messages(self, place: Place, what: Message, why: Message, mend: Message) -> None:
        self.found.append((place, Problem(what=what, where=str(place), why=why, mend=mend)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """In the order of files and lines."""
        return tuple(problem for _, problem in sorted(self.found, key=lambda one: one[0]))

    def stop_if_any(self) -> None:
        if self.found:
            raise ProblemsFound(self.problems)
