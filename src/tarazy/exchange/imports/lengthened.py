"""A wide table whose rows also say a breakdown, a series or a source: one row for each of its values, as a long one."""

from __future__ import annotations

from typing import Final

import polars as pl

from tarazy.engine.load.tables.table import Table

# What a row of a wide table may say of all its values, besides their unit and period.
BESIDE: Final = ("breakdown", "series", "source")
_ROW: Final = " row"  # no name of a variable has a space


def lengthened(table: Table) -> Table:
    """The same table with a row for each value, if it is wide and says something beside; any other as it is. As in any
    wide table, an empty cell is no value.
    """
    names = table.frame.columns
    keys = [name for name in names if name in ("unit", "period", *BESIDE)]
    variables = [name for name in names if name not in keys]
    if {"variable", "value"} & set(names) or not set(BESIDE) & set(names) or not variables:
        return table
    values = table.frame.select(variables)
    if not all(type.is_numeric() for type in values.dtypes):
        values = values.cast(pl.String)
    frame = table.frame.select(keys).hstack(values).with_row_index(_ROW)
    long = frame.unpivot(variables, index=[_ROW, *keys], variable_name="variable", value_name="value")
    is_empty = pl.col("value").is_null() if long["value"].dtype.is_numeric() else pl.col("value").fill_null("") == ""
    long = long.filter(~is_empty)
    rows, of = long[_ROW], long["variable"]

    def locate(row: int, column: str) -> str:
        if row < 0:
            return table.locate(row, column)
        return table.locate(int(rows[row]), of[row] if column in ("", "variable", "value") else column)

    return Table(table.name, long.drop(_ROW), locate)
