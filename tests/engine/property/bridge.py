"""From a generated world to the engine's columns, and from the engine's result to rows that can be compared."""

from __future__ import annotations

import numpy as np

from tarazy.engine.model.inputs import CANNOT_EXIST, EXCLUDED, Inputs
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import NodeColumns, Result
from tarazy.engine.model.units import Units
from tests.engine.reference.scoring import Observations, Row, Rows, SlowUnit

STATES = {"": 0, "M": CANNOT_EXIST, "X": EXCLUDED}


def units_of(units: tuple[SlowUnit, ...]) -> Units:
    ordered = sorted(units, key=lambda unit: unit.id)
    return Units(
        ids=np.array([unit.id for unit in ordered]),
        kinds=np.array([unit.kind for unit in ordered]),
        peer_groups=np.array([unit.peer_group for unit in ordered]),
        valid_from=np.array([unit.valid_from for unit in ordered], dtype="datetime64[D]"),
        valid_to=np.array([unit.valid_to for unit in ordered], dtype="datetime64[D]"),
    )


def inputs_of(units: tuple[SlowUnit, ...], observed: Observations) -> Inputs:
    position = {unit: at for at, unit in enumerate(sorted(unit.id for unit in units))}
    columns = {}
    decisions: dict[tuple[str, str], dict[int, str]] = {}
    for (unit, variable, period), seen in observed.items():
        key = variable, period
        if key not in columns:
            columns[key] = np.full(len(units), np.nan), np.zeros(len(units), dtype=np.uint8)
        at = position[unit]
        columns[key][0][at] = np.nan if seen.value is None else seen.value
        columns[key][1][at] = STATES[seen.status]
        if seen.status == "X":
            decisions.setdefault(key, {})[at] = seen.source
    return Inputs(len(units), columns, decisions)


def rows_of(result: Result) -> Rows:
    """(unit, period, node) -> row, None = empty."""
    rows: Rows = {}
    for period in result:
        for node, columns in period.nodes.items():
            for at, unit in enumerate(period.units):
                rows[unit, period.period, node] = _row(columns, at, result.bands, period.reasons)
    return rows


def _row(columns: NodeColumns, at: int, bands: tuple[str, ...], reasons: tuple[str, ...]) -> Row:
    band = int(columns.band[at])
    return Row(
        value=_cell(columns.value, at),
        score=_cell(columns.score, at),
        weight=_cell(columns.weight, at),
        contribution=_cell(columns.contribution, at),
        band=None if band < 0 else bands[band],
        rank=_cell(columns.rank, at),
        share_not_counted=_cell(columns.share_not_counted, at),
        share_imputed=_cell(columns.share_imputed, at),
        reason=reasons[columns.reason[at]],
    )


def _cell(column: Vector | None, at: int) -> float | None:
    return None if column is None or np.isnan(column[at]) else float(column[at])
