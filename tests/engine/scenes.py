"""A scene to try a method in: n units of one peer group in 2024, points from 0 to 100, a rising indicator."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import numpy as np

from tarazy.engine.model.methodology import Points
from tarazy.engine.model.scene import Scene

POINTS = Points(low=0, high=100, decimals=1, source="-", date=datetime.date(2024, 1, 1))


def scene(n: int, **changes: Any) -> Scene:
    plain = Scene(
        node="indicator",
        period="2024",
        last_day=datetime.date(2024, 12, 31),
        points=POINTS,
        rising=True,
        groups=np.zeros(n, dtype=np.int32),
    )
    return dataclasses.replace(plain, **changes)
