"""What a caller asks to be scored: periods and nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tarazy.engine.load.tables.given import periods_to_score
from tarazy.engine.model.grid import Grid
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.units import Units
from tarazy.engine.run.problems import problems_of_periods
from tarazy.engine.words import ProblemsFound

Nodes = Literal["all", "root"] | int


def asked_nodes(methodology: Methodology, nodes: Nodes) -> tuple[str, ...]:
    """The ids of the nodes down to a depth."""
    depth = 1 if nodes == "root" else nodes
    return tuple(node for node, of in methodology.depths.items() if depth == "all" or of <= int(depth))


def asked_periods(
    methodology: Methodology, table: Observations | Grid, units: Units, periods: Sequence[str] | None
) -> tuple[str, ...]:
    """The periods to score, each once. Raises ProblemsFound where one cannot be."""
    chosen = periods_to_score(methodology, table) if periods is None else tuple(dict.fromkeys(periods))
    problems = list(problems_of_periods(methodology, units, chosen))
    if problems:
        raise ProblemsFound(problems)
    return chosen
