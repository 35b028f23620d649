"""What a method may know besides its column: the period, the scale, the direction, the groups."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.around import NOTHING_AROUND, Around
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.words import Message

# Whom a unit is compared with: all units scored in the period, those of its peer group, or those of its kind.
Within = Literal["period", "peer_group", "kind"]


@dataclass(frozen=True)
class Scene:
    """One node in one period, before its units.

    `rising`: a higher value earns a higher score (the indicator and the index agree in what is better).
    `units`: the n units themselves. `groups`: the code of each unit's peer group, int32[n], and `group_names` the name
    by code. `silent` (bool[n], None = nobody): units of which nothing is asked at an indicator, since it does not apply
    or a decision excludes them. `children`: ids of a dimension's children, in the order of the rows of its matrices.
    `around`: what the method may ask for besides its column, as far as its parameters say that it reads it.
    """

    node: str
    period: str
    last_day: datetime.date
    points: Points
    rising: bool
    units: Units
    groups: NDArray[np.int32]
    group_names: tuple[str, ...] = ()
    silent: NDArray[np.bool_] | None = None
    children: tuple[str, ...] = ()
    around: Around = NOTHING_AROUND

    def groups_within(self, within: Within) -> NDArray[np.int32]:
        """int32[n]: the code of the group in which each unit is compared; all zero within the period of one world."""
        if within == "kind":
            groups = np.unique(self.units.kinds, return_inverse=True)[1].astype(np.int32)
        else:
            groups = self.groups if within == "peer_group" else np.zeros_like(self.groups)
        worlds = self.units.worlds
        return groups if worlds is None else apart(groups, worlds)


def apart(groups: NDArray[np.int32], worlds: NDArray[np.int32]) -> NDArray[np.int32]:
    """int32[n]: a code for each group of each world.

    >>> apart(np.array([0, 1, 0, 1], dtype=np.int32), np.array([0, 0, 1, 1], dtype=np.int32)).tolist()
    [0, 1, 2, 3]
    """
    return np.asarray(worlds * (groups.max(initial=0) + 1) + groups, dtype=np.int32)


@dataclass(frozen=True)
class Fault:
    """One thing that a method cannot go on with. `units` (bool[n]) says whose values are at fault; None: the node as a
    whole.
    """

    what: Message
    why: Message
    mend: Message
    units: NDArray[np.bool_] | None = None


class Refused(Exception):
    """A method cannot go on with this column; every fault found in it, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.what.in_language("en") for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Reason:
    """Why a step gave what it gave, for one unit: a marked text and its numbers, enough to compute `result` again.

    A step that gives several reasons says its result in the last. `note`: what the methodology itself says of it.
    """

    text: str
    numbers: Mapping[str, float | int | str]
    result: float
    note: Text | None = None
