"""Who moves and why, the slow way: every state of every unit by a run of its own, every order of the switches."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from itertools import permutations

State = frozenset[Hashable]


def orders(blocs: Sequence[Sequence[Hashable]]) -> list[tuple[Hashable, ...]]:
    """Every order of the switches in which those of one bloc stand together."""
    if not blocs:
        return [()]
    found = []
    for at, first in enumerate(blocs):
        rest = [*blocs[:at], *blocs[at + 1 :]]
        found += [(*inner, *later) for inner in permutations(first) for later in orders(rest)]
    return found


def shares(blocs: Sequence[Sequence[Hashable]], value: Callable[[State], float]) -> dict[Hashable, float]:
    """What each switch adds, on average over the orders."""
    told: dict[State, Fraction] = {}

    def at(state: State) -> Fraction:
        if state not in told:
            told[state] = Fraction(value(state))
        return told[state]

    found: dict[Hashable, Fraction] = {}
    every = orders(blocs)
    for order in every:
        for position, switch in enumerate(order):
            added = at(frozenset(order[: position + 1])) - at(frozenset(order[:position]))
            found[switch] = found.get(switch, Fraction(0)) + added / len(every)
    return {switch: float(share) for switch, share in found.items()}
