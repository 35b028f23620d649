"""The goalposts of indicators move."""

from __future__ import annotations

from typing import Final

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Indicator, Methodology
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.uncertainty import Goalposts
from tarazy.engine.robustness.varying.varies import Effect, Varies
from tarazy.engine.steps import methods

KIND: Final = "goalposts"


def varies(assumption: Goalposts, methodology: Methodology, inputs: Inputs) -> Varies:
    """Each goalpost moves on its own, evenly within the stated share of their distance."""
    indicators = [
        one
        for one in methodology.indicators
        if (assumption.at == "all" and can_move(one)) or (assumption.at != "all" and one.id in assumption.at)
    ]
    reach = assumption.percent / 100

    def effect(_state: int, point: Vector) -> Effect:
        moved: dict[str, Methods] = {}
        said = {}
        for position, indicator in enumerate(indicators):
            low, high = (reach * (2 * float(u) - 1) for u in point[2 * position : 2 * position + 2])
            parameters = indicator.methods["normalise"]
            assert not isinstance(parameters, tuple)
            moved[indicator.id] = {"normalise": methods("normalise")[parameters.method].moved(parameters, low, high)}
            said[indicator.id] = {"low_by": low, "high_by": high}
        return Effect(methods=moved, said=said)

    touches = {one.id: frozenset({"normalise"}) for one in indicators}
    return Varies(assumption, touches, 2 * len(indicators), effect=effect)


def can_move(indicator: Indicator) -> bool:
    """Whether the indicator is scored between goalposts."""
    parameters = indicator.methods["normalise"]
    return not isinstance(parameters, tuple) and hasattr(methods("normalise")[parameters.method], "moved")
