"""The fast engine gives what the slow one gives."""

from __future__ import annotations

import dataclasses
import math

from hypothesis import event, given

from tarazy.engine.run import run
from tarazy.engine.words import ProblemsFound
from tests.engine.property.bridge import inputs_of, rows_of, units_of
from tests.engine.property.generated import PERIODS, World, worlds
from tests.engine.reference.scoring import Row, Rows, SlowRefused, is_assessed, score_slowly
from tests.long import examples

EXACT = ("rank", "band", "reason")
CLOSE = ("value", "score", "weight", "contribution", "share_not_counted", "share_imputed")


def fast(world: World, periods: list[str]) -> Rows | list[str]:
    try:
        return rows_of(run(world.methodology, inputs_of(world.units, world.observed), units_of(world.units), periods))
    except ProblemsFound as found:
        return sorted(problem.where for problem in found.problems)


def slow(world: World, periods: list[str]) -> Rows | list[str]:
    try:
        return score_slowly(world.methodology, list(world.units), world.observed, periods)
    except SlowRefused as refused:
        return sorted(refused.places)


def periods_with_units(world: World) -> list[str]:
    """The periods in which there is anybody to assess; a run refuses the others."""
    return [period for period in PERIODS if any(is_assessed(world.methodology, unit, period) for unit in world.units)]


def differences(left: Row, right: Row) -> list[str]:
    """The fields in which two rows differ."""
    found = [name for name in EXACT if getattr(left, name) != getattr(right, name)]
    for name in CLOSE:
        if not agree(getattr(left, name), getattr(right, name)):
            found.append(name)
    return found


def agree(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


@examples(300)
@given(worlds())
def test_fast_is_slow(world: World) -> None:
    periods = periods_with_units(world)
    if not periods:
        return
    quick, obvious = fast(world, periods), slow(world, periods)
    if isinstance(obvious, list) or isinstance(quick, list):
        event("refused")
        assert quick == obvious
        return
    event("scored")
    assert quick.keys() == obvious.keys()
    wrong = {key: (quick[key], obvious[key]) for key in obvious if differences(quick[key], obvious[key])}
    assert not wrong


def test_the_comparison_sees_every_field() -> None:
    row = Row(1.0, 2.0, 0.5, 1.0, "a", 3.0, 0.25, 0.75, "")
    for field in dataclasses.fields(Row):
        value = getattr(row, field.name)
        other = value + "x" if isinstance(value, str) else value * (1 + 1e-11)
        assert differences(row, dataclasses.replace(row, **{field.name: other})) == [field.name]
