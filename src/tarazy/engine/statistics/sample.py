"""A sample with the frame it was drawn from: who could be drawn, with which probability, and who was."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NoReturn

import numpy as np

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.words import Message, Number, Problem, ProblemsFound, msg

Design = Literal["simple", "stratified", "by_risk", "monetary"]


@dataclass(frozen=True)
class Frame:
    """What can be drawn: `ids` (each once), their `strata` ("" where there are none), and `measure` float64[N]: the
    risk or amount that decides how probably an item is drawn (NaN where nothing does).
    """

    ids: tuple[str, ...]
    strata: tuple[str, ...]
    measure: Vector

    @cached_property
    def hash(self) -> str:
        """SHA-256 of a line an item, in the order of ids: id, tab, stratum, tab, measure as Python writes it, LF.

        >>> frame_of(["b", "a"]).hash == frame_of(["a", "b"]).hash
        True
        """
        rows = sorted(zip(self.ids, self.strata, self.measure.tolist(), strict=True))
        lines = (f"{id_}\t{stratum}\t{'' if np.isnan(at) else repr(at + 0.0)}\n" for id_, stratum, at in rows)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class Sample:
    """Of each item of the frame, in its order: `inclusion` float64[N], the probability with which it is drawn under
    the design, above 0 and at most 1 (certain); `chosen` bool[N]: whether it was.
    """

    design: Design
    seed: str
    frame: Frame
    inclusion: Vector
    chosen: Flags

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """In the order of ids."""
        return tuple(sorted(id_ for id_, drawn in zip(self.frame.ids, self.chosen.tolist(), strict=True) if drawn))


def frame_of(ids: Sequence[str], strata: Sequence[str] | None = None, measure: Vector | None = None) -> Frame:
    """A frame from its columns, which stand in the same order.

    Raises: ProblemsFound where an id stands twice or there is no item.

    >>> frame_of(["KZ-10:1.1", "KZ-11:1.1"]).hash[:12]
    '05387e306967'
    """
    seen: set[str] = set()
    twice = sorted({id_ for id_ in ids if id_ in seen or seen.add(id_)})  # type: ignore[func-returns-value]
    if twice:
        refuse(
            msg("The item {item} stands twice in the list that is drawn from."),
            msg("It could be drawn twice, and its probability would not be known."),
            msg("Name each item once."),
            {"item": twice[0]},
        )
    if not ids:
        refuse(
            msg("The list that is drawn from is empty."),
            msg("There is nothing to verify."),
            msg("Choose indicators and bodies whose values were submitted."),
        )
    return Frame(
        tuple(ids),
        tuple(strata) if strata is not None else ("",) * len(ids),
        np.full(len(ids), np.nan) if measure is None else np.asarray(measure, dtype=np.float64),
    )


def refuse(what: str, why: str, mend: str, said: dict[str, str | Number] | None = None) -> NoReturn:
    """Raise what is wrong with a wish for a sample or an estimate, in marked texts."""
    numbers = said or {}
    raise ProblemsFound([Problem(Message(what, numbers), "sample", Message(why, numbers), Message(mend, numbers))])


def held_to_frame(wanted: int, size: int) -> None:
    """Refuse to draw none, or more than there are."""
    if not 1 <= wanted <= size:
        refuse(
            msg("{wanted} items are to be drawn from {size}."),
            msg("A sample holds at least one item and no more than there are."),
            msg("Ask for a number from 1 to {size}."),
            {"wanted": wanted, "size": size},
        )
