"""What a method may ask for besides its own column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector


def _nothing(*_: Any) -> Any:
    raise LookupError("a method asks for what its parameters do not say that it reads")


@dataclass(frozen=True)
class Around:
    """How a method sees more than its column, over the n units of the period; NaN is missing everywhere.

    `variable(name)` float64[n]: a variable of the methodology in the period. `value(lag)` float64[n]: the indicator's
    own value by its formula, before what its rule for missing data makes of it, `lag` periods before (negative: after).
    `value_of(indicator)` float64[n]: the same of another indicator in the period. `scores()` float64[k, n]: the scores
    of a dimension's children. `score_of(node)` float64[n]: the score of a node below the dimension.
    `score_before(periods)` float64[n]: the node's own score so many periods before.
    """

    variable: Callable[[str], Vector] = _nothing
    value: Callable[[int], Vector] = _nothing
    value_of: Callable[[str], Vector] = _nothing
    scores: Callable[[], NDArray[np.float64]] = _nothing
    score_of: Callable[[str], Vector] = _nothing
    score_before: Callable[[int], Vector] = _nothing


NOTHING_AROUND = Around()
