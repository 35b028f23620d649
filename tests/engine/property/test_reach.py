"""What is said not to depend on an unknown value is the same whatever the value is."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
from hypothesis import event, given
from hypothesis import strategies as st

from tarazy.engine.model.numbers import Flags
from tarazy.engine.model.planes import Column
from tarazy.engine.run.reach import Reach, reach
from tests.engine.property.bridge import units_of
from tests.engine.property.generated import World, worlds
from tests.engine.property.test_reference import differences, fast, periods_with_units
from tests.engine.reference.scoring import Observations, Seen
from tests.long import examples

Key = tuple[str, str, str]
# Which part of what is reached holds for which column.
PART = {"value": "value", "weight": "weight", "contribution": "contribution", "rank": "rank"}


def unknown_of(world: World, keys: list[Key]) -> Mapping[Column, Flags]:
    ids = units_of(world.units).ids
    found: dict[Column, Flags] = {}
    for unit, name, period in keys:
        observed = world.methodology.variables_by_name[name].observed
        column = Column(observed.variable, observed.breakdowns[0], period)
        found.setdefault(column, np.zeros(len(ids), dtype=np.bool_))[ids == unit] = True
    return found


def otherwise(observed: Observations, keys: list[Key], seed: int) -> Observations:
    """The same with other values there: another number, none, one that cannot exist, one that is excluded."""
    chance = random.Random(seed)
    changed = dict(observed)
    for key in keys:
        del changed[key]
        if (status := chance.choice(("", "", "M", "X", "none"))) != "none":
            changed[key] = Seen(None if status else chance.uniform(1, 90), status, "Act" if status == "X" else "")
    return changed


def is_reached(reached: Reach, ids: list[str], place: Key, field: str) -> bool:
    unit, period, node = place
    part = getattr(reached[period][node], PART.get(field, "score"))
    return bool(part[ids.index(unit)])


@examples(300)
@given(worlds(), st.integers(0, 2**32), st.integers(1, 3))
def test_nothing_outside_the_reach_depends_on_the_value(world: World, seed: int, count: int) -> None:
    periods = periods_with_units(world)
    if not periods or not world.observed:
        return
    keys = random.Random(seed).sample(sorted(world.observed), min(count, len(world.observed)))
    other = World(world.methodology, world.units, otherwise(world.observed, keys, seed))
    one, two = fast(world, periods), fast(other, periods)
    if isinstance(one, list) or isinstance(two, list):
        event("refused")
        return
    units = units_of(world.units)
    ids = [str(id) for id in units.ids]
    reached = reach(world.methodology, units, periods, unknown_of(world, keys))
    for place in one:
        for field in differences(one[place], two[place]):
            event("something differs")
            assert is_reached(reached, ids, place, field), (place, field)
    nobody = reach(world.methodology, units, periods, {})
    assert not any(is_reached(nobody, ids, place, field) for place in one for field in ("value", "score", "rank"))
