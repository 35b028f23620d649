"""What every method's parameters have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import msgspec

from tarazy.engine.model.formula import Expression
from tarazy.engine.words import Message


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="method"):
    """Base of the parameters of a method; each method's own struct sets `tag` to the name of its module.

    A method whose result depends on more than its column says on what: loading checks that it is there, a run reads it
    and an explanation shows it (see model/around.py).
    """

    @property
    def method(self) -> str:
        """The name by which the text calls the method."""
        return str(self.__struct_config__.tag)

    def variables(self) -> tuple[str, ...]:
        """The variables of the period that the method reads."""
        return ()

    def in_its_unit(self) -> tuple[str, ...]:
        """The variables that the method compares with the indicator's value, so that they must be in its unit of
        measure.
        """
        return ()

    def formula(self, value: Expression) -> Expression:
        """What a method of `denominate` makes of the indicator's formula, in whose unit of measure the value is."""
        return value

    def lags(self) -> tuple[int, ...]:
        """How many periods before (negative: after) the method looks at the indicator's own value."""
        return ()

    def indicators(self) -> tuple[str, ...]:
        """The other indicators whose values the method looks at."""
        return ()

    def nodes(self) -> tuple[str, ...]:
        """The nodes below whose scores the method looks at."""
        return ()

    def scores_before(self) -> tuple[int, ...]:
        """How many periods before the method looks at the node's own score; only a method of rank may."""
        return ()

    def only_values(self) -> tuple[float, ...]:
        """The values that the method takes and no other, such as 0 and 1; empty where it takes any."""
        return ()


class Flaw(msgspec.Struct, frozen=True):
    """Something that cannot stand between a method's parameters. `at` leads to it: ("dated", 0, "low")."""

    what: Message
    why: Message
    mend: Message
    at: tuple[str | int, ...] = ()


class Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers in force from a day on, until a later row of the same list takes over."""

    from_: date = msgspec.field(name="from")
    source: str


Row = TypeVar("Row", bound=Dated)


def in_force(rows: Sequence[Row], day: date) -> Row | None:
    """The row in force on the day: the last whose `from` is not after it. None if the first begins later."""
    begun = [row for row in rows if row.from_ <= day]
    return max(begun, key=lambda row: row.from_) if begun else None
