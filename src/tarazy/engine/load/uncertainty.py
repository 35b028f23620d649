"""The section `uncertainty`: what a methodology says may vary must be there, must be able to vary, and varies once."""

from __future__ import annotations

from tarazy.engine import steps
from tarazy.engine.load.read import Part, built
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.uncertainty import Assumption, Choice, ChoiceOfMethods, Uncertainty


def built_uncertainty(section: Part) -> Uncertainty:
    """The section that was read without a problem: the step keys of each choice gathered as its methods."""
    values = {key: built(value) for key, value in section.values.items() if key != "assumptions"}
    assumptions = tuple(_assumption(part) for part in section.values["assumptions"])
    return Uncertainty(assumptions=assumptions, **values)


def _assumption(part: Part) -> Assumption:
    if "choices" not in part.values:
        assumption: Assumption = built(part)
        return assumption
    values = {key: built(value) for key, value in part.values.items() if key != "choices"}
    return ChoiceOfMethods(choices=tuple(_choice(one) for one in part.values["choices"]), **values)


def _choice(part: Part) -> Choice:
    values = {key: built(value) for key, value in part.values.items()}
    methods: Methods = {step: values.pop(step) for step in steps.ORDER if step in values}
    return Choice(methods=methods, **values)
