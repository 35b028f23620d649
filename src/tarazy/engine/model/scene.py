"""What a method may know besides its column: the period, the scale, the direction, the groups."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methodology import Points
from tarazy.engine.words import Message


@dataclass(frozen=True)
class Scene:
    """One node in one period, before its units.

    `rising`: a higher value earns a higher score (the indicator and the index agree in what is better).
    `groups`: the code of each unit's peer group, int32[n]. `children`: ids of a dimension's children, in the order of the rows of its matrices.
    """

    node: str
    period: str
    last_day: datetime.date
    points: Points
    rising: bool
    groups: NDArray[np.int32]
    children: tuple[str, ...] = ()


class Refused(Exception):
    """A method cannot go on with this column. `units` (bool[n]) says whose values are at fault; None: the node as a whole."""

    def __init__(
        self,
        what: Message,
        why: Message,
        mend: Message,
        units: NDArray[np.bool_] | None = None,
    ) -> None:
        super().__init__(what.text)
        self.what, self.why, self.mend, self.units = what, why, mend, units


@dataclass(frozen=True)
class Reason:
    """Why a step gave what it gave, for one unit: a marked text and its numbers, enough to compute `result` again."""

    text: str
    numbers: dict[str, float | int | str]
    result: float
