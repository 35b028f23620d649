"""A table of earlier official results -> rows: score, rank and band as they were published."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.period import is_period
from tarazy.engine.words import ProblemsFound, msg
from tarazy.exchange.tables import read_table

NEEDED: Final = ("unit", "period")
SAID: Final = ("score", "rank", "band")
COLUMNS: Final = (*NEEDED, "node", *SAID)


class EarlierResult(NamedTuple):
    """One row; None and an empty band where nothing was published."""

    unit: str
    period: str
    node: str
    score: float | None
    rank: float | None
    band: str


def read_earlier_results(path: Path) -> list[EarlierResult]:
    """The rows of a file with the columns unit, period and, if present, node, score, rank, band.

    Without `node` they are results of the whole index. Raises ProblemsFound with every problem.
    """
    found = Found(str(path))
    table = read_table(path, found)
    rows = [] if table is None else _rows(table, found)
    if found:
        raise ProblemsFound(found.listed())
    return rows


def _rows(table: Table, found: Found) -> list[EarlierResult]:
    unknown = [name for name in table.columns if name not in COLUMNS]
    if unknown or not {*NEEDED} <= {*table.columns} or not {*SAID} & {*table.columns}:
        found.add(
            table.locate(-1, ""),
            msg("The columns are {columns}."),
            msg(
                "Earlier results have unit, period and at least one of score, rank and band; node if not of the index."
            ),
            msg("Name the columns {known}."),
            columns=shown(", ".join(table.columns)),
            known=", ".join(COLUMNS),
        )
        return []
    rows, seen = [], set[tuple[str, str, str]]()
    for at, cells in enumerate(table.frame.iter_rows(named=True)):
        row = _row(table, at, cells, found)
        if row[:3] in seen:
            found.add(
                table.locate(at, ""),
                msg("{unit} stands twice in {period}."),
                msg("One result was published for a unit, a period and a part of the index."),
                msg("Remove one of the rows."),
                unit=shown(row.unit),
                period=shown(row.period),
            )
        seen.add(row[:3])
        rows.append(row)
    return rows


def _row(table: Table, at: int, cells: Mapping[str, Any], found: Found) -> EarlierResult:
    texts = {name: "" if cells.get(name) is None else str(cells[name]).strip() for name in COLUMNS}
    if not texts["unit"] or not is_period(texts["period"]):
        found.add(
            table.locate(at, "period" if texts["unit"] else "unit"),
            msg("«{period}» is no period of «{unit}»."),
            msg("Every row names a unit and a period such as 2019, 2019-Q1 or 2019-01."),
            msg("Write both."),
            period=shown(texts["period"]),
            unit=shown(texts["unit"]),
        )
    score, rank = (_number(table, at, name, texts[name], found) for name in ("score", "rank"))
    if not any(texts[name] for name in SAID):
        found.add(
            table.locate(at, ""),
            msg("Nothing was published of {unit}."),
            msg("A row has a score, a rank or a band."),
            msg("Fill it in or leave the row out."),
            unit=shown(texts["unit"]),
        )
    return EarlierResult(texts["unit"], texts["period"], texts["node"] or INDEX, score, rank, texts["band"])


def _number(table: Table, at: int, name: str, text: str, found: Found) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if math.isfinite(number) and (name == "score" or number >= 1):
        return number
    found.add(
        table.locate(at, name),
        msg("«{text}» is no {column}."),
        msg("A score is a number with a point, a rank a number from 1 on."),
        msg("Write it so; leave the cell empty where none was published."),
        text=shown(text),
        column=name,
    )
    return None
