"""Every operation of the API, in the order in which it is explained."""

from __future__ import annotations

from typing import Final

from tarazy.web.doors.api.operation import Operation
from tarazy.web.doors.api.resources import (
    boundaries,
    estimates,
    methodologies,
    observations,
    packages,
    runs,
    units,
    variables,
)

OPERATIONS: Final[tuple[Operation, ...]] = (
    *observations.OPERATIONS,
    *variables.OPERATIONS,
    *units.OPERATIONS,
    *boundaries.OPERATIONS,
    *methodologies.OPERATIONS,
    *runs.OPERATIONS,
    *estimates.OPERATIONS,
    *packages.OPERATIONS,
)
