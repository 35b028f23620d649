"""Why a unit has its score, down to the observations, and what would change it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import msgspec
import numpy as np

from tarazy.engine.explanation.changes import changes
from tarazy.engine.explanation.model import Change, Explained, Input, NodeExplained, Taken
from tarazy.engine.explanation.problems import refuse_unknown
from tarazy.engine.explanation.render import in_language
from tarazy.engine.explanation.tree import Walk, by_node, explained
from tarazy.engine.explanation.trial import Case
from tarazy.engine.model.formula import Lagged
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.period import earlier
from tarazy.engine.model.result import GATE, Result
from tarazy.engine.model.take import take
from tarazy.engine.model.taken import observation_taken
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.run import Witnessed, run
from tarazy.engine.run.stage import method_of
from tarazy.engine.steps import methods

__all__ = ["Change", "Explanation", "Input", "NodeExplained", "ScoredPeriod", "Taken", "explain_unit", "scored_period"]


class Explanation(Explained, frozen=True, kw_only=True):
    """An explanation that can be read and written down."""

    def in_language(self, lang: str) -> str:
        """The whole of it as plain text in `kk`, `ru` or `en`."""
        return in_language(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """Every number and text of it, ready for JSON."""
        return cast(dict[str, Any], msgspec.to_builtins(self))


def explain_unit(
    methodology: Methodology,
    observations: Observations,
    units: Units,
    unit: str,
    period: str,
    node: str = INDEX,
    as_of: datetime.datetime | None = None,
    *,
    what_if: bool = True,
) -> Explanation:
    """Explain one unit's score at one node in one period.

    Parameters: `observations` and `units` as a run takes them; `as_of`: only revisions recorded up to then (None: all);
    `what_if`: whether to look for what would change the result, which takes many times as long as the rest.
    Returns: the tree of scores from the node down to the observations, each step with its numbers, points lost, and for
    each observed value the smallest change that alone would give another rank or band (none without `what_if`).
    Raises: ProblemsFound where the unit, the period or the node is unknown, or the run is refused.
    """
    refuse_unknown(methodology, units, unit, period, node)
    return scored_period(methodology, observations, units, period, as_of).explained(unit, node, what_if=what_if)


@dataclass(frozen=True)
class ScoredPeriod:
    """A period with everything that was done to score it: each of its units can be explained from it."""

    methodology: Methodology
    observations: Observations
    units: Units
    as_of: datetime.datetime | None
    inputs: Inputs
    result: Result
    steps: Mapping[str, Sequence[Witnessed]]

    def explained(self, unit: str, node: str = INDEX, *, what_if: bool = True) -> Explanation:
        """One unit's explanation, as `explain_unit` gives it."""
        methodology, (scored,) = self.methodology, self.result.periods
        refuse_unknown(methodology, self.units, unit, scored.period, node)
        at = scored.units.index(unit)
        among_all = int(np.flatnonzero(self.units.ids == unit)[0])
        observed = _inputs(methodology, _of_unit(self.observations, unit), unit, scored.period, self.as_of)
        tree = explained(Walk(methodology, scored, self.result.bands, self.steps, observed, at, node), node)
        ranked = next(step for step in self.steps[node] if step.step == "rank")
        case = Case(methodology, self.inputs, self.units, scored, self.result.bands, node, ranked, at, among_all)
        peers = np.array(scored.peer_groups) == scored.peer_groups[at]
        return Explanation(
            methodology=methodology.methodology,
            version=methodology.version,
            methodology_title=methodology.title,
            methodology_hash=methodology.hash,
            standing=methodology.standing,
            unit=unit,
            unit_name=None if self.units.names is None else self.units.names[among_all],
            period=scored.period,
            node=node,
            points_low=methodology.points.low,
            points_high=methodology.points.high,
            decimals=methodology.points.decimals,
            better=methodology.better,
            ranked_units=int(np.count_nonzero(peers & ~np.isnan(scored.nodes[node].rank))),
            bands=_bands(methodology),
            tree=tree,
            changes=changes(case) if what_if and (tree.score is not None or _is_gated(tree)) else (),
        )


def scored_period(
    methodology: Methodology,
    observations: Observations,
    units: Units,
    period: str,
    as_of: datetime.datetime | None = None,
) -> ScoredPeriod:
    """Score one period so that many of its units can be explained, for each of which `explain_unit` scores it again.

    Parameters: as for `explain_unit`.
    Returns: the period with every step that was taken.
    Raises: ProblemsFound where the run is refused.
    """
    inputs = take(observations, methodology, units, [period], as_of)
    witnessed: list[Witnessed] = []
    result = run(methodology, inputs, units, [period], witness=witnessed.append)
    return ScoredPeriod(methodology, observations, units, as_of, inputs, result, by_node(witnessed))


def _of_unit(observations: Observations, unit: str) -> Observations:
    """The unit's rows: what is looked for in them is found sooner than among those of all."""
    if observations.unit.codes is None:
        return observations
    return observations.only(np.flatnonzero(observations.unit.codes == observations.unit.code(unit)))


def _is_gated(tree: NodeExplained) -> bool:
    return (tree.reason or "").startswith(GATE)


def _bands(methodology: Methodology) -> dict[str, Text]:
    band = method_of(methodology, "band")
    if band is None:
        return {}
    titles = methods("band")[band[0]].titles(band[1])
    return cast(dict[str, Text], titles)


def _inputs(
    methodology: Methodology, observations: Observations, unit: str, period: str, as_of: datetime.datetime | None
) -> dict[str, tuple[Input, ...]]:
    return {
        node.id: tuple(
            _input(methodology, observations, unit, read, breakdown, earlier(period, read.lag), as_of)
            for read in node.reads()
            for breakdown in methodology.variables_by_name[read.variable].observed.breakdowns
        )
        for node in methodology.nodes.values()
    }


def _input(
    methodology: Methodology,
    observations: Observations,
    unit: str,
    read: Lagged,
    breakdown: str,
    period: str,
    as_of: datetime.datetime | None,
) -> Input:
    variable = methodology.variables_by_name[read.variable]
    found = observation_taken(observations, variable, breakdown, unit, period, as_of)
    return Input(
        name=read.variable,
        lag=read.lag,
        title=variable.title,
        unit_of_measure=methodology.units_of_measure_by_id[variable.unit_of_measure].symbol,
        variable=variable.observed.variable,
        breakdown=breakdown,
        period=period,
        series=found.series if found else "",
        revision=found.revision if found else None,
        value=found.value if found else None,
        se=found.se if found else None,
        n=found.n if found else None,
        status=found.status if found else "",
        source=found.source if found else "",
        place=found.place if found else "",
    )
