"""The units that are assessed, as columns."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.text import Text


@dataclass(frozen=True)
class Units:
    """Units sorted by id. `valid_from`: the first day; `valid_to`: the first day no longer (datetime64; NaT = open).

    `worlds` int32[n]: of units that stand several times, once in each of several worlds, which; nobody is compared with
    anybody of another world. None: there is one world.
    """

    ids: NDArray[np.str_]
    kinds: NDArray[np.str_]
    peer_groups: NDArray[np.str_]
    valid_from: NDArray[np.datetime64]
    valid_to: NDArray[np.datetime64]
    names: tuple[Text, ...] | None = None
    worlds: NDArray[np.int32] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def coded_groups(self) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        """The names of the peer groups, sorted, and int32[n]: the position of each unit's."""
        names, codes = np.unique(self.peer_groups, return_inverse=True)
        return tuple(names.tolist()), codes.astype(np.int32)

    def valid_on(self, day: datetime.date) -> NDArray[np.bool_]:
        """bool[n]: which units exist on the day."""
        on = np.datetime64(day, "D")
        begun = np.isnat(self.valid_from) | (self.valid_from <= on)
        open_still = np.isnat(self.valid_to) | (on < self.valid_to)
        return np.asarray(begun & open_still)

    def of_kinds(self, kinds: Collection[str] | Literal["any"]) -> Flags:
        """bool[n]: whose kind is one of these."""
        if kinds == "any":
            return np.ones(len(self), dtype=np.bool_)
        return np.isin(self.kinds, list(kinds))

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Units:
        """Those chosen, by flags or by positions."""
        names = None if self.names is None else tuple(self.names[i] for i in np.arange(len(self))[chosen])
        return Units(
            self.ids[chosen],
            self.kinds[chosen],
            self.peer_groups[chosen],
            self.valid_from[chosen],
            self.valid_to[chosen],
            names,
            None if self.worlds is None else self.worlds[chosen],
        )
