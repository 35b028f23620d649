"""Many rows are ranked as each row alone, whatever ties, is missing or comes near."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.model.places import places
from tarazy.engine.model.places_of_rows import places_of_rows

TIES = ("lowest", "average", "highest", "dense")
BY = np.random.default_rng(3)
ROWS = {
    "apart": BY.normal(0, 10, (20, 40)),
    "many the same": np.round(BY.normal(0, 1, (20, 40)), 1),
    "tiny": BY.normal(0, 1e-13, (20, 40)),
    "in the thirteenth digit": 0.3 * (1 + BY.integers(-40, 40, (20, 40)) * 1e-13),
    "in the twelfth digit": -7.0 * (1 + BY.integers(-40, 40, (20, 40)) * 1e-12),
    "in the last bits": 0.3 + BY.integers(-4000, 4000, (20, 40)) * 2.0**-54,
    "ends of the numbers": BY.choice([0.0, -0.0, 1.0, 1e300, -1e300, 5e-324, -5e-324], (20, 40)),
    "one unit": BY.normal(0, 1, (20, 1)),
    "no unit": np.empty((3, 0)),
}


@pytest.mark.parametrize("ties", TIES)
@pytest.mark.parametrize("highest_first", [True, False])
@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize("lacking", [0.0, 0.3, 1.0])
def test_rows_are_ranked_as_each_alone(name, highest_first, ties, groups, lacking):
    rows = ROWS[name].copy()
    rows[np.random.default_rng(1).random(rows.shape) < lacking] = np.nan
    group = (np.arange(rows.shape[1]) % groups).astype(np.int32)
    found = places_of_rows(rows, group, highest_first=highest_first, ties=ties)
    alone = [places(row, group, highest_first=highest_first, ties=ties) for row in rows]
    assert np.array_equal(found, np.array(alone).reshape(rows.shape), equal_nan=True)


def test_the_position_in_the_last_bits_decides_nothing():
    """Of so many units that two values share all bits that are left, the numbers themselves decide."""
    rows = np.full((1, 70_000), 50.0)
    rows[0] += np.arange(70_000) % 7 * 1e-9
    rows[0, ::1000] += 1e-15
    group = np.zeros(70_000, dtype=np.int32)
    for ties in TIES:
        found = places_of_rows(rows, group, highest_first=True, ties=ties)
        assert np.array_equal(found[0], places(rows[0], group, highest_first=True, ties=ties))
