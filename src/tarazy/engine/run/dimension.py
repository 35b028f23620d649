"""The nodes with children: from the children's scores to the node's, a block of units at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.around import Around
from tarazy.engine.model.methodology import Dimension
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.result import NO_TOTAL, NOT_APPLICABLE, SCORED
from tarazy.engine.model.scene import Fault, Refused, Scene
from tarazy.engine.model.weights import FlagMatrix, Matrix
from tarazy.engine.run import nominal
from tarazy.engine.run.adjusted import adjusted
from tarazy.engine.run.hands import InTurn
from tarazy.engine.run.scored import Scored
from tarazy.engine.run.shaken import Shaken
from tarazy.engine.run.stage import Stage, method_of, needed
from tarazy.engine.steps import methods

# A block of a dimension's matrices (children x units). Smaller ones would stay nearer to the processor, but two threads
# that take turns at short calls spend a third of their time waking each other.
CELLS_OF_A_BLOCK = 800_000


@dataclass(frozen=True)
class _Columns:
    """What becomes of a dimension, filled block by block."""

    score: Vector
    applicable: Flags
    excluded: NDArray[np.int16]
    reason: NDArray[np.int16]
    share_not_counted: Vector
    share_imputed: Vector
    weights: dict[str, Vector]

    @classmethod
    def room(cls, n: int, weighed: list[str]) -> _Columns:
        return cls(
            score=np.empty(n),
            applicable=np.empty(n, dtype=np.bool_),
            excluded=np.empty(n, dtype=np.int16),
            reason=np.empty(n, dtype=np.int16),
            share_not_counted=np.empty(n),
            share_imputed=np.zeros(n),
            weights={child: np.empty(n) for child in weighed},
        )


def score_dimension(
    stage: Stage, dimension: Dimension, children: list[Scored], below: Mapping[str, Scored], in_turn: InTurn
) -> Scored:
    """Score one dimension from its scored children.

    `below`: the scored nodes that somebody looks at; `in_turn` applies a function to each block of units.
    """
    n = len(stage.units)
    if stage.shaken is None:
        stated = stated_weights(stage, dimension, children, below)
    else:
        dimension, children, stated = _shaken(stage, stage.shaken, dimension, children, below)
    scene = stage.scene(dimension, _around(stage, children, below))
    columns = _Columns.room(n, [child for child in dimension.children if child in stage.weighed])

    def block(ends: tuple[int, int]) -> list[Fault]:
        try:
            _score_block(stage, dimension, scene, children, stated, columns, slice(*ends))
        except Refused as refused:
            return [_among_all(fault, ends, n) for fault in refused.faults]
        return []

    aggregate, _ = needed(dimension, "aggregate")
    at_once = stage.witness is not None or methods("aggregate")[aggregate].RELATIVE
    size = n if at_once else max(1, CELLS_OF_A_BLOCK // len(children))
    blocks = [(start, min(start + size, n)) for start in range(0, n, size)]
    if faults := _merged(fault for found in in_turn(block, blocks) for fault in found):
        raise Refused(*faults)
    silent = None if stage.witness is None else ~columns.applicable | (columns.excluded > 0)
    score, gates = adjusted(stage, dimension, columns.score, scene, silent)
    if rounding := method_of(dimension, "round"):
        score = stage.take(dimension.id, "round", rounding[0], score, rounding[1], scene)
    return Scored(
        score=score,
        applicable=None if columns.applicable.all() else columns.applicable,
        excluded=columns.excluded if columns.excluded.any() else None,
        reason=columns.reason if gates is None else np.where(gates > 0, gates, columns.reason),
        share_not_counted=columns.share_not_counted,
        share_imputed=columns.share_imputed if any(child.share_imputed is not None for child in children) else None,
        weights=columns.weights,
    )


def stated_weights(stage: Stage, dimension: Dimension, children: list[Scored], below: Mapping[str, Scored]) -> Matrix:
    """float64[k, 1 or n]: the weights of the children as the methodology says, before any of them is missing."""
    scene = stage.scene(dimension, _around(stage, children, below))
    weigh, parameters = needed(dimension, "weigh")
    stated: Matrix = stage.take(dimension.id, "weigh", weigh, parameters, scene)
    return stated[:, np.newaxis] if stated.ndim == 1 else stated


def _shaken(
    stage: Stage, shaken: Shaken, dimension: Dimension, children: list[Scored], below: Mapping[str, Scored]
) -> tuple[Dimension, list[Scored], Matrix]:
    """The dimension, its children and their weights in a replicate. Weights that are found from the scores are found
    from those of the children that remain; others are those of all children, and what is left out gives up its own.
    """
    whole, remaining = dimension, children
    if shaken.left_out in dimension.children:
        stays = [child != shaken.left_out for child in dimension.children]
        remaining = [child for child, here in zip(children, stays, strict=True) if here]
        dimension = without(dimension, shaken.left_out)
    weigh, _ = needed(dimension, "weigh")
    if methods("weigh")[weigh].RELATIVE or dimension is whole:
        stated = stated_weights(stage, dimension, remaining, below)
    else:
        stated = stated_weights(stage, whole, children, below)[stays]
        stated = stated / stated.sum(axis=0)
    return dimension, remaining, shaken.weights(dimension.id, dimension.children, stated)


def without(dimension: Dimension, child: str | None) -> Dimension:
    """The dimension without one of its children."""
    return msgspec.structs.replace(dimension, children=tuple(id for id in dimension.children if id != child))


def _score_block(
    stage: Stage,
    dimension: Dimension,
    scene: Scene,
    children: list[Scored],
    stated: Matrix,
    columns: _Columns,
    block: slice,
) -> None:
    scores = np.stack([child.score[block] for child in children])
    present = _present(children, block, scores)
    applicable = _matrix(children, block, scores.shape)
    excluded = _exclusions(children, block)
    weights = _nominal(stage, dimension, scene, stated if stated.shape[1] == 1 else stated[:, block], applicable)
    lost, imputed = _shares(children, block, present, weights)
    wanted: FlagMatrix = np.ones_like(present) if applicable is None else applicable
    if excluded is not None:
        wanted = wanted & (excluded == 0)
    method, parameters = needed(dimension, "missing")
    given = (present, wanted, weights, 1 - lost, parameters, scene)
    silent = None if stage.witness is None else np.asarray(~wanted.any(axis=0))
    weights, reason = stage.take(dimension.id, "missing", method, *given, does="counted", silent=silent)
    method, parameters = needed(dimension, "aggregate")
    score = stage.take(dimension.id, "aggregate", method, scores, weights, parameters, scene)

    columns.applicable[block] = True if applicable is None else applicable.any(axis=0)
    columns.excluded[block] = 0 if excluded is None else _wholly_excluded(excluded, wanted)
    reason = np.where((reason == SCORED) & np.isnan(score), np.int16(NO_TOTAL), reason)
    reason = np.where(columns.excluded[block] > 0, columns.excluded[block], reason)
    reason[~columns.applicable[block]] = NOT_APPLICABLE
    score[reason > 0] = np.nan
    lost[~columns.applicable[block]] = np.nan
    columns.score[block] = score
    columns.reason[block] = reason
    columns.share_not_counted[block] = lost
    columns.share_imputed[block] = imputed
    for child, weight in zip(dimension.children, weights, strict=True):
        if child in columns.weights:
            columns.weights[child][block] = np.where((weight > 0) & (reason != NO_TOTAL), weight, np.nan)


def _around(stage: Stage, children: list[Scored], below: Mapping[str, Scored]) -> Around:
    return Around(
        variable=stage.variable,
        scores=lambda: np.stack([child.score for child in children]),
        score_of=lambda id: below[id].score,
    )


def _nominal(stage: Stage, dimension: Dimension, scene: Scene, stated: Matrix, applicable: FlagMatrix | None) -> Matrix:
    """float64[k, 1] where every child applies to everybody with one weight, else float64[k, n]."""
    if applicable is None:
        return stated
    method, _ = needed(dimension, "weigh")
    weights: Matrix = stage.let(nominal, dimension.id, "weigh", method, stated, applicable, scene, does="nominal")
    return weights


def _among_all(fault: Fault, ends: tuple[int, int], n: int) -> Fault:
    """A fault of a block, with its units counted among all units."""
    if fault.units is None:
        return fault
    units = np.zeros(n, dtype=np.bool_)
    units[slice(*ends)] = fault.units
    return replace(fault, units=units)


def _merged(faults: Iterable[Fault]) -> list[Fault]:
    """The same fault in several blocks is one."""
    found: dict[str, Fault] = {}
    for fault in faults:
        told = found.setdefault(fault.what.in_language("en"), fault)
        if told.units is not None and fault.units is not None:
            found[fault.what.in_language("en")] = replace(told, units=told.units | fault.units)
    return list(found.values())


def _matrix(children: list[Scored], block: slice, shape: tuple[int, ...]) -> FlagMatrix | None:
    """To whom each child applies; None if every child applies to everybody."""
    if all(child.applicable is None for child in children):
        return None
    applicable = np.ones(shape, dtype=np.bool_)
    for row, child in zip(applicable, children, strict=True):
        if child.applicable is not None:
            row[:] = child.applicable[block]
    return applicable


def _present(children: list[Scored], block: slice, scores: Matrix) -> FlagMatrix:
    """Which children stand for whom: those with a score, and those that give no total of what they hold."""
    present = ~np.isnan(scores)
    for row, child in zip(present, children, strict=True):
        if child.reason is not None:
            row |= child.reason[block] == NO_TOTAL
    return present


def _exclusions(children: list[Scored], block: slice) -> NDArray[np.int16] | None:
    """Which child a decision excludes for whom, as codes of reasons; None if there is no such decision."""
    if all(child.excluded is None for child in children):
        return None
    n = len(children[0].score[block])
    rows = [np.zeros(n, np.int16) if child.excluded is None else child.excluded[block] for child in children]
    return np.stack(rows)


def _wholly_excluded(excluded: NDArray[np.int16], wanted: FlagMatrix) -> NDArray[np.int16]:
    """A node is itself excluded by decision where every child that applies is: by the decision on the first of them."""
    first = np.zeros(excluded.shape[1], dtype=np.int16)
    for row in excluded[::-1]:
        first = np.where(row > 0, row, first)
    return np.where(wanted.any(axis=0), np.int16(0), first)


def _shares(children: list[Scored], block: slice, present: FlagMatrix, weights: Matrix) -> tuple[Vector, Vector]:
    """The nominal weight below the node that does not count, and that which was imputed."""
    lost, imputed = np.zeros(present.shape[1]), np.zeros(present.shape[1])
    for child, here, weight in zip(children, present, weights, strict=True):
        if child.share_not_counted is None:
            lost += weight * ~here
        else:
            lost += weight * np.where(here, child.share_not_counted[block], 1.0)
        if child.share_imputed is not None:
            imputed += weight * np.where(here, child.share_imputed[block], 0.0)
    # A sum of thirds may end in 1.0000000000000002, and more than all is never lost.
    return np.minimum(lost, 1.0), np.minimum(imputed, 1.0)
