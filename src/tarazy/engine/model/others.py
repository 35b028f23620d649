"""A missing value that is told from the unit's other indicators, on a plane found among the units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.least_squares import Plane
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Scene, Within
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

Matrix = NDArray[np.float64]


class FromOthers(Base, frozen=True, kw_only=True):
    """`others`: the other indicators; `within`: among whom it is found how the indicators depend on each other."""

    others: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    within: Within

    def indicators(self) -> tuple[str, ...]:
        return self.others


def flaws_of_others(parameters: FromOthers) -> Iterator[Flaw]:
    """Whether an indicator is named twice."""
    for at, other in enumerate(parameters.others):
        if other in parameters.others[:at]:
            yield Flaw(
                Message(msg("The indicator {other} is named twice."), {"other": other}),
                Message(msg("The second mention says nothing; another indicator may have been meant.")),
                Message(msg("Remove it, or write the indicator that was meant.")),
                ("others", at),
            )


def asked(column: Vector, scene: Scene) -> Flags:
    """bool[n]: of whom a value is missing, where one is asked for."""
    missing = np.isnan(column)
    return missing if scene.silent is None else missing & ~scene.silent


def values_of(column: Vector, parameters: FromOthers, scene: Scene) -> Matrix:
    """float64[1 + k, n]: the values of the indicator and of the k others, NaN where they are missing, and all NaN where
    nothing is asked of the unit.
    """
    values = np.stack([column, *(scene.around.value_of(other) for other in parameters.others)])
    if scene.silent is not None:
        values[:, scene.silent] = np.nan
    return values


def too_few(units: Flags, needed: int) -> Fault:
    """Says of these units that hardly anybody they are compared with has all values."""
    return Fault(
        Message(
            msg("Fewer than {needed} units have a value of this indicator and of all the others that are named."),
            {"needed": needed},
        ),
        Message(msg("So few values do not tell how the indicators depend on each other.")),
        Message(_MEND),
        units,
    )


def collinear(units: Flags) -> Fault:
    """Says of these units that the named indicators follow from each other where they are compared."""
    return Fault(
        Message(msg("Among the units that have all values, one of the indicators follows from the others.")),
        Message(
            msg("What each of them brings cannot be told apart; nor can it where one has the same value for everybody.")
        ),
        Message(_MEND),
        units,
    )


_MEND = msg("Name fewer indicators, compare within a larger group, or take another rule for missing data.")


def brought(found: Plane, others: Sequence[str], values: Sequence[float]) -> list[Reason]:
    """What each of the others brings to the value that is told."""
    told = []
    for other, value, slope in zip(others, values, found.slopes, strict=True):
        numbers: dict[str, float | int | str] = {"other": other, "value": value, "slope": slope, "part": slope * value}
        text = msg("{other} brings {part}: its value {value} times the slope {slope}.")
        told.append(Reason(text, numbers, slope * value))
    return told


def numbers_of(found: Plane, others: Sequence[str], values: Sequence[float]) -> dict[str, float | int | str]:
    """Everything that the told value is computed from."""
    numbers: dict[str, float | int | str] = {"intercept": found.intercept}
    for position, (other, value, slope) in enumerate(zip(others, values, found.slopes, strict=True), 1):
        numbers |= {f"other_{position}": other, f"value_{position}": value, f"slope_{position}": slope}
    return numbers
