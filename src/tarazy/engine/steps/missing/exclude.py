"""A child without a score is left out and its weight goes to the others, as long as enough is covered."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector, is_below
from tarazy.engine.model.parameters import Parameters as Base
from tarazy.engine.model.result import BELOW_COVERAGE, MISSING, SCORED
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.model.weights import FlagMatrix, Matrix, shared_out, weight_reasons
from tarazy.engine.words import msg

TITLE = msg("Left out, its weight shared among the others")
RELATIVE = False
AT = frozenset({"dimension"})


class Parameters(Base, frozen=True, tag="exclude"):
    """`floor`: the least share of the weight, 0..1, that must be covered for a score."""

    floor: Annotated[float, msgspec.Meta(ge=0, le=1)]
    source: str
    date: date


def counted(
    present: FlagMatrix,
    wanted: FlagMatrix,
    weights: Matrix,
    share_counted: Vector,
    parameters: Parameters,
    scene: Scene,
) -> tuple[Matrix, NDArray[np.int16]]:
    """Share the weight of children without a score among the others, if at least the floor is covered.

    Formula: weight_i = w_i / (sum of w over the children present), if share_counted >= floor; else no score.
    Parameters: `present` bool[k, n], the child has a score; `wanted` bool[k, n], it applies and no decision excludes it
    (not looked at);
    `weights` float64[k, n or 1], nominal, sum 1 over those that apply; `share_counted` float64[n], 0..1: the nominal
    weight of all that counts below
    the dimension, down to the indicators, compared with the floor in 12 significant digits.
    Returns: effective weights float64[k, n], 0 where not counted; reasons int16[n], SCORED, BELOW_COVERAGE, or MISSING
    where the floor is 0 and no child has a score.
    Raises: nothing.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (available-case rule), with a floor
    of coverage.

    >>> present = np.array([[True, True], [True, False]])
    >>> rule = Parameters(floor=0.5, source="-", date=date(2024, 1, 1))
    >>> weights, reason = counted(present, present, np.array([[0.5], [0.5]]), np.array([1.0, 0.5]), rule, scene(2))
    >>> weights.tolist(), reason.tolist()
    ([[0.5, 1.0], [0.5, 0.0]], [0, 0])
    """
    below = is_below(share_counted, parameters.floor)
    none = ~present[0]
    for child in range(1, len(present)):
        none &= ~present[child]
    effective = shared_out(weights, present)
    if below.any():
        effective[:, below] = 0.0
    reason = np.where(none, np.int16(MISSING), np.int16(SCORED))
    reason[below] = BELOW_COVERAGE
    return effective, reason


def enough(complete: FlagMatrix, share_counted: Matrix, parameters: Parameters) -> FlagMatrix:
    """Of which units a dimension has a score, for many replicates at once: those of whom the floor is covered. All bool
    or float64[replicates, n].
    """
    return ~is_below(share_counted.reshape(-1), parameters.floor).reshape(share_counted.shape)


def looks_at_share(parameters: Parameters) -> bool:
    """Whether `enough` looks at the share that counts."""
    return parameters.floor > 0


def counted_reasons(
    present: FlagMatrix,
    wanted: FlagMatrix,
    weights: Matrix,
    share_counted: Vector,
    parameters: Parameters,
    scene: Scene,
    result: tuple[Matrix, NDArray[np.int16]],
    at: int,
) -> list[Reason]:
    """How much is covered, against the floor. Result: 1 if the dimension is scored, 0 if not."""
    numbers: dict[str, float | int | str] = {
        "share_counted": float(share_counted[at]),
        "floor": parameters.floor,
        "present": int(np.count_nonzero(present[:, at])),
    }
    if result[1][at] == SCORED and share_counted[at] == 1:
        return [Reason(msg("Everything counts: the share counted is {share_counted}."), numbers, 1.0)]
    if result[1][at] == SCORED:
        text = msg(
            "The share counted is {share_counted}, not less than the floor of {floor}; "
            "the weight of what is missing goes to the other children."
        )
        return [*weight_reasons(scene.children, weights, present, result[0], at), Reason(text, numbers, 1.0)]
    if result[1][at] == MISSING:
        return [Reason(msg("No score: no child has a score."), numbers, 0.0)]
    text = msg("No score: the share counted is {share_counted}, less than the floor of {floor}.")
    return [Reason(text, numbers, 0.0)]
