"""Rules laid down beforehand, on values that they mostly can take: the fast engine gives what the slow one gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from hypothesis import event, given
from hypothesis import strategies as st

from tests.engine.property.generated import World
from tests.engine.property.plain import PERIOD, plain_worlds
from tests.engine.property.rules import rules, suited
from tests.engine.property.test_reasons import test_reasons_end_with_the_result as assert_reasons
from tests.engine.property.test_reference import differences, fast, slow
from tests.engine.reference.scoring import tag
from tests.long import examples


@st.composite
def ruled_worlds(draw: st.DrawFn) -> World:
    """A plain world, two of whose indicators are normalised by such rules, and mostly with values above zero."""
    world = draw(plain_worlds())
    if draw(st.integers(0, 4)):
        above_zero = {
            key: replace(seen, value=None if seen.value is None else abs(seen.value) or 1.0)
            for key, seen in world.observed.items()
        }
        world = replace(world, observed=above_zero)
    first, second, *others = world.methodology.indicators
    indicators = (*(_ruled(one, draw(rules(0.0, 100.0))) for one in (first, second)), *others)
    return replace(world, methodology=msgspec.structs.replace(world.methodology, indicators=indicators))


def _ruled(indicator: Any, rule: Any) -> Any:
    value = suited(rule, indicator.value)
    return msgspec.structs.replace(indicator, value=value, methods={**indicator.methods, "normalise": rule})


@examples(150)
@given(ruled_worlds())
def test_fast_is_slow(world: World) -> None:
    quick, obvious = fast(world, [PERIOD]), slow(world, [PERIOD])
    if isinstance(obvious, list) or isinstance(quick, list):
        event("refused")
        assert quick == obvious
        return
    for one in world.methodology.indicators[:2]:
        event(f"scored by {tag(one.methods['normalise'])}")
    wrong = {key: (quick[key], obvious[key]) for key in obvious if differences(quick[key], obvious[key])}
    assert not wrong


@examples(60)
@given(ruled_worlds())
def test_reasons_end_with_the_result(world: World) -> None:
    assert_reasons.hypothesis.inner_test(world)  # type: ignore[attr-defined]
