"""How far scores and ranks may be otherwise: many replicates, and what they say of each unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.period import earlier
from tarazy.engine.model.result import PeriodResult, Result
from tarazy.engine.model.take import periods_scored
from tarazy.engine.model.uncertainty import Uncertainty
from tarazy.engine.model.units import Units
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.failures import Failure, Failures, failed_in
from tarazy.engine.robustness.intervals import (
    TOP,
    Spread,
    ahead,
    share_at_least,
    share_of_bands,
    spread_of_ranks,
    spread_of_scores,
)
from tarazy.engine.robustness.period import Period
from tarazy.engine.robustness.ranked import over_units, ranked
from tarazy.engine.robustness.refusals import check_can_vary, check_choices_work
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.sample import drawn_at_random
from tarazy.engine.robustness.varying import varying
from tarazy.engine.run import run
from tarazy.engine.run.stage import Stage, method_of
from tarazy.engine.steps import methods

# With more units, a table of all pairs has more rows than anybody looks at.
MOST_UNITS_IN_PAIRS = 1_000
# Told the period and how many of its replicates are done.
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class NodeIntervals:
    """One node in one period over its n units: what is stated, and what the replicates say. float64[n]; NaN = none.

    `top`: the share of the replicates in which the unit is among the first ten. `bands` float64[b, n]: in which it is
    in each band; None where the methodology has none.
    """

    period: str
    node: str
    units: tuple[str, ...]
    peer_groups: tuple[str, ...]
    score: Vector
    rank: Vector
    scores: Spread
    ranks: Spread
    top: Vector
    bands: Matrix | None


@dataclass(frozen=True)
class NodeChanges:
    """The change of the score of a node from the period before, over the units of both: as stated, and in replicates
    with the same assumptions in both. `rises`: the share of the replicates in which it is above 0. float64[n].
    """

    period: str
    before: str
    node: str
    units: tuple[str, ...]
    change: Vector
    changes: Spread
    rises: Vector


@dataclass(frozen=True)
class Pairs:
    """float64[n, n]: how often the first unit of the index stands before the second."""

    period: str
    units: tuple[str, ...]
    ahead: Matrix


@dataclass(frozen=True)
class Intervals:
    """All that the replicates say. `failures`: the methods that refused, with the replicates in which they did; these
    count nowhere.
    """

    replicates: Replicates
    level: float
    stated: Result
    nodes: tuple[NodeIntervals, ...]
    changes: tuple[NodeChanges, ...]
    pairs: tuple[Pairs, ...]
    failures: tuple[Failure, ...]

    @property
    def failed(self) -> frozenset[int]:
        """The replicates, by number, in which a method refused."""
        return failed_in(self.failures)


def uncertainty_of(
    methodology: Methodology,
    inputs: Inputs,
    units: Units,
    periods: Sequence[str],
    *,
    replicates: int | None = None,
    seed: int = 1,
    keep: Collection[str] = (INDEX,),
    told: Progress = lambda _period, _done: None,
) -> Intervals:
    """Intervals of the scores and ranks of the kept nodes, from replicates in which all assumptions are drawn anew.

    Parameters: `replicates` None: as many as the methodology says; `seed` 0 or more: with the same one the same draws
    on any machine.
    Raises: ProblemsFound, before the first replicate, where the methodology says nothing of what may vary, there are
    too few units or replicates, or a choice cannot work; with what a run of the methodology as it stands refuses.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 8; M. Saisana, A. Saltelli,
    S. Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    stated = run(methodology, inputs, units, periods)
    said = check_can_vary(methodology, stated, replicates, seed)
    drawn = replicates_of(said, methodology, inputs, units, replicates=replicates, seed=seed)
    check_choices_work(drawn, periods)
    return _Summary(drawn, said.level_percent / 100, stated, frozenset(keep), Failures()).of(periods, told)


def replicates_of(
    said: Uncertainty, methodology: Methodology, inputs: Inputs, units: Units, *, replicates: int | None, seed: int
) -> Replicates:
    """Replicates in which all is drawn anew that the methodology says may vary; None: as many as it says."""
    vary = varying(said, methodology, inputs)
    sample = drawn_at_random(vary, said.replicates if replicates is None else replicates, seed)
    return Replicates(methodology, inputs, units, vary, sample)


