"""Values outside the validity of their unit: kept, and counted."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.grid import Grid
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.period import last_day
from tarazy.engine.model.units import Units


def count_back_casts(observations: Observations | Grid, units: Units) -> int:
    """How many observations with a value lie in a period on whose last day their unit does not exist."""
    if np.isnat(units.valid_from).all() and np.isnat(units.valid_to).all():
        return 0
    if isinstance(observations, Grid):
        outside_of = {period: ~units.valid_on(last_day(period)) for period in observations.periods}
        return sum(
            int(np.count_nonzero(outside_of[period] & ~np.isnan(observations.values[row])))
            for (_, period), row in observations.columns.items()
        )
    exists = np.stack([units.valid_on(last_day(period)) for period in observations.period.names])
    position = observations.unit.translated([str(unit) for unit in units.ids])
    count = len(observations)
    unit = position[observations.unit.all_codes(count)]
    outside = ~exists[observations.period.all_codes(count), unit]
    return int(np.count_nonzero(outside & (unit >= 0) & ~np.isnan(observations.value)))
