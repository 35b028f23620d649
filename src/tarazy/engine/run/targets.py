"""Which number is the target of which, as the indicators that compare the two say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.model.methodology import Better, Indicator, Methodology, Observed
from tarazy.engine.model.written import Series

TARGET: Final[Series] = "target"
DECISION: Final[Series] = "decision"  # may correct any number, so it says nothing of what a number is
Key = tuple[str, str]


def targets(methodology: Methodology) -> dict[Key, Key]:
    """The target of each number, both as the observatory's variable and breakdown.

    An indicator names them: its value is one variable as it stands, and its methods read one other that is adopted and
    not measured (its series is `target`). The first indicator that does so counts.
    """
    found: dict[Key, Key] = {}
    for _, measured, target in _compared(methodology):
        found.setdefault(measured, target)
    return found


def directions(methodology: Methodology) -> dict[Key, Better]:
    """Which way each number that has a target is better, as the indicator that names the target says."""
    found: dict[Key, Better] = {}
    for indicator, measured, _ in _compared(methodology):
        found.setdefault(measured, indicator.better)
    return found


def _compared(methodology: Methodology) -> Iterator[tuple[Indicator, Key, Key]]:
    for node in methodology.nodes.values():
        if not isinstance(node, Indicator) or node.value.text not in methodology.variables_by_name:
            continue
        value = methodology.variables_by_name[node.value.text]
        adopted = {read.variable for read in node.reads() if is_target(methodology, read.variable)} - {value.variable}
        if len(adopted) == 1:
            measured, target = _key(value.observed), _key(methodology.variables_by_name[adopted.pop()].observed)
            if measured is not None and target is not None:
                yield node, measured, target


def is_target(methodology: Methodology, variable: str) -> bool:
    """Whether a variable is adopted and not measured."""
    return set(methodology.variables_by_name[variable].series) - {DECISION} == {TARGET}


def _key(observed: Observed) -> Key | None:
    return None if observed.breakdown is None else (observed.variable, observed.breakdown)
