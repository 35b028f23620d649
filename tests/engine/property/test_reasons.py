"""Every step can say why, in three languages, and says what it gave."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
from hypothesis import given

from tarazy.engine.run import Witnessed, run
from tarazy.engine.words import LANGUAGES, ProblemsFound, say
from tests.engine.property.bridge import inputs_of, rows_of, units_of
from tests.engine.property.generated import World, worlds
from tests.engine.property.test_reference import periods_with_units
from tests.long import examples

PLACEHOLDER = re.compile(r"\{\w+\}")


@examples(60)
@given(worlds())
def test_reasons_end_with_the_result(world: World) -> None:
    periods = periods_with_units(world)[:1]
    inputs, units = inputs_of(world.units, world.observed), units_of(world.units)
    seen: list[Witnessed] = []
    try:
        watched = rows_of(run(world.methodology, inputs, units, periods, witness=seen.append)) if periods else {}
    except ProblemsFound:
        return
    if periods:
        assert watched == rows_of(run(world.methodology, inputs, units, periods))
    for step in seen:
        for at in range(len({unit for unit, _, _ in watched})):
            assert_told(step, at)


def assert_told(step: Witnessed, at: int) -> None:
    told = step.reasons(at)
    for reason in told:
        for lang in LANGUAGES:
            assert not PLACEHOLDER.search(say(reason.text, lang, reason.numbers))
        assert all(isinstance(number, str) or math.isfinite(number) for number in reason.numbers.values())
    if step.does == "compute" and step.step != "weigh":
        given_to_unit = float(step.result[at])
        if told:
            assert told[-1].result == given_to_unit or is_taken_away(step, told[-1].result, given_to_unit)
        else:
            assert says_nothing_of(step, given_to_unit)
    if step.does == "counted" and told:
        assert told[-1].result == float(step.result[1][at] == 0)
        weights = [reason.numbers["weight"] for reason in told[:-1]]
        assert all(weight in step.result[0][:, at] for weight in weights)


def is_taken_away(step: Witnessed, told: float, result: float) -> bool:
    """A gate gives no score, a node without a total none either, and a ranking by progress no place where there was no
    score before; each says so.
    """
    taken = step.step in ("adjust", "rank") or step.method == "no_total"
    return taken and math.isnan(told) and math.isnan(result)


def says_nothing_of(step: Witnessed, result: Any) -> bool:
    """Nothing is said of what is missing, or of a node that applies."""
    return np.isnan(result) or (step.step == "apply" and result == 1) or (step.step == "band" and result == -1)
