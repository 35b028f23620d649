"""A band begins at a score and ends where the next begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.numbers import Vector, is_below
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.text import Text
from tarazy.engine.model.written import Id
from tarazy.engine.words import Message, msg

TITLE = msg("Bands by thresholds")
RELATIVE = False


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One class of scores, from its least score on."""

    band: Id
    title: Text
    from_: float = msgspec.field(name="from")


class Parameters(Base, frozen=True, kw_only=True, tag="thresholds"):
    """`bands`: from the lowest up; the first begins at the least possible score."""

    bands: Annotated[tuple[Band, ...], msgspec.Meta(min_length=1)]
    source: str
    date: date


def check(parameters: Parameters, points: Points) -> Iterator[Flaw]:
    """What cannot stand in the parameters."""
    first = parameters.bands[0]
    if first.from_ != points.low:
        yield Flaw(
            Message(msg("The first band begins at {first}."), {"first": first.from_}),
            Message(msg("Scores begin at {low} points, and every score must have a band."), {"low": points.low}),
            Message(msg("Let the first band begin at {low}."), {"low": points.low}),
            ("bands", 0, "from"),
        )
    for position, (lower, band) in enumerate(zip(parameters.bands, parameters.bands[1:], strict=False), start=1):
        if band.from_ <= lower.from_:
            yield Flaw(
                Message(
                    msg("The band {band} begins at {from_}, not above the band before it ({before})."),
                    {"band": band.band, "from_": band.from_, "before": lower.from_},
                ),
                Message(msg("Bands go from the lowest to the highest, and none is empty.")),
                Message(msg("Sort the bands by 'from', or correct the number.")),
                ("bands", position, "from"),
            )
        if band.from_ > points.high:
            yield Flaw(
                Message(msg("The band {band} begins at {from_}."), {"band": band.band, "from_": band.from_}),
                Message(msg("Scores end at {high} points, so no unit could ever reach it."), {"high": points.high}),
                Message(msg("Correct the number, or remove the band.")),
                ("bands", position, "from"),
            )
        if any(band.band == other.band for other in parameters.bands[:position]):
            yield Flaw(
                Message(msg("Two bands are named {band}."), {"band": band.band}),
                Message(msg("A name stands for one band only.")),
                Message(msg("Give one of them another name.")),
                ("bands", position, "band"),
            )


def titles(parameters: Parameters) -> dict[str, Text]:
    """The title of each band by its id, from the lowest up."""
    return {band.band: band.title for band in parameters.bands}


def names(parameters: Parameters) -> tuple[str, ...]:
    """The ids of the bands, from the lowest up: what the numbers of `compute` count."""
    return tuple(band.band for band in parameters.bands)


def compute(scores: Vector, parameters: Parameters, scene: Scene) -> NDArray[np.int16]:
    """Put each score into the band that begins at or below it.

    Formula: band = number of bands that begin at or below the score - 1, at least 0, in 12 significant digits.
    Parameters: `scores` float64[n] in points; a missing one (NaN) has no band. A score below the first band (possible
    only where values beyond the goalposts are left) is in the first.
    Returns: int16[n], the position in the list of bands; -1 where there is no score.
    Raises: nothing.
    Source: the methodology's own thresholds.

    >>> titles = Text(kk="-", ru="-", en="-")
    >>> rule = Parameters(bands=(Band("low", titles, 0), Band("high", titles, 60)), source="-", date=date(2024, 1, 1))
    >>> compute(np.array([59.9, 60.0, 60.0 - 1e-13, np.nan]), rule, scene(4)).tolist()
    [0, 1, 1, -1]
    """
    known = ~np.isnan(scores)
    position = np.where(known, np.int16(0), np.int16(-1))
    for band in parameters.bands[1:]:
        position += known & ~is_below(scores, band.from_)
    return position


def reasons(scores: Vector, parameters: Parameters, scene: Scene, result: NDArray[np.int16], at: int) -> list[Reason]:
    """Which band the score lies in and where bands begin; nothing where there is no score. Result: the position of the
    band, from 0.
    """
    position = int(result[at])
    if position < 0:
        return []
    band = parameters.bands[position]
    numbers: dict[str, float | int | str] = {"score": float(scores[at]), "band": band.band, "from": band.from_}
    numbers |= {f"from_{other.band}": other.from_ for other in parameters.bands}
    text = msg("{score} points lie in the band “{band}”, which begins at {from}.")
    if position + 1 < len(parameters.bands):
        numbers["next_from"] = parameters.bands[position + 1].from_
        text = msg("{score} points lie in the band “{band}”, from {from} to below {next_from}.")
    return [Reason(text, numbers, float(position))]
