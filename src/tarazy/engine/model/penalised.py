"""From which nodes penalty points are taken, and for which figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tarazy.engine.model.methodology import Methodology, Variable

# What the observatory calls the sum of the penalty points of a node.
PENALTY: Final = "penalty:"


def penalised_nodes(methodology: Methodology) -> Mapping[str, Variable]:
    """The nodes from whose score the methodology takes penalty points, with the number that says how many."""
    return {
        variable.observed.variable.removeprefix(PENALTY): variable
        for variable in methodology.variables
        if variable.observed.variable.startswith(PENALTY)
    }


def penalised_above(methodology: Methodology, variable: str) -> str | None:
    """The node that loses points for a figure: the nearest upwards from the first that reads it; or None."""
    nodes = {name.variable: node for node, name in penalised_nodes(methodology).items()}
    for id, node in methodology.nodes.items():
        if variable not in {read.variable for read in node.reads()}:
            continue
        at: str | None = id
        while at is not None:
            for read in methodology.nodes[at].reads():
                if read.variable in nodes:
                    return nodes[read.variable]
            at = methodology.parents.get(at)
    return None
