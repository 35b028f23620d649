"""Who looks on while a run takes its steps, and what there is to see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.scene import Reason


@dataclass(frozen=True)
class Witnessed:
    """One step taken at a node in a period, with everything that the method was given and what it gave, over all units
    of the period.
    """

    period: str
    node: str
    step: str
    method: str
    module: ModuleType
    does: str
    given: tuple[Any, ...]
    result: Any
    silent: Flags | None = None

    def reasons(self, at: int) -> list[Reason]:
        """Why the step gave what it gave to the unit at this position among the units of the period; nothing where the
        node does not apply or a decision excludes it.
        """
        if self.silent is not None and self.silent[at]:
            return []
        name = "reasons" if self.does == "compute" else f"{self.does}_reasons"
        found: list[Reason] = getattr(self.module, name)(*self.given, self.result, at)
        return found


Witness = Callable[[Witnessed], None]
