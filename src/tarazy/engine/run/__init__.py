"""From a methodology and its inputs to a result: the only place where steps are put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.methods import each
from tarazy.engine.model.period import last_day
from tarazy.engine.model.result import NodeColumns, PeriodResult, Result
from tarazy.engine.model.take import periods_scored
from tarazy.engine.model.units import Units
from tarazy.engine.run.before import Scores, is_observed, scores_of
from tarazy.engine.run.columns import columns_of
from tarazy.engine.run.fixed import Fixed
from tarazy.engine.run.hands import hands
from tarazy.engine.run.problems import problems_of_nodes, problems_of_periods, problems_of_refusals
from tarazy.engine.run.shaken import Shaken
from tarazy.engine.run.stage import Stage, method_of, reasons_of, units_of_period
from tarazy.engine.run.tree import climb
from tarazy.engine.run.witness import Witness, Witnessed
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound

__all__ = ["Fixed", "Shaken", "Witness", "Witnessed", "bands_of", "run", "stage_of", "units_of_period"]


def run(
    methodology: Methodology,
    inputs: Inputs,
    units: Units,
    periods: Sequence[str],
    keep: Collection[str] | None = None,
    witness: Witness | None = None,
    fixed: Mapping[str, Fixed] | None = None,
    shaken: Shaken | None = None,
) -> Result:
    """Score the units by the methodology in each period.

    Formula: the steps of the methodology in their order, from the leaves to the index.
    Parameters: `inputs` columns over all of `units`; `periods` as the methodology assesses them; `keep` the ids of the
    nodes whose columns are wanted
    (None: all; the others are freed as soon as their parent has used them); `witness` is shown every step taken;
    `fixed`: nodes, with all below them, that are not scored but taken over, by copies of one unit that need no rank;
    `shaken`: what a replicate does otherwise.
    Returns: for each period the columns of the kept nodes over its units: those of an assessed kind that exist on its
    last day.
    Raises: ProblemsFound with everything that a method refused, in all periods.
    Source: the methodology.
    """
    problems = [*problems_of_periods(methodology, units, periods), *problems_of_nodes(methodology, keep or ())]
    if problems:
        raise ProblemsFound(problems)
    asked = frozenset(methodology.nodes if keep is None else keep)
    results: dict[str, PeriodResult] = {}
    scored: dict[str, Scores] = {}
    for period in periods_scored(methodology, periods):
        if period not in periods and (fixed is not None or not _has_scores(methodology, inputs, units, period)):
            continue
        stage = stage_of(methodology, inputs, units, period, asked)
        taken_over = {id: one.scored(len(stage.units), stage.reasons) for id, one in (fixed or {}).items()}
        stage = replace(stage, fixed=taken_over, shaken=shaken, witness=witness if period in periods else None)
        with hands(len(stage.units), alone=witness is not None) as in_turn:
            climbed = climb(stage, in_turn)
            problems += problems_of_refusals(stage, climbed.refused)
            if not problems and methodology.scores_before:
                scored[period] = scores_of(stage, climbed, len(units))
            if not problems and period in periods:
                results[period] = _result(stage, columns_of(stage, climbed, scored, in_turn), asked)
    if problems:
        raise ProblemsFound(problems)
    in_order = tuple(results[period] for period in periods)
    return Result(methodology.id, methodology.hash, inputs.data_hash, bands_of(methodology), in_order)


def _result(stage: Stage, columns: Mapping[str, NodeColumns], asked: frozenset[str]) -> PeriodResult:
    return PeriodResult(
        stage.period,
        tuple(stage.units.ids.tolist()),
        tuple(stage.units.peer_groups.tolist()),
        {id: columns[id] for id in columns if id in asked},
        stage.reasons,
    )


def _has_scores(methodology: Methodology, inputs: Inputs, units: Units, period: str) -> bool:
    """Whether anybody may have a score in an earlier period; if not, it is not an error that nobody has."""
    return bool(units_of_period(methodology, units, period).any()) and is_observed(methodology, inputs, period)


def stage_of(methodology: Methodology, inputs: Inputs, units: Units, period: str, asked: frozenset[str]) -> Stage:
    """One period before anything is scored; `asked`: the nodes whose columns are wanted."""
    group_names, codes = units.coded_groups
    chosen = units_of_period(methodology, units, period)
    everyone = bool(chosen.all())
    weighed = set(asked)
    for id in asked:
        while id != INDEX:
            id = methodology.parents[id]
            weighed.add(id)
    return Stage(
        methodology=methodology,
        inputs=inputs,
        units=units if everyone else units.only(chosen),
        chosen=None if everyone else np.flatnonzero(chosen),
        groups=codes if everyone else codes[chosen],
        group_names=group_names,
        period=period,
        last_day=last_day(period),
        keep=asked | {INDEX} | _looked_at(methodology),
        weighed=weighed,
        reasons=reasons_of(methodology, inputs, period),
    )


def _looked_at(methodology: Methodology) -> frozenset[str]:
    """The nodes whose scores a method of a node above looks at."""
    taken = (parameters for node in methodology.nodes.values() for _, parameters in each(node.methods))
    return frozenset(id for parameters in taken for id in parameters.nodes())


def bands_of(methodology: Methodology) -> tuple[str, ...]:
    """The ids of the bands, in the order in which codes of bands count them."""
    band = method_of(methodology, "band")
    if band is None:
        return ()
    names: tuple[str, ...] = methods("band")[band[0]].names(band[1])
    return names
