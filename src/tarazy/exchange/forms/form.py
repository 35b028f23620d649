"""What a body is asked, and what it answered: a form as it is shown in a file."""

from __future__ import annotations

import datetime
import hashlib
import re
from functools import cached_property
from typing import Final, Literal

import msgspec

from tarazy.engine.model.text import Text
from tarazy.engine.run.questions import Question

# To what is already known from elsewhere a body says whether it is right.
CONFIRMED: Final = "confirmed"
OBJECTED: Final = "objected"
Agreement = Literal["", "confirmed", "objected"]
# A spreadsheet keeps so many digits of a number, so two numbers that agree in them are one.
_KEPT_DIGITS: Final = 15
_NORMAL: Final = "A"
_NOT_IN_A_CELL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Answer(msgspec.Struct, frozen=True):
    """What a body says to a question. `status`: why there is no value, or how good it is; "" for an ordinary one."""

    value: float | None = None
    status: str = ""
    agreement: Agreement = ""
    note: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anything but a note is said."""
        return bool(self.value is not None or self.status or self.agreement)

    @property
    def kept(self) -> tuple[str, str, str, str]:
        """What of it a file keeps: two answers are the same if these are."""
        value = "" if self.value is None else f"{self.value + 0.0:.{_KEPT_DIGITS}g}"
        status = "" if self.status == _NORMAL else self.status
        return value, status, self.agreement, bare_note(self.note)

    @property
    def mark(self) -> str:
        """A short hash, by which a file tells whether an answer was changed since it was downloaded."""
        return _hash("\0".join(self.kept).encode())


def bare_note(text: str) -> str:
    """A note without the spaces at its ends, and without the characters that no cell can hold."""
    return _NOT_IN_A_CELL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class Beside(msgspec.Struct, frozen=True):
    """A number shown beside a question and not asked for: that of a year before, a target, one known already."""

    value: float | None
    status: str = ""
    source: str = ""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A question with what stands beside it and the answer so far.

    `last_whole_year`: beside a month or quarter. `known`: what is known already, to be confirmed or objected to; who
    objects may give another value. `evidence`: which document must be attached, by which act. `decimals`: of the value
    as it is shown.
    """

    question: Question
    decimals: int | None = None
    evidence: Text | None = None
    last_year: Beside | None = None
    last_whole_year: Beside | None = None
    target: Beside | None = None
    known: Beside | None = None
    answer: Answer = Answer()

    @property
    def id(self) -> str:
        """By which a file names the cell. None of its parts holds a space."""
        asked = self.question
        return " ".join(part for part in (asked.variable, asked.breakdown, asked.period) if part)


class Block(msgspec.Struct, frozen=True):
    """The cells of one block of the methodology."""

    block: str
    title: Text
    cells: tuple[Cell, ...]


class Form(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything that one unit is asked in one assessment cycle. `form`: an id that names it and is never reused."""

    form: str
    title: Text
    unit: str
    unit_name: Text
    periods: tuple[str, ...]
    deadline: datetime.date | None = None
    blocks: tuple[Block, ...]

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell by its id, in the order of the blocks.

        Raises: ValueError if two cells are one.
        """
        found = {cell.id: cell for block in self.blocks for cell in block.cells}
        if len(found) < sum(len(block.cells) for block in self.blocks):
            raise ValueError(f"the form {self.form} asks for one number twice")
        return found

    @cached_property
    def version(self) -> str:
        """A hash of everything that the form shows: another one if a question or an answer changes."""
        return _hash(msgspec.json.encode(self))


def _hash(content: bytes) -> str:
    """With a letter before it, since a spreadsheet takes 12e45 for a number."""
    return f"h{hashlib.sha256(content).hexdigest()[:16]}"
