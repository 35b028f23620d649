"""What becomes of a ranking when a methodology is changed by hand: one period, tried again and again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from tarazy.engine.model.changed import Changed, with_methods
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Dimension, Methodology
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.parameters import Flaw
from tarazy.engine.model.result import NodeColumns
from tarazy.engine.model.units import Units
from tarazy.engine.run import Witnessed, bands_of, run
from tarazy.engine.run.again import Known, scored_again
from tarazy.engine.statistics.correlations import spearman
from tarazy.engine.statistics.sensitivity.one_at_a_time import of_changes
from tarazy.engine.steps import methods

FEWEST: Final = 3  # units with both ranks, below which no correlation says anything


@dataclass(frozen=True)
class Trial:
    """The index in one period over n `units`, in their order, and what nodes weigh.

    `index`: its columns; `bands` and `reasons`: the words that its codes count. `shares`: by node, what it weighs of
    its parent on average over the units whose parent has a score, after whatever rules the methodology has for what is
    missing or does not apply. `spans`: by indicator, its least and greatest value.
    """

    units: tuple[str, ...]
    peer_groups: tuple[str, ...]
    index: NodeColumns
    bands: tuple[str, ...]
    reasons: tuple[str, ...]
    shares: Mapping[str, float]
    spans: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Shift:
    """Two rankings beside each other: `compared` units with a rank in both, `moved` of them with another one, by
    `mean` places on average and `most` at most; `correlation` of the ranks, NaN for fewer than three units.
    """

    compared: int
    moved: int
    mean: float
    most: float
    correlation: float


def stated_shares(methodology: Methodology, inputs: Inputs, units: Units, period: str) -> Mapping[str, float]:
    """By node, the weight that the methodology gives it within its parent, before anything is missing; the mean over
    units where it differs between them.
    """
    found: dict[str, float] = {}

    def look(seen: Witnessed) -> None:
        if seen.step == "weigh":
            node = methodology.nodes[seen.node]
            assert isinstance(node, Dimension)
            rows = np.asarray(seen.result).reshape(len(node.children), -1)
            found.update(zip(node.children, rows.mean(axis=1).tolist(), strict=True))

    run(methodology, inputs, units, (period,), (INDEX,), witness=look)
    return found


def tried(
    methodology: Methodology, inputs: Inputs, units: Units, period: str, parents: Collection[str] | None = None
) -> Trial:
    """Score one period. `parents`: the nodes whose children's shares are wanted (None: all).

    Raises: ProblemsFound with everything that a method refused.
    """
    asked = (
        [id for id, node in methodology.nodes.items() if isinstance(node, Dimension)] if parents is None else parents
    )
    children = [(parent, child) for parent in asked for child in _children(methodology, parent)]
    result = run(methodology, inputs, units, (period,), {INDEX, *asked, *(child for _, child in children)})
    [found] = result
    shares = {child: _mean_weight(found.nodes[parent].score, found.nodes[child].weight) for parent, child in children}
    spans = {child: span for _, child in children if (span := _span(found.nodes[child].value))}
    return Trial(found.units, found.peer_groups, found.nodes[INDEX], result.bands, found.reasons, shares, spans)


def _children(methodology: Methodology, id: str) -> tuple[str, ...]:
    node = methodology.nodes[id]
    return node.children if isinstance(node, Dimension) else ()


def _span(values: Vector | None) -> tuple[float, float] | None:
    known = values[~np.isnan(values)] if values is not None else ()
    return (float(np.min(known)), float(np.max(known))) if len(known) else None


def _mean_weight(scores: Vector, weights: Vector) -> float:
    """Of a child, by the scores of its parent: 0 where it does not count for a unit; NaN where no unit has a score."""
    scored = ~np.isnan(scores)
    return float(np.nan_to_num(weights[scored]).mean()) if scored.any() else float("nan")


def changed_trial(methodology: Methodology, changed: Changed, inputs: Inputs, units: Units, period: str) -> Trial:
    """The same with other methods at some nodes. `shares`: of the children of these nodes alone."""
    return tried(with_methods(methodology, changed), inputs, units, period, _parents(methodology, changed))


def tried_again(known: Known, changed: Changed) -> Trial:
    """What `changed_trial` gives, from what is known of the period as it is; see `is_known_enough`. `spans`: none.

    Raises: ProblemsFound with everything that a method refused.
    """
    methodology, again = known.stage.methodology, scored_again(known, changed)
    shares = {
        child: _mean_weight(again.scores[parent], again.weights[child])
        for parent in _parents(methodology, changed)
        for child in _children(methodology, parent)
    }
    units, bands = known.stage.units, bands_of(methodology)
    groups = tuple(units.peer_groups.tolist())
    return Trial(tuple(units.ids.tolist()), groups, again.index, bands, known.stage.reasons, shares, {})


def _parents(methodology: Methodology, changed: Changed) -> list[str]:
    return [id for id in changed if isinstance(methodology.nodes[id], Dimension)]


def flaws_of(methodology: Methodology, changed: Changed) -> list[tuple[str, str, Flaw]]:
    """What cannot stand in the changed methods, by node and step, as loading a text with them would find it."""
    found = []
    for id, taken in changed.items():
        for step, parameters in each(taken):
            module = methods(step)[parameters.method]
            flaws = list(module.check(parameters, methodology.points)) if hasattr(module, "check") else []
            if hasattr(module, "check_children"):
                flaws += module.check_children(parameters, _children(methodology, id))
            found += [(id, step, flaw) for flaw in flaws]
    return found


def shift_between(before: NodeColumns, after: NodeColumns, among: Collection[int]) -> Shift:
    """How far the ranks of some units, by their positions, lie apart.

    Formula: mean and greatest |r' - r| over the units with both ranks; Spearman's coefficient of both.
    """
    at = np.asarray(sorted(among), dtype=np.intp)
    old, new = before.rank[at], after.rank[at]
    both = ~np.isnan(old) & ~np.isnan(new)
    count = int(both.sum())
    if count == 0:
        return Shift(0, 0, float("nan"), float("nan"), float("nan"))
    told = of_changes(old, new[np.newaxis])
    alike = float(spearman(np.stack([old, new])).coefficients[0, 1]) if count >= FEWEST else float("nan")
    moved = int((old[both] != new[both]).sum())
    return Shift(count, moved, float(told.mean_movement[0]), float(told.largest_movement[0]), alike)
