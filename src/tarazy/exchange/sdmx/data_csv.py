"""Observations as SDMX-CSV, 1.0 and 2.0."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final, Literal

from tarazy.exchange.sdmx.data import Data, KeyedSeries
from tarazy.exchange.sdmx.model import TIME, VALUE, DataStructure

SERIES_A_PIECE: Final = 100


def data_csv(data: Data, version: Literal["1.0", "2.0"]) -> Iterator[str]:
    """A row an observation, piece by piece; a series without observations has one row without time and value.

    Cells are written as they are, an apostrophe before none: what reads them is a program.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    begin = [data.flow.ref.short] if version == "1.0" else ["dataflow", data.flow.ref.short, "I"]
    writer.writerow([*(["DATAFLOW"] if version == "1.0" else ["STRUCTURE", "STRUCTURE_ID", "ACTION"]),
                     *columns(data.structure)])  # fmt: skip
    for at, series in enumerate(data.series, 1):
        writer.writerows([*begin, *row] for row in _rows(series))
        if at % SERIES_A_PIECE == 0:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()


def columns(structure: DataStructure) -> list[str]:
    attributes = (*structure.of_series, *structure.of_observations)
    return [*(part.id for part in structure.key_parts), TIME, VALUE, *(one.id for one in attributes)]


def _rows(series: KeyedSeries) -> Iterator[list[str | None]]:
    for seen in series.observations:
        value = None if seen.value is None else repr(seen.value)
        yield [*series.key, seen.time, value, *series.attributes, *seen.attributes]
    if not series.observations:
        yield [*series.key, None, None, *series.attributes]
