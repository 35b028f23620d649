"""A missing value stops the whole run."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("A missing value refuses the run")
RELATIVE = False
AT = frozenset({"indicator"})
FILLS = False


class Parameters(Base, frozen=True, tag="fail"):
    """Takes no parameters."""


def fill(column: Vector, parameters: Parameters, scene: Scene) -> tuple[Vector, Flags]:
    """Refuse every unit whose value should be there and is not.

    Formula: filled = value.
    Parameters: `column` float64[n] in the indicator's unit of measure, missing = NaN; units to which the indicator
    does not apply, or which a decision excludes (`scene.silent`), may be without a value.
    Returns: the same float64[n]; bool[n], which values were imputed: none.
    Raises: Refused with the units whose value is missing.
    Source: rule of Tarazy, for figures without which no result may be published.

    >>> fill(np.array([1.5, 2.5]), Parameters(), scene(2))[0].tolist()
    [1.5, 2.5]
    """
    missing = np.isnan(column)
    if scene.silent is not None:
        missing &= ~scene.silent
    if missing.any():
        raise Refused(
            Fault(
                Message(msg("The value is missing, and the methodology does not go on without it.")),
                Message(msg("The indicator has the rule 'fail': a result without this value may not be made.")),
                Message(msg("Add the value to the data, or mark it as one that cannot exist (M) or is excluded (X).")),
                missing,
            )
        )
    return column, np.zeros(len(column), dtype=np.bool_)


def fill_reasons(
    column: Vector, parameters: Parameters, scene: Scene, result: tuple[Vector, Flags], at: int
) -> list[Reason]:
    """Nothing: a value that is there needs no word, and one that is missing stops the run."""
    return []
