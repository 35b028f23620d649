"""A result as a table: one row a unit, period and node."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from tarazy.engine.model.result import NodeColumns, PeriodResult, Result

SCHEMA: Final = pa.schema(
    [
        ("unit", pa.string()),
        ("period", pa.string()),
        ("node", pa.string()),
        ("value", pa.float64()),
        ("score", pa.float64()),
        ("weight", pa.float64()),
        ("contribution", pa.float64()),
        ("band", pa.string()),
        ("rank", pa.float64()),
        ("peer_group", pa.string()),
        ("share_not_counted", pa.float64()),
        ("share_imputed", pa.float64()),
        ("reason", pa.string()),
    ]
)
NUMBERS: Final = tuple(field.name for field in SCHEMA if pa.types.is_floating(field.type))
# As blocks hold them: each text once.
CODED_SCHEMA: Final = pa.schema(
    [
        field if field.name in NUMBERS else pa.field(field.name, pa.dictionary(pa.int32(), pa.string()))
        for field in SCHEMA
    ]
)
_ROWS_OF_A_BLOCK: Final = 1 << 18  # few enough to stay in memory that is used again and again

Columns = dict[str, NDArray[Any]]


def frame(result: Result) -> pl.DataFrame:
    """The whole result, sorted by unit, period and node, with the columns of scores.csv; null where there is none."""
    tables = [table.cast(SCHEMA) for table in blocks(result)]
    whole = pl.from_arrow(pa.concat_tables(tables) if tables else SCHEMA.empty_table())
    assert isinstance(whole, pl.DataFrame)
    return whole


def count_of_rows(result: Result) -> int:
    return sum(len(period.units) * len(period.nodes) for period in result)


def blocks(result: Result, units_per_block: int | None = None) -> Iterator[pa.Table]:
    """The same rows in the same order, some units at a time, texts as dictionaries: a result of any size can be
    written.
    """
    ids = _units(result)
    rows_of_a_unit = sum(len(period.nodes) for period in result) or 1
    size = units_per_block or max(1, _ROWS_OF_A_BLOCK // rows_of_a_unit)
    names = _Names(result)
    positions = [np.array([*period.units], dtype=np.str_) for period in result]
    for start in range(0, len(ids), size):
        chosen = ids[start : start + size]
        parts = [
            _rows(period, number, chosen, _between(units, chosen[0], chosen[-1]), names)
            for number, (period, units) in enumerate(zip(result, positions, strict=True))
        ]
        yield _table(_in_order(parts), chosen, names)


def _units(result: Result) -> Sequence[str]:
    """The units of all periods, sorted."""
    if len(result.periods) == 1:
        return result.periods[0].units
    return sorted({unit for period in result for unit in period.units})


def _between(units: NDArray[np.str_], first: str, last: str) -> slice:
    return slice(int(np.searchsorted(units, first)), int(np.searchsorted(units, last, side="right")))


class _Names:
    """The texts of the coded columns, one list for all periods."""

    def __init__(self, result: Result) -> None:
        self.periods = [period.period for period in result]
        self.nodes = sorted({node for period in result for node in period.nodes})
        self.bands = [*result.bands]
        self.groups = sorted({group for period in result for group in period.peer_groups})
        self.reasons = list(dict.fromkeys(reason for period in result for reason in period.reasons))


def _rows(period: PeriodResult, number: int, chosen: Sequence[str], units: slice, names: _Names) -> Columns:
    """The rows of one period and some units: for each unit its nodes, sorted by id."""
    nodes = sorted(period.nodes)
    count = units.stop - units.start
    shape = (count, len(nodes))

    def matrix(of: Callable[[NodeColumns], NDArray[Any] | None]) -> NDArray[Any]:
        columns = [of(period.nodes[node]) for node in nodes]
        none = np.full(count, np.nan)
        return np.stack([none if column is None else column[units] for column in columns], axis=1).ravel()

    def for_each_node(column: NDArray[np.int32]) -> NDArray[np.int32]:
        return np.broadcast_to(column[:, None], shape).ravel()

    group = {name: i for i, name in enumerate(names.groups)}
    reasons = np.array([names.reasons.index(reason) for reason in period.reasons], dtype=np.int32)
    node_codes = np.array([names.nodes.index(node) for node in nodes], dtype=np.int32)
    ours = period.units[units]
    if len(ours) == len(chosen):  # all of them, in the same order
        unit_codes = np.arange(count, dtype=np.int32)
    else:
        position = {unit: i for i, unit in enumerate(chosen)}
        unit_codes = np.array([position[unit] for unit in ours], dtype=np.int32)
    group_codes = np.array([group[name] for name in period.peer_groups[units]], dtype=np.int32)
    return {
        "unit": for_each_node(unit_codes),
        "period": np.full(count * len(nodes), number, dtype=np.int32),
        "node": np.tile(node_codes, count),
        **{name: matrix(lambda column, name=name: getattr(column, name)) for name in NUMBERS},  # type: ignore[misc]
        "band": matrix(lambda column: column.band).astype(np.int32),
        "peer_group": for_each_node(group_codes),
        "reason": reasons[matrix(lambda column: column.reason)],
    }


def _in_order(parts: Sequence[Columns]) -> Columns:
    if len(parts) == 1:
        return parts[0]
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.argsort(whole["unit"], kind="stable")  # periods and nodes are in order already
    return {name: column[order] for name, column in whole.items()}


def _table(columns: Columns, units: Sequence[str], names: _Names) -> pa.Table:
    texts = {
        "unit": units,
        "period": names.periods,
        "node": names.nodes,
        "band": names.bands,
        "peer_group": names.groups,
        "reason": names.reasons,
    }
    arrays = [
        _coded(columns[field.name], texts[field.name])
        if field.name in texts
        else pa.array(columns[field.name], from_pandas=True)  # NaN becomes null
        for field in SCHEMA
    ]
    return pa.table(arrays, names=SCHEMA.names)


def _coded(codes: NDArray[np.int32], names: Sequence[str]) -> pa.DictionaryArray:
    """Texts by code; no text (-1) and an empty text are null."""
    absent = np.array([not name for name in names] + [True])[codes]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=absent), pa.array([*names], type=pa.string()))