@dataclass(frozen=True)
class _Summary:
    replicates: Replicates
    level: float
    stated: Result
    keep: frozenset[str]
    failures: Failures
    # By period, the stage with the scores of the kept nodes.
    scores: dict[str, tuple[Stage, dict[str, Matrix]]] = field(default_factory=dict)

    def of(self, periods: Sequence[str], told: Progress) -> Intervals:
        nodes: list[NodeIntervals] = []
        changes: list[NodeChanges] = []
        pairs: list[Pairs] = []
        last: PeriodResult | None = None
        results = {result.period: result for result in self.stated}
        for period in periods_scored(self.replicates.stated, periods):
            stage, scores = self._scores(period, told)
            if period in results:
                found, of_pairs = self._period(stage, results[period], scores)
                nodes += found
                pairs += of_pairs
                changes += [] if last is None else self._changes(last, results[period])
                last = results[period]
        failures = tuple(self.failures.found.values())
        return Intervals(self.replicates, self.level, self.stated, tuple(nodes), tuple(changes), tuple(pairs), failures)

    def _scores(self, period: str, told: Progress) -> tuple[Stage, dict[str, Matrix]]:
        """The scores of the kept nodes in all replicates; none where a method refused."""
        one = Period(self.replicates, period, self.keep, self.failures)
        scores = one.scores(lambda done: told(period, done))
        for matrix in scores.values():
            matrix[self.failures.failed] = np.nan
        if self._is_looked_back_at:
            self.scores[period] = one.stage, scores
        return one.stage, scores

    @property
    def _is_looked_back_at(self) -> bool:
        return bool(self.replicates.stated.scores_before) or len(self.stated.periods) > 1

    def _period(
        self, stage: Stage, result: PeriodResult, scores: Mapping[str, Matrix]
    ) -> tuple[list[NodeIntervals], list[Pairs]]:
        found, pairs = [], []
        for id, matrix in scores.items():
            ranks = ranked(stage, id, matrix, self._before(stage, id))
            found.append(self._node(stage, result, id, matrix, ranks))
            if id == INDEX and len(stage.units) <= MOST_UNITS_IN_PAIRS:
                pairs.append(Pairs(result.period, result.units, ahead(ranks, stage.groups)))
        return found, pairs

    def _before(self, stage: Stage, id: str) -> dict[int, Matrix]:
        """The scores of the node in the same replicates, so many periods before, over the units of the period."""
        found = {}
        for lag in stage.methodology.scores_before:
            then, scores = self.scores.get(earlier(stage.period, lag), (None, {}))
            ids = then.units.ids if then is not None else stage.units.ids[:0]
            none = np.full((len(self.replicates), 0), np.nan)
            found[lag] = over_units(stage, ids, scores.get(id, none))
        return found

    def _node(self, stage: Stage, result: PeriodResult, id: str, scores: Matrix, ranks: Matrix) -> NodeIntervals:
        columns = result.nodes[id]
        return NodeIntervals(
            result.period,
            id,
            result.units,
            result.peer_groups,
            columns.score,
            columns.rank,
            spread_of_scores(scores, self.level),
            spread_of_ranks(ranks, self.level),
            share_at_least(ranks, TOP),
            self._bands(stage, id, scores),
        )

    def _bands(self, stage: Stage, id: str, scores: Matrix) -> Matrix | None:
        band = method_of(stage.methodology, "band")
        if band is None:
            return None
        scene = stage.scene(stage.methodology.nodes[id])
        bands: list[NDArray[np.int16]] = [methods("band")[band[0]].compute(row, band[1], scene) for row in scores]
        return share_of_bands(np.stack(bands), len(self.stated.bands))

    def _changes(self, last: PeriodResult, now: PeriodResult) -> list[NodeChanges]:
        """The changes of the units of both periods; the assumptions of a replicate hold in both."""
        both, then_at, now_at = np.intersect1d(last.units, now.units, return_indices=True)
        found = []
        for id in sorted(self.keep):
            by = self.scores[now.period][1][id][:, now_at] - self.scores[last.period][1][id][:, then_at]
            known = np.count_nonzero(~np.isnan(by), axis=0)
            rises = np.where(known > 0, np.count_nonzero(by > 0, axis=0) / np.maximum(known, 1), np.nan)
            change = now.nodes[id].score[now_at] - last.nodes[id].score[then_at]
            spread = spread_of_scores(by, self.level)
            found.append(NodeChanges(now.period, last.period, id, tuple(both.tolist()), change, spread, rises))
        return found
