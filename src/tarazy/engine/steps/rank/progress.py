"""Units are ranked by how their score has changed, not by what it is."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
import numpy as np

from tarazy.engine.model.numbers import Vector, change
from tarazy.engine.model.period import earlier
from tarazy.engine.model.places import Ties, places
from tarazy.engine.model.ranked import Ranked, as_ranked, numbers_of_place, reasons_of_rounding
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.words import msg

TITLE = msg("Places by progress")
RELATIVE = True


class Parameters(Ranked, frozen=True, kw_only=True, tag="progress"):
    """`periods`: how many periods before the score lies with which it is compared. `order`: whether the greatest rise
    or the greatest fall is first. `ties`: which of their places equal changes take. `rounded`: how changes are rounded
    for their places alone; None: they are ranked as they are.
    """

    periods: Annotated[int, msgspec.Meta(ge=1, le=100)]
    ties: Ties
    source: str
    date: date

    def scores_before(self) -> tuple[int, ...]:
        """The period with whose score it is compared."""
        return (self.periods,)


def compute(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """Rank units by the change of their score since some periods before.

    Formula: change = score_t - score_(t-periods), in the digits that 12 significant digits of the larger score leave;
    place = 1 + number of units of the peer group with a greater change (with order: lowest_first, a lesser one); equal
    changes take the lowest, the average or the highest of their places, or (dense) places without gaps.
    Parameters: `scores` float64[n] in points; the scores of the earlier period float64[n] by the same methodology from
    the same data; a unit that lacks one of the two (NaN) has no place and counts for nobody.
    Returns: float64[n], the place within the unit's peer group; missing (NaN) where there is no change.
    Raises: nothing; what the methodology refuses in the earlier period, the run refuses.
    Source: India, NITI Aayog, Aspirational Districts, First Delta Ranking (June 2018).

    >>> from datetime import date
    >>> rule = Parameters(periods=1, order="highest_first", ties="lowest", source="-", date=date(2018, 6, 29))
    >>> then = scene(4, around=seen(scores_before={1: [60.0, 20.0, 30.0, np.nan]}))
    >>> compute(np.array([62.0, 30.0, 40.0, 90.0]), rule, then).tolist()
    [3.0, 1.0, 1.0, nan]
    """
    ranked = deciding(scores, parameters, scene)
    return places(ranked, scene.groups, highest_first=parameters.order == "highest_first", ties=ties(parameters))


def deciding(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    """float64[n]: the numbers by which units are placed."""
    return as_ranked(_changes(scores, parameters, scene), parameters)


def ties(parameters: Parameters) -> Ties:
    """Which of their places equal numbers take."""
    return parameters.ties


def _changes(scores: Vector, parameters: Parameters, scene: Scene) -> Vector:
    return change(scores, scene.around.score_before(parameters.periods))


def reasons(scores: Vector, parameters: Parameters, scene: Scene, result: Vector, at: int) -> list[Reason]:
    """The two scores and their change, and how many changed more; nothing where there is no score."""
    if np.isnan(scores[at]):
        return []
    numbers: dict[str, float | int | str] = {
        "score": float(scores[at]),
        "before": earlier(scene.period, parameters.periods),
        "ties": parameters.ties,
        "source": parameters.source,
    }
    if np.isnan(result[at]):
        text = msg("No place: there is no score of {before} with which the score of {score} could be compared.")
        return [Reason(text, numbers, float(result[at]))]
    changes = _changes(scores, parameters, scene)
    numbers |= {"score_before": float(scene.around.score_before(parameters.periods)[at]), "change": float(changes[at])}
    numbers |= numbers_of_place(changes, parameters, scene, result, at)
    text = msg(
        "From {score_before} in {before} to {score}: a change of {change}. By the change place {rank} of {n}; units "
        "before it: {ahead}."
    )
    if int(numbers["tied"]) > 1:
        text = msg(
            "From {score_before} in {before} to {score}: a change of {change}. By the change place {rank} of {n}; "
            "units before it: {ahead}; units with the same change: {tied}."
        )
    return [*reasons_of_rounding(changes, parameters, at), Reason(text, numbers, float(result[at]))]
