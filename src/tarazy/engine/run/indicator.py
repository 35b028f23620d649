"""The leaves: from variables to a value, from a value to a score."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.around import Around
from tarazy.engine.model.methodology import Indicator
from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.model.scene import Scene
from tarazy.engine.run.adjusted import adjusted
from tarazy.engine.run.scored import Scored
from tarazy.engine.run.stage import VALUE_METHOD, Read, Stage, in_order, method_of, needed


@dataclass(frozen=True)
class Valued:
    """The value of an indicator before its rule for missing data, and what its methods may know.

    `applicable`: bool[n], None = it applies to all. `excluded`: int16[n], codes of reasons, 0 = not; None = nobody.
    """

    scene: Scene
    value: Vector
    applicable: Flags | None
    excluded: NDArray[np.int16] | None

    @property
    def silent(self) -> Flags | None:
        """The units of which nothing is asked."""
        return self.scene.silent


def score_indicator(stage: Stage, indicator: Indicator, applicable: Flags | None) -> Scored:
    """Score one indicator for all units of the period to which it applies (bool[n], None = all)."""
    found = valued(stage, indicator, applicable)
    values, imputed = filled(stage, indicator, found)
    values = treated(stage, indicator, found, values)
    score, gates = adjusted(stage, indicator, normalised(stage, indicator, found, values), found.scene, found.silent)
    score = rounded(stage, indicator, found, score)
    scored = Scored(
        score=score,
        value=found.value,
        applicable=found.applicable,
        excluded=found.excluded,
        share_imputed=np.asarray(imputed & ~np.isnan(score), dtype=np.float64) if imputed.any() else None,
    )
    return scored if gates is None else replace(scored, reason=np.where(gates > 0, gates, scored.reasons()))


def valued(stage: Stage, indicator: Indicator, applicable: Flags | None) -> Valued:
    """The value by the formula, put in relation to its denominator."""
    scene = stage.scene(indicator, _around(stage, indicator))
    reads = {(read.variable, read.lag): stage.read(read.variable, read.lag) for read in indicator.value.inputs()}
    applicable = _existing(applicable, reads)
    excluded = _first_exclusion(reads, applicable)
    silent = _silent(applicable, excluded)
    scene = scene if silent is None else replace(scene, silent=silent)
    columns = {name: _silenced(read.values, silent) for name, read in reads.items()}
    value: Vector = stage.take(indicator.id, "value", VALUE_METHOD, indicator.value, columns, scene)
    value = _silenced(value, silent)
    if rule := method_of(indicator, "denominate"):
        value = stage.take(indicator.id, "denominate", rule[0], value, rule[1], scene, silent=silent)
    return Valued(scene, value, applicable, excluded)


def filled(stage: Stage, indicator: Indicator, found: Valued) -> tuple[Vector, Flags]:
    """The values with those that the rule for missing data puts in, and bool[n], which these are."""
    method, parameters = needed(indicator, "missing")
    given = (found.value, parameters, found.scene)
    values, imputed = stage.take(indicator.id, "missing", method, *given, does="fill", silent=found.silent)
    if stage.shaken is not None and imputed.any():
        values = stage.shaken.filled(indicator.id, values, imputed)
    return _silenced(values, found.silent), imputed


def treated(stage: Stage, indicator: Indicator, found: Valued, values: Vector) -> Vector:
    """The values after the treatment of outliers."""
    for method, parameters in in_order(indicator, "treat"):
        values = stage.take(indicator.id, "treat", method, values, parameters, found.scene, silent=found.silent)
    return values


def normalised(stage: Stage, indicator: Indicator, found: Valued, values: Vector) -> Vector:
    """The scores in points, before adjustments."""
    method, parameters = needed(indicator, "normalise")
    score: Vector = stage.take(indicator.id, "normalise", method, values, parameters, found.scene)
    return score


def rounded(stage: Stage, indicator: Indicator, found: Valued, score: Vector) -> Vector:
    """The scores after their rounding, where the indicator has one."""
    if rounding := method_of(indicator, "round"):
        score = stage.take(indicator.id, "round", rounding[0], score, rounding[1], found.scene)
    return score


def _around(stage: Stage, indicator: Indicator) -> Around:
    def value_of(id: str) -> Vector:
        other = stage.methodology.nodes[id]
        assert isinstance(other, Indicator)  # loading has seen to it
        return stage.value(other)

    return Around(variable=stage.variable, value=lambda lag: stage.value(indicator, lag), value_of=value_of)


def _existing(applicable: Flags | None, reads: dict[tuple[str, int], Read]) -> Flags | None:
    """The node applies where no variable that it needs is one that cannot exist."""
    for read in reads.values():
        if read.cannot_exist is not None:
            applicable = ~read.cannot_exist if applicable is None else applicable & ~read.cannot_exist
    return applicable


def _first_exclusion(reads: dict[tuple[str, int], Read], applicable: Flags | None) -> NDArray[np.int16] | None:
    """The decision that excludes the first of the formula's variables that is excluded; none where the node does not
    apply.
    """
    excluded = None
    for read in reads.values():
        if read.excluded is not None:
            excluded = read.excluded if excluded is None else np.where(excluded > 0, excluded, read.excluded)
    if excluded is None or applicable is None:
        return excluded
    excluded = np.where(applicable, excluded, np.int16(0))
    return excluded if excluded.any() else None


def _silent(applicable: Flags | None, excluded: NDArray[np.int16] | None) -> Flags | None:
    """The units whose values are not looked at."""
    if excluded is None:
        return None if applicable is None else ~applicable
    return excluded > 0 if applicable is None else (excluded > 0) | ~applicable


def _silenced(column: Vector, silent: Flags | None) -> Vector:
    return column if silent is None else np.where(silent, np.nan, column)
