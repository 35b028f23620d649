"""A node applies to the units of which a variable is at least, or at most, a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags, is_below
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Applies where a variable meets a condition")
RELATIVE = False


class Parameters(Base, frozen=True, kw_only=True, tag="condition"):
    """`variable`: which decides. `at_least`, `at_most`: between what it must lie; one of the two may be left out.
    `missing`: whether the node applies where the variable is not known. `reason`: why it does not apply to the others.
    """

    variable: Id
    at_least: float | None = None
    at_most: float | None = None
    missing: Literal["applies", "does_not_apply"]
    reason: Text
    source: str
    date: date

    def variables(self) -> tuple[str, ...]:
        """The variable that decides."""
        return (self.variable,)


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    at_least, at_most = parameters.at_least, parameters.at_most
    if at_least is None and at_most is None:
        yield Flaw(
            Message(msg("Neither 'at_least' nor 'at_most' is given.")),
            Message(msg("Without either of them there is no condition.")),
            Message(msg("Give the least number, the greatest, or both.")),
        )
    if at_least is not None and at_most is not None and at_least > at_most:
        yield Flaw(
            Message(
                msg("The condition asks for at least {at_least} and at most {at_most}."),
                {"at_least": at_least, "at_most": at_most},
            ),
            Message(msg("No number meets both.")),
            Message(msg("Correct 'at_least' or 'at_most'.")),
            ("at_least",),
        )


def compute(units: Units, parameters: Parameters, scene: Scene) -> Flags:
    """Say to which units the node applies.

    Formula: applies = at_least <= variable <= at_most, in 12 significant digits; a limit that is not given does not
    hold.
    Parameters: `units`, n of them; the variable float64[n] of the period in its unit of measure; where it is missing
    the node applies (missing: applies) or does not (missing: does_not_apply).
    Returns: bool[n].
    Raises: nothing.
    Source: criteria that differ by class of unit, Seal of Good Local Governance, Philippines.

    >>> from datetime import date
    >>> of_rule = {"reason": Text(kk="-", ru="-", en="-"), "source": "-", "date": date(2024, 1, 1)}
    >>> rule = Parameters(variable="population", at_least=1000.0, missing="does_not_apply", **of_rule)
    >>> around = seen(variables={"population": [1000.0, 999.0, np.nan]})
    >>> compute(scene(3).units, rule, scene(3, around=around)).tolist()
    [True, False, False]
    """
    found = scene.around.variable(parameters.variable)
    applies = ~np.isnan(found) if parameters.missing == "does_not_apply" else np.ones(len(units), dtype=np.bool_)
    if parameters.at_least is not None:
        applies &= ~is_below(found, parameters.at_least)
    if parameters.at_most is not None:
        applies &= ~is_below(-found, -parameters.at_most)
    return applies


def reasons(units: Units, parameters: Parameters, scene: Scene, result: Flags, at: int) -> list[Reason]:
    """Why the node does not apply to the unit; nothing where it does."""
    if result[at]:
        return []
    found = float(scene.around.variable(parameters.variable)[at])
    limits = {"at_least": parameters.at_least, "at_most": parameters.at_most}
    numbers: dict[str, float | int | str] = {name: limit for name, limit in limits.items() if limit is not None}
    numbers |= {"variable": parameters.variable, "source": parameters.source}
    if np.isnan(found):
        text = msg("Does not apply: {variable}, which decides, is not known ({source}).")
        return [Reason(text, numbers, 0.0, parameters.reason)]
    numbers["found"] = found
    if parameters.at_least is not None and is_below(np.array([found]), parameters.at_least)[0]:
        text = msg("Does not apply: {variable} is {found}, at least {at_least} is needed ({source}).")
    else:
        text = msg("Does not apply: {variable} is {found}, at most {at_most} is allowed ({source}).")
    return [Reason(text, numbers, 0.0, parameters.reason)]
