"""Points counted from a centre: so many for each deviation from what is usual."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.words import Message, msg


def flaws_of_centre(centre: float, points_per_deviation: float, points: Points) -> Iterator[Flaw]:
    """What cannot stand in `centre`, the points of what is usual, and `points_per_deviation`."""
    if points_per_deviation <= 0:
        yield Flaw(
            Message(msg("A deviation brings {points} points."), {"points": points_per_deviation}),
            Message(msg("A better value must earn more. Which end is better is said by 'better', not by the sign.")),
            Message(msg("Give a number above zero as 'points_per_deviation'.")),
            ("points_per_deviation",),
        )
    if not points.low <= centre <= points.high:
        yield Flaw(
            Message(msg("The centre is {centre} points."), {"centre": centre}),
            Message(
                msg("The points of the methodology go from {low} to {high}."), {"low": points.low, "high": points.high}
            ),
            Message(msg("Give a centre within them, or change the points.")),
            ("centre",),
        )


def points_of_deviations(
    column: Vector, usual: Vector, deviation: Vector, centre: float, points_per_deviation: float, rising: bool
) -> Vector:
    """float64[n]: the points of values so many deviations from what is usual; a missing value (NaN) stays missing.

    `rising`: a higher value earns more. Formula: centre + (value - usual) / deviation * points_per_deviation.
    """
    score = column - usual if rising else usual - column
    score /= deviation
    score *= points_per_deviation
    score += centre
    return score
