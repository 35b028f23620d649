"""Replicates in which a method refused: which node, why, and how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from tarazy.engine.model.scene import Refused
from tarazy.engine.robustness.replicates import Positions
from tarazy.engine.words import Message


@dataclass(frozen=True)
class Failure:
    """A node, what a method of it said, and the replicates, by number, in which it did."""

    node: str
    what: Message
    why: Message
    replicates: frozenset[int]


@dataclass(frozen=True)
class Failures:
    """What was refused so far."""

    found: dict[tuple[str, str], Failure] = field(default_factory=dict)
    _adding: Lock = field(default_factory=Lock, compare=False)

    @property
    def failed(self) -> list[int]:
        """The replicates, by number, in which a method refused."""
        return sorted(failed_in(self.found.values()))

    def add(self, node: str, refused: Refused, replicates: Positions) -> None:
        """A method of the node refused in some replicates."""
        for fault in refused.faults:
            key = node, fault.what.in_language("en")
            # Two hands may add to one failure.
            with self._adding:
                known = self.found[key].replicates if key in self.found else frozenset()
                now = known | frozenset(np.asarray(replicates).tolist())
                self.found[key] = Failure(node, fault.what, fault.why, now)


def failed_in(failures: Iterable[Failure]) -> frozenset[int]:
    """The replicates, by number, of all of them."""
    return frozenset(one for failure in failures for one in failure.replicates)
