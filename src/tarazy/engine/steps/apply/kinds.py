"""A node applies to the units of certain kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.model.written import Word
from tarazy.engine.words import Message, msg

TITLE = msg("Applies to certain kinds of units")
RELATIVE = False


class Parameters(Base, frozen=True, tag="kinds"):
    """`kinds`: to which kinds of units the node applies. `reason`: why not to the others."""

    kinds: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1)]
    reason: Text


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for position, kind in enumerate(parameters.kinds):
        if kind in parameters.kinds[:position]:
            yield Flaw(
                Message(msg("The kind {kind} is named twice."), {"kind": kind}),
                Message(msg("The second mention says nothing; another kind may have been meant.")),
                Message(msg("Remove it, or write the kind that was meant.")),
                ("kinds", position),
            )


def compute(units: Units, parameters: Parameters, scene: Scene) -> Flags:
    """Say to which units the node applies.

    Formula: applies = the kind of the unit is among `kinds`.
    Parameters: `units`, n of them, each of one kind; a kind is never missing.
    Returns: bool[n].
    Raises: nothing.
    Source: partial applicability, Decree of the President of Kazakhstan No. 954 of 19.03.2010 (a body is assessed in
    the blocks of its list).

    >>> none = np.array(["NaT", "NaT"], dtype="datetime64[D]")
    >>> both = Units(np.array(["A", "B"]), np.array(["oblast", "city"]), np.array(["all", "all"]), none, none)
    >>> compute(both, Parameters(kinds=("oblast",), reason=Text(kk="-", ru="-", en="-")), scene(2)).tolist()
    [True, False]
    """
    applies = np.zeros(len(units), dtype=np.bool_)
    for kind in parameters.kinds:
        applies |= units.kinds == kind
    return applies


def reasons(units: Units, parameters: Parameters, scene: Scene, result: Flags, at: int) -> list[Reason]:
    """Why the node does not apply to the unit; nothing where it does."""
    if result[at]:
        return []
    text = msg("Does not apply: the unit is of the kind {kind}, and only these kinds are assessed here: {kinds}.")
    numbers = {"kind": str(units.kinds[at]), "kinds": ", ".join(parameters.kinds)}
    return [Reason(text, numbers, 0.0, parameters.reason)]
