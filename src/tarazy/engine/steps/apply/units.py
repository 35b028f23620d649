"""A node applies to the units of a list, or to all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.parameters import Dated, Flaw, in_force
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.model.written import Word
from tarazy.engine.words import Message, msg

TITLE = msg("Applies to the units of a list, or to all others")
RELATIVE = False


class Listed(Dated, frozen=True, forbid_unknown_fields=True):
    """The list in force from a day on; an empty one names nobody."""

    units: Annotated[tuple[Word, ...], msgspec.Meta(min_length=0)]


class Parameters(Base, frozen=True, kw_only=True, tag="units"):
    """`applies_to`: whether the node applies to the units of the list, or to all but them. `dated`: the lists, by the
    day from which they hold. `reason`: why not to the others.
    """

    applies_to: Literal["listed", "all_others"]
    dated: Annotated[tuple[Listed, ...], msgspec.Meta(min_length=1)]
    reason: Text


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for position, row in enumerate(parameters.dated):
        if any(row.from_ == earlier.from_ for earlier in parameters.dated[:position]):
            yield Flaw(
                Message(msg("Two lists of units begin on the same day: {day}."), {"day": row.from_.isoformat()}),
                Message(msg("Only one list can be in force on a day.")),
                Message(msg("Remove one of them, or correct its first day.")),
                ("dated", position, "from"),
            )
        for at, unit in enumerate(row.units):
            if unit in row.units[:at]:
                yield Flaw(
                    Message(msg("The unit {unit} is named twice."), {"unit": unit}),
                    Message(msg("The second mention says nothing; another unit may have been meant.")),
                    Message(msg("Remove it, or write the unit that was meant.")),
                    ("dated", position, "units", at),
                )


def compute(units: Units, parameters: Parameters, scene: Scene) -> Flags:
    """Say to which units the node applies.

    Formula: applies = the unit is among `units` of the list in force on the last day of the period (listed), or is not
    (all_others).
    Parameters: `units`, n of them, by their ids, which are never missing.
    Returns: bool[n].
    Raises: Refused if no list is in force.
    Source: partial applicability, Decree of the President of Kazakhstan No. 954 of 19.03.2010 (a body is assessed in
    the blocks of its list).

    >>> from datetime import date
    >>> rows = (Listed(date(2024, 1, 1), "-", ("U001",)),)
    >>> rule = Parameters(applies_to="listed", dated=rows, reason=Text(kk="-", ru="-", en="-"))
    >>> compute(scene(3).units, rule, scene(3)).tolist()
    [False, True, False]
    """
    listed = np.isin(units.ids, np.array(_row(parameters, scene).units, dtype=np.str_))
    return listed if parameters.applies_to == "listed" else ~listed


def _row(parameters: Parameters, scene: Scene) -> Listed:
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        raise Refused(
            Fault(
                Message(msg("No list of units is in force on {day}."), {"day": scene.last_day.isoformat()}),
                Message(msg("The first list begins later.")),
                Message(msg("Add a list that begins earlier, or do not score this period.")),
            )
        )
    return row


def reasons(units: Units, parameters: Parameters, scene: Scene, result: Flags, at: int) -> list[Reason]:
    """Why the node does not apply to the unit; nothing where it does."""
    if result[at]:
        return []
    row = _row(parameters, scene)
    numbers: dict[str, float | int | str] = {
        "unit": str(units.ids[at]),
        "day": row.from_.isoformat(),
        "source": row.source,
        "units": ", ".join(row.units),
        "applies_to": parameters.applies_to,
    }
    if parameters.applies_to == "listed":
        text = msg("Does not apply: {unit} is not on the list that is in force from {day} on ({source}).")
    else:
        text = msg("Does not apply: {unit} is excepted by the list that is in force from {day} on ({source}).")
    return [Reason(text, numbers, 0.0, parameters.reason)]
