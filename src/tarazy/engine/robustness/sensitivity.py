"""Which assumptions the scores and ranks hang on: indices of first order and in all, Shapley effects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import PeriodResult, Result
from tarazy.engine.model.take import periods_scored
from tarazy.engine.model.units import Units
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.failures import Failure, Failures
from tarazy.engine.robustness.period import Period
from tarazy.engine.robustness.ranked import ranked, scores_before
from tarazy.engine.robustness.refusals import check_can_vary, check_choices_work, check_sensitivity
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.sensitivity_sample import (
    MOST_COMBINATIONS,
    ROWS,
    Combinations,
    Mixed,
    all_combinations,
    count_of_combinations,
    mixed,
)
from tarazy.engine.robustness.varying import varying
from tarazy.engine.run import run
from tarazy.engine.statistics.sensitivity.enumerated import enumerated
from tarazy.engine.statistics.sensitivity.sampled import sampled
from tarazy.engine.statistics.sensitivity.shapley import shapley

Progress = Callable[[str, int], None]
# The confidence of the intervals of indices that are estimated.
LEVEL = 0.95


@dataclass(frozen=True)
class Share:
    """The share of the variance of m outputs that d assumptions have, float64[d, m], with the ends of its interval; all
    three are the same where it is exact.
    """

    share: Matrix
    low: Matrix
    high: Matrix


@dataclass(frozen=True)
class NodeSensitivity:
    """One node in one period over n units. The 1 + 2 n outputs: by how many places units move on average from their
    stated ranks, the rank of each unit, the score of each unit. `shapley` float64[d, m]: shares that sum to 1; None
    where there are too many combinations to go through. NaN: the output does not vary, or too often there is none.
    `rows_left_out` int64[d, m]: where the shares are estimated, in how many rows there was none; None where not.
    """

    period: str
    node: str
    units: tuple[str, ...]
    first: Share
    total: Share
    shapley: Matrix | None
    rows_left_out: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Sensitivity:
    """`how`: all combinations of states, exactly, or estimated from quasi-random points."""

    replicates: Replicates
    stated: Result
    how: Literal["enumerated", "sampled"]
    nodes: tuple[NodeSensitivity, ...]
    failures: tuple[Failure, ...]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Their names, in the order of the text."""
        return tuple(one.assumption.assumption for one in self.replicates.varying)


def sensitivity_of(
    methodology: Methodology,
    inputs: Inputs,
    units: Units,
    periods: Sequence[str],
    *,
    seed: int = 1,
    rows: int = ROWS,
    draws: int | None = None,
    keep: Collection[str] = (INDEX,),
    told: Progress = lambda _period, _done: None,
) -> Sensitivity:
    """How much of the variance of ranks and scores each assumption makes, alone and together with others.

    Where all assumptions have states, and 20,000 combinations of them at most, all are computed and the indices are
    exact. `draws`: what has no states (weights, goalposts, figures) is given so many draws, which are then gone through
    with the others; the indices are exact for these draws. Else the indices are estimated from quasi-random points.
    Parameters: `rows` of each of eight scrambles, a power of 2; `seed` of the points and draws; `keep`: of which nodes.
    Raises: ProblemsFound before the first replicate, as `uncertainty_of`, and where nothing or only one thing varies.
    Source: A. Saltelli et al., Global Sensitivity Analysis, The Primer (2008); M. Saisana, A. Saltelli, S. Tarantola,
    Journal of the Royal Statistical Society A 168 (2005), for the mean movement of ranks.
    """
    stated = run(methodology, inputs, units, periods)
    said = check_can_vary(methodology, stated, None, seed)
    vary = varying(said, methodology, inputs)
    check_sensitivity(vary, rows, draws)
    combinations = count_of_combinations(vary, draws)
    if combinations is not None and combinations <= MOST_COMBINATIONS:
        plan: Combinations | Mixed = all_combinations(vary, seed, draws)
    else:
        plan = mixed(vary, seed, rows)
    drawn = Replicates(methodology, inputs, units, vary, plan.sample)
    check_choices_work(drawn, periods)
    failures = Failures()
    nodes = []
    for result in stated:
        period = Period(drawn, result.period, frozenset(keep), failures)
        scores = period.scores(lambda done, of=result.period: told(of, done))  # type: ignore[misc]
        scored = periods_scored(methodology, periods)
        for id, matrix in scores.items():
            ranks = ranked(period.stage, id, matrix, scores_before(period, id, scored))
            nodes.append(_of_node(period, result, id, (matrix, ranks), plan))
    how: Literal["enumerated", "sampled"] = "enumerated" if isinstance(plan, Combinations) else "sampled"
    return Sensitivity(drawn, stated, how, tuple(nodes), tuple(failures.found.values()))


def _of_node(
    period: Period, result: PeriodResult, id: str, found: tuple[Matrix, Matrix], plan: Combinations | Mixed
) -> NodeSensitivity:
    """`found`: the scores and ranks of the node."""
    scores, ranks = found
    failed = period.failures.failed
    scores[failed], ranks[failed] = np.nan, np.nan
    outputs = np.concatenate([_movement(ranks, result.nodes[id].rank)[:, np.newaxis], ranks, scores], axis=1)
    if isinstance(plan, Mixed):
        return _estimated(result, id, outputs, plan)
    table = outputs.reshape(*plan.counts, -1)
    exact = enumerated(table, plan.shares)
    joint = np.ones(plan.counts)
    for axis, shares in enumerate(plan.shares):
        joint = joint * shares.reshape([-1 if at == axis else 1 for at in range(joint.ndim)])
    # What cannot be together never is: the choices that are left hang together, and Shapley's effects share that out.
    joint.reshape(-1)[failed] = 0.0
    effects = shapley(table, joint / joint.sum()).shares
    first, total = (Share(one, one, one) for one in (exact.first, exact.total))
    return NodeSensitivity(result.period, id, result.units, first, total, effects)


def _movement(ranks: Matrix, stated: Vector) -> Vector:
    """float64[r]: by how many places a unit moves on average; NaN where nobody has both ranks."""
    moved = np.abs(ranks - stated)
    known = np.count_nonzero(~np.isnan(moved), axis=1)
    return np.where(known > 0, np.nansum(moved, axis=1) / np.maximum(known, 1), np.nan)


def _estimated(result: PeriodResult, id: str, outputs: Matrix, plan: Mixed) -> NodeSensitivity:
    blocks = outputs.reshape(-1, plan.rows, outputs.shape[1])
    found = sampled(blocks[0], blocks[1], blocks[2:], scrambles=plan.scrambles, level=LEVEL)
    first, total = Share(*found.first), Share(*found.total)
    return NodeSensitivity(result.period, id, result.units, first, total, None, found.left_out)
