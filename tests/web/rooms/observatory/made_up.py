"""A made-up land with small cells, registered and recorded; see `fabricated/README.md`."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from tarazy.engine.statistics.suppression.solved import Relation
from tarazy.exchange.observations import read_observations
from tarazy.exchange.place import read_place
from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
from tarazy.web.rooms.observatory.models import PublicObservation
from tarazy.web.rooms.units.actions import register_units
from tests.web.rooms.shipped import demo

FOLDER = Path(__file__).parent / "fabricated"
COUNTS, SHARES = "mu_people_with_disability", "mu_share_employed"
AGES, SEXES = ("age=0-17", "age=18-62", "age=63+"), ("sex=f", "sex=m")


def register_made_up() -> None:
    place = read_place(FOLDER)
    register_units(place, by=demo())
    register_variables(place, by=demo())


def record_made_up() -> None:
    register_made_up()
    record_observations(read_observations([FOLDER / "observations.csv"]), by=demo())


def true_counts(variable: str, column: str) -> dict[tuple[str, str, str], float]:
    """What the file says of each unit, period and breakdown."""
    with (FOLDER / "observations.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["unit"], row["period"], row["breakdown"]): float(row[column])
            for row in csv.DictReader(file)
            if row["variable"] == variable
        }


def solved(rows: Iterable[PublicObservation], period: str) -> list[tuple[str, str]]:
    """The suppressed cells of a period that follow from everything that is published: those that stay as they are
    whichever way the others move (their line of the null space is empty). Regions are sums of districts, the land of
    regions, totals of ages and of sexes.
    """
    table = {(row.unit_id, row.breakdown): row.value for row in rows if row.period == period}
    cells = {cell: at for at, cell in enumerate(table)}
    relations = []
    for unit, breakdown in cells:
        here = {part for part in breakdown.split(";") if part}
        for codes in (AGES, SEXES):
            parts = [(unit, ";".join(sorted({*here, code}))) for code in codes if here.isdisjoint(codes)]
            relations.append(((unit, breakdown), parts))
        below = [(other, breakdown) for other, also in cells if also == breakdown and parent(other) == unit]
        relations.append(((unit, breakdown), below))
    known = [
        Relation(cells[total], tuple(cells[part] for part in parts if part in cells))
        for total, parts in relations
        if any(part in cells for part in parts)
    ]
    hidden = [at for cell, at in cells.items() if table[cell] is None]
    matrix = np.zeros((len(known), len(cells)))
    for row, one in enumerate(known):
        matrix[row, one.total] = -1
        matrix[row, list(one.parts)] = 1
    _left, sizes, right = np.linalg.svd(matrix[:, hidden])
    free = right[int((sizes > 1e-9).sum()) :]
    movable = np.abs(free).sum(axis=0) > 1e-9
    names = list(cells)
    return [names[at] for at, moves in zip(hidden, movable, strict=True) if not moves]


def parent(unit: str) -> str:
    return {2: "", 4: "MU"}.get(len(unit), unit[:-1])
