"""A scene to try a method in: n units of one peer group in 2024, points from 0 to 100, a rising indicator."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from tarazy.engine.model.around import Around
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.scene import Scene
from tarazy.engine.model.units import Units

POINTS = Points(low=0, high=100, decimals=1, source="-", date=datetime.date(2024, 1, 1))


def scene(n: int, **changes: Any) -> Scene:
    plain = Scene(
        node="indicator",
        period="2024",
        last_day=datetime.date(2024, 12, 31),
        points=POINTS,
        rising=True,
        units=units(n),
        groups=np.zeros(n, dtype=np.int32),
        group_names=("all",),
    )
    return dataclasses.replace(plain, **changes)


def units(n: int, kind: str = "oblast", group: str = "all") -> Units:
    open_day = np.full(n, "NaT", dtype="datetime64[D]")
    ids = np.array([f"U{position:03d}" for position in range(n)])
    return Units(ids, np.full(n, kind), np.full(n, group), open_day, open_day)


def seen(
    variables: Mapping[str, Sequence[float]] | None = None,
    values: Mapping[int, Sequence[float]] | None = None,
    values_of: Mapping[str, Sequence[float]] | None = None,
    scores: Sequence[Sequence[float]] = (),
    scores_of: Mapping[str, Sequence[float]] | None = None,
    scores_before: Mapping[int, Sequence[float]] | None = None,
) -> Around:
    """What a method sees: columns by variable, by lag, by indicator; the children's scores; scores by node; the node's
    own scores before, by lag.
    """

    def column(given: Mapping[Any, Sequence[float]] | None) -> Callable[[Any], Any]:
        return lambda key: np.array((given or {})[key], dtype=np.float64)

    return Around(
        variable=column(variables),
        value=column(values),
        value_of=column(values_of),
        scores=lambda: np.array(scores, dtype=np.float64),
        score_of=column(scores_of),
        score_before=column(scores_before),
    )
