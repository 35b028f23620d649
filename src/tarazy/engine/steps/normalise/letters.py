"""A value is the number of a letter, and each letter earns its points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.direction import runs_against
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, are_one
from tarazy.engine.model.parameters import Dated, Flaw, in_force
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Fault, Reason, Refused, Scene
from tarazy.engine.words import Message, msg

TITLE = msg("Letters")
RELATIVE = False


class Letter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One letter, the number by which the data name it, and what it earns."""

    letter: str
    value: float
    points: float


class From(Dated, frozen=True, forbid_unknown_fields=True):
    """The letters that can be given from a day on."""

    letters: Annotated[tuple[Letter, ...], msgspec.Meta(min_length=2)]


class Parameters(Base, frozen=True, kw_only=True, tag="letters"):
    """`dated`: the letters with their numbers and points, by the day from which they hold."""

    dated: Annotated[tuple[From, ...], msgspec.Meta(min_length=1)]

    def only_values(self) -> tuple[float, ...]:
        """The numbers of the letters."""
        return tuple(letter.value for row in self.dated for letter in row.letters)


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    for position, row in enumerate(parameters.dated):
        if any(row.from_ == earlier.from_ for earlier in parameters.dated[:position]):
            yield Flaw(
                Message(msg("Two rows of letters begin on the same day: {day}."), {"day": row.from_.isoformat()}),
                Message(msg("Only one row of letters can be in force on a day.")),
                Message(msg("Remove one of them, or correct its first day.")),
                ("dated", position, "from"),
            )
        for number, letter in enumerate(row.letters):
            yield from _flaws_of(letter, row.letters[:number], points, ("dated", position, "letters", number))


def _flaws_of(letter: Letter, earlier: tuple[Letter, ...], points: Points, at: tuple[str | int, ...]) -> Iterator[Flaw]:
    if any(letter.letter == other.letter for other in earlier):
        yield Flaw(
            Message(msg("The letter {letter} stands twice in the list."), {"letter": letter.letter}),
            Message(msg("A letter earns its points once.")),
            Message(msg("Remove one of them, or correct the letter.")),
            (*at, "letter"),
        )
    if any(letter.value == other.value for other in earlier):
        yield Flaw(
            Message(
                msg("The number {value} of the letter {letter} is that of another letter."),
                {"value": letter.value, "letter": letter.letter},
            ),
            Message(msg("A number in the data must name one letter only.")),
            Message(msg("Correct one of the two numbers.")),
            (*at, "value"),
        )
    if not points.low <= letter.points <= points.high:
        yield Flaw(
            Message(
                msg("The letter {letter} gives {points} points."), {"letter": letter.letter, "points": letter.points}
            ),
            Message(
                msg("The methodology's scale goes from {low} to {high} points."),
                {"low": points.low, "high": points.high},
            ),
            Message(msg("Give points of the scale.")),
            (*at, "points"),
        )


def compute(column: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Turn the numbers of letters into the points of the letters.

    Formula: score = points of the letter whose number is the value, in 12 significant digits.
    Parameters: `column` float64[n], the numbers of letters; a missing value (NaN) stays missing; the letters of the
    last day of the period.
    Returns: float64[n] in points.
    Raises: Refused if no letters are in force, for every value that is the number of no letter, or if the points only
    ever move against what is better.
    Source: PEFA Secretariat, Framework for assessing public financial management (2016): dimensions are scored A to D.

    >>> from datetime import date
    >>> row = From(date(2024, 1, 1), "-", (Letter("A", 4, 100), Letter("B", 3, 60), Letter("C", 2, 0)))
    >>> compute(np.array([4.0, 3.0, 2.0, np.nan]), Parameters(dated=(row,)), scene(4)).tolist()
    [100.0, 60.0, 0.0, nan]
    """
    row = _in_force(parameters, scene)
    score = np.full(len(column), np.nan)
    for letter in row.letters:
        score[are_one(column, np.full_like(column, letter.value))] = letter.points
    nameless = np.isnan(score) & ~np.isnan(column)
    if nameless.any():
        known = ", ".join(f"{letter.letter} = {letter.value:g}" for letter in row.letters)
        raise Refused(
            Fault(
                Message(msg("The value is the number of no letter ({known})."), {"known": known}),
                Message(msg("Only the letters that the methodology lists earn points.")),
                Message(msg("Correct the value in the data, or add the letter to the list.")),
                nameless,
            )
        )
    return score


def _in_force(parameters: Parameters, scene: Scene) -> From:
    row = in_force(parameters.dated, scene.last_day)
    if row is None:
        raise Refused(
            Fault(
                Message(msg("No letters are in force on {day}."), {"day": scene.last_day.isoformat()}),
                Message(msg("The first letters of the list begin later.")),
                Message(msg("Add letters that begin earlier, or do not score this period.")),
            )
        )
    by_value = sorted(row.letters, key=lambda letter: letter.value)
    if runs_against([letter.points for letter in by_value], scene.rising):
        raise Refused(
            Fault(
                Message(msg("The points of the letters go against what is better.")),
                Message(msg("A value that 'better' calls worse would earn more points.")),
                Message(msg("Correct the points of the letters, or 'better' of the indicator.")),
            )
        )
    return row


def reasons(column: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """Which letter the value names; nothing where it is missing."""
    value = column[[at]]
    if np.isnan(value[0]):
        return []
    row = _in_force(parameters, scene)
    given = next(one for one in row.letters if are_one(value, np.full(1, one.value))[0])
    numbers: dict[str, float | int | str] = {
        "value": float(value[0]),
        "letter": given.letter,
        "source": row.source,
        "score": float(result[at]),
    }
    for number, letter in enumerate(row.letters, start=1):
        numbers |= {f"letter_{number}": letter.letter, f"value_{number}": letter.value}
        numbers |= {f"points_{number}": letter.points}
    text = msg("The value {value} is the letter {letter} ({source}): {score} points.")
    return [Reason(text, numbers, float(result[at]))]
