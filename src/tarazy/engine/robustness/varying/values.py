"""What the kinds that vary observed values have in common."""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from tarazy.engine.model.methodology import INDEX, Methodology, Variable
from tarazy.engine.model.methods import named as named_methods
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.uncertainty import ErrorRates, Revisions, StandardErrors
from tarazy.engine.robustness.varying.varies import VALUE, Noise, Varies


def varying_values(
    assumption: StandardErrors | ErrorRates | Revisions,
    methodology: Methodology,
    noise: Noise,
    only: Set[str] | None,
) -> Varies:
    """The variables of the assumption, and the indicators that read any of them. `only`: the variables of which it can
    speak at all; None: all.
    """
    named = set(assumption.variables)
    if assumption.variables == "all":
        # A value of which a method takes only a few, as 0 and 1, cannot be somewhat off.
        some_only = {name for name in methodology.variables_by_name if _has_only_some_values(methodology, name)}
        named = methodology.variables_by_name.keys() - some_only
    variables = frozenset(named if only is None else named & only)
    touches = {
        node.id: frozenset({VALUE})
        for node in methodology.nodes.values()
        if any(read.variable in variables for read in node.reads()) or decides_on(methodology, node.id, variables)
    }
    return Varies(assumption, touches, 0, noise=noise, variables=variables)


def _has_only_some_values(methodology: Methodology, name: str) -> bool:
    return any(indicator.only_values(name) for indicator in methodology.indicators)


def decides_on(methodology: Methodology, id: str, variables: Set[str]) -> bool:
    """Whether one of the variables decides to whom a node applies, itself or one above it."""
    while variables:
        named = (one for taken in named_methods(methodology.nodes[id].methods, "apply") for one in taken.variables())
        if any(name in variables for name in named):
            return True
        if id == INDEX:
            break
        id = methodology.parents[id]
    return False


def within_range(values: Vector, variable: Variable) -> Vector:
    """Values held to what the variable can be."""
    if variable.range is None:
        return values
    return np.clip(values, variable.range.low, variable.range.high)
