"""What would become of a unit if one of its observed values were another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.explanation.search import Outcome, Probe
from tarazy.engine.model.around import Around
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology, Node
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.period import earlier
from tarazy.engine.model.result import NodeColumns, PeriodResult
from tarazy.engine.model.units import Units
from tarazy.engine.run import Fixed, Witnessed, run
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound

Nodes = Mapping[str, NodeColumns]


def compares_units(node: Node) -> bool:
    """Whether a method of the node looks at other units."""
    return any(methods(step)[parameters.method].RELATIVE for step, parameters in each(node.methods))


@dataclass(frozen=True)
class Case:
    """A unit at a node in a period; `at`: its position among the units of the period, `among_all` among all.

    `ranked`: the ranking of the node as a run has shown it.
    """

    methodology: Methodology
    inputs: Inputs
    units: Units
    result: PeriodResult
    bands: tuple[str, ...]
    node: str
    ranked: Witnessed
    at: int
    among_all: int

    @property
    def period(self) -> str:
        return self.result.period

    @cached_property
    def outcome(self) -> Outcome:
        return _outcomes(self.result.nodes[self.node])[self.at]

    @cached_property
    def comparing(self) -> Mapping[str, Fixed]:
        """The nodes whose scores come from comparing units, and all below them, as they are for the unit."""
        found: set[str] = set()
        for id, node in self.methodology.nodes.items():
            if self.methodology.parents.get(id) in found or compares_units(node):
                found.add(id)
        return {id: Fixed.of(self.result, id, self.at) for id in found}

    @cached_property
    def scored(self) -> NDArray[np.bool_]:
        """Which of all units are scored in the period: a country's total is no yardstick for its regions."""
        return np.isin(self.units.ids, self.result.units)

    @cached_property
    def periods(self) -> frozenset[str]:
        """The period and those before or after it that are read."""
        return frozenset({self.period, *(earlier(self.period, read.lag) for read in self.methodology.reads)})

    def value(self, name: str) -> float:
        """The unit's value of a variable in the period, NaN if there is none."""
        return float(self.inputs.column(name, self.period)[0][self.among_all])


def by_runs(case: Case, probes: Sequence[Probe]) -> list[Outcome | None]:
    """Outcomes by scoring all units again, one run a probe."""
    return [_of_run(case, name, value) for name, value in probes]


def _of_run(case: Case, name: str, value: float) -> Outcome | None:
    column, states = case.inputs.column(name, case.period)
    column = column.copy()
    column[case.among_all] = value
    columns = {**case.inputs.columns, (name, case.period): (column, states)}
    nodes = _scored(case, replace(case.inputs, columns=columns), case.units, [case.node])
    if nodes is None:
        return None
    return _outcomes(nodes[case.node])[case.at]


def _outcomes(columns: NodeColumns) -> list[Outcome]:
    """Rank and band of every unit."""
    return list(zip(np.nan_to_num(columns.rank).tolist(), columns.band.tolist(), strict=True))


def by_copies(case: Case, probes: Sequence[Probe]) -> list[Outcome | None]:
    """Outcomes by scoring copies of the unit, one a probe, and placing each among the others as they are.

    Right where no method on the way from the value to the node looks at other units. A node that does so elsewhere in
    the tree does not depend on the value, and is taken over as it is.
    """
    if not probes:
        return []
    nodes = _copies(case, probes, [case.node], case.comparing)
    if nodes is None:  # some value cannot be scored: find out which
        if len(probes) == 1:
            return [None]
        half = len(probes) // 2
        return by_copies(case, probes[:half]) + by_copies(case, probes[half:])
    placed = replace(nodes[case.node], rank=_ranks_among_others(case, nodes[case.node].score))
    return [*_outcomes(placed)]


def values_by_copies(case: Case, probes: Sequence[Probe]) -> list[Mapping[str, float]]:
    """The value of every indicator for each probe. Copies cannot be compared with each other by every method: then
    those of indicators that compare units are left out.
    """
    indicators = [indicator.id for indicator in case.methodology.indicators]
    nodes = _copies(case, probes, indicators) if probes else {}
    if nodes is None:
        indicators = [id for id in indicators if id not in case.comparing]
        nodes = _copies(case, probes, indicators, case.comparing)
    if not nodes:
        return [{} for _ in probes]
    return [
        {id: float(column[i]) for id in indicators if (column := nodes[id].value) is not None}
        for i in range(len(probes))
    ]


def _ranks_among_others(case: Case, copies: Vector) -> Vector:
    """Every copy stands among the others in a world of its own: so many more peer groups, ranked all at once. Copies
    with one score take one place.
    """
    different, which = np.unique(copies, return_inverse=True)
    scores, parameters, scene = case.ranked.given
    worlds = np.tile(scores, (len(different), 1))
    worlds[:, case.at] = different
    apart = np.arange(len(different), dtype=np.int32)[:, np.newaxis] * (np.int32(scene.groups.max()) + 1)
    around = Around(score_before=lambda lag: np.tile(scene.around.score_before(lag), len(worlds)))
    everywhere = replace(scene, groups=(scene.groups + apart).ravel(), around=around)
    ranks = case.ranked.module.compute(worlds.ravel(), parameters, everywhere).reshape(worlds.shape)
    return np.asarray(ranks[:, case.at][which])


def _copies(
    case: Case, probes: Sequence[Probe], keep: list[str], fixed: Mapping[str, Fixed] | None = None
) -> Nodes | None:
    """The unit as often as there are probes, each copy with one value changed."""
    m, at = len(probes), case.among_all
    columns = {
        key: (np.full(m, column[at]), np.full(m, states[at]))
        for key, (column, states) in case.inputs.columns.items()
        if key[1] in case.periods
    }
    for i, (name, value) in enumerate(probes):
        columns[name, case.period][0][i] = value
    decisions = {key: dict.fromkeys(range(m), by[at]) for key, by in case.inputs.decisions.items() if at in by}
    # The copies keep their id: a list of units that a node applies to must find them.
    units = case.units.only(np.full(m, at))
    return _scored(case, Inputs(m, columns, decisions), units, keep, fixed)


def _scored(
    case: Case, inputs: Inputs, units: Units, keep: list[str], fixed: Mapping[str, Fixed] | None = None
) -> Nodes | None:
    """The period scored again; None where the methodology cannot score such a value."""
    try:
        return run(case.methodology, inputs, units, [case.period], keep, fixed=fixed).periods[0].nodes
    except ProblemsFound:
        return None
