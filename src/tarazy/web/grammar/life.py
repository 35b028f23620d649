"""A life: which moves lead a thing from state to state, who makes them, and in which phase. A table a lawyer can read.

LIFE = Life(
    State,
    {
        #   move        from                               to                who                phase
        Move.SUBMIT: ({State.DRAFT, State.RETURNED}, State.SUBMITTED, "submission.send", "collection"),
    },
)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused

StateT = TypeVar("StateT", bound=TextChoices)
MoveT = TypeVar("MoveT", bound=TextChoices)


class Step(NamedTuple, Generic[StateT]):
    """One row of the table. Without a phase the move is possible at any time."""

    origins: Collection[StateT]
    target: StateT
    right: str
    phase: str = ""


class Trial(NamedTuple, Generic[StateT, MoveT]):
    """One cell of the test matrix: whether a role may make a move in a state and a phase."""

    state: StateT
    move: MoveT
    role: str
    phase: str
    allowed: bool


@dataclass(frozen=True)
class Life(Generic[StateT, MoveT]):
    states: type[StateT]
    table: Mapping[MoveT, tuple[Collection[StateT], StateT, str, str] | tuple[Collection[StateT], StateT, str]]

    def __post_init__(self) -> None:
        for move in self.table:
            step = self.step(move)
            strange = [state for state in (*step.origins, step.target) if state not in self.states]
            if strange or not step.origins or not step.right:
                raise ValueError(f"move {move}: states and a right are needed; unknown states: {strange}")

    def step(self, move: MoveT) -> Step[StateT]:
        return Step(*self.table[move])

    def after(self, state: StateT, move: MoveT) -> StateT:
        """The state to which a move leads; ValueError where it does not start from this state."""
        step = self.step(move)
        if state not in step.origins:
            raise ValueError(f"{move} is no move from {state}")
        return step.target

    def may(
        self, state: StateT, move: MoveT, *, rights: Collection[str], phases: Collection[str] = ()
    ) -> bool | Refused:
        """Whether somebody with these rights may make the move while these phases are open.

        What the table does not name is refused.
        """
        if move not in self.table:
            return Refused(_("There is no such step."))
        step = self.step(move)
        if step.right not in rights:
            return Refused(_("This step belongs to another role."))
        if state not in step.origins:
            return Refused(_("This step is not possible in the present state."))
        if step.phase and step.phase not in phases:
            return Refused(_("This step is not possible in the present phase."))
        return True

    def moves(self, state: StateT, *, rights: Collection[str], phases: Collection[str] = ()) -> list[MoveT]:
        """The moves that somebody with these rights may make now, in the order of the table."""
        return [move for move in self.table if self.may(state, move, rights=rights, phases=phases) is True]

    def matrix(
        self, rights_of_roles: Mapping[str, Collection[str]], phases: Iterable[str] = ("",)
    ) -> Iterator[Trial[StateT, MoveT]]:
        """Every state x move x role x phase with what the table says, read off its rows and not by `may`."""
        for phase in phases:
            for role, rights in rights_of_roles.items():
                for move, row in self.table.items():
                    for state in self.states:
                        origins, right, when = row[0], row[2], row[3] if len(row) == 4 else ""
                        allowed = state in origins and right in rights and when in ("", phase)
                        yield Trial(state, move, role, phase, allowed)
