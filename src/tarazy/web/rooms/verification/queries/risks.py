"""What makes an item likely to be drawn: stated factors, each between 0 and 1, from the values themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.period import a_year_before
from tarazy.engine.model.stated_checks import Bunching
from tarazy.engine.run.stated_checks import cells_of
from tarazy.engine.statistics.bunching import bunching
from tarazy.engine.statistics.disagreement import disagreement
from tarazy.engine.statistics.identical_values import identical_values, shared, unchanged
from tarazy.engine.statistics.jumps import jumps
from tarazy.engine.statistics.last_digits import last_digits
from tarazy.engine.statistics.risk import strangeness
from tarazy.web.rooms.collection.models import CellChange, Evidence
from tarazy.web.rooms.collection.queries.forms import OF_LAST_YEAR
from tarazy.web.rooms.observatory.enums import Better, Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.verification.enums import Factor

Number = tuple[str, str]  # a variable and a breakdown
Values = NDArray[np.float64]


class Peers(NamedTuple):
    """The values of the bodies of one kind, float64[k, n] of k numbers and n bodies, and the items that they are."""

    numbers: list[Number]
    now: Values
    before: Values
    statistics: Values
    places: list[tuple[int, int, int]]  # of each item: its place in the list, its row and column


def factors(changes: Sequence[CellChange], methodology: Methodology, period: str) -> dict[Factor, Vector]:
    """float64[N] in 0..1 of each factor, NaN where an item has none."""
    found = {factor: np.full(len(changes), np.nan) for factor in Factor}
    documented = set(
        Evidence.objects.filter(
            cell__in=[change.cell_id for change in changes], replaced_by=None, removed=False
        ).values_list("cell", flat=True)
    )
    found[Factor.NO_EVIDENCE] = np.array([float(change.cell_id not in documented) for change in changes])
    better = dict(Variable.objects.exclude(better=Better.NONE).values_list("pk", "better"))
    for peers in _peers(changes, period):
        for factor, strange in _strange(peers, better).items():
            for at, row, column in peers.places:
                found[factor][at] = strange[row, column]
    found[Factor.BUNCHING] = _just_above(changes, methodology, better)
    return found


def _just_above(changes: Sequence[CellChange], methodology: Methodology, better: Mapping[str, str]) -> Vector:
    """float64[N]: of a value that has just reached a threshold, how strange so many there are among all bodies; 0 of
    the number's other values, NaN where the methodology states no threshold or too few values lie around it.
    """
    found = np.full(len(changes), np.nan)
    values = np.array([np.nan if change.value is None else change.value for change in changes], dtype=np.float64)
    for stated in methodology.checks:
        cells = cells_of(methodology, stated.variable) if isinstance(stated, Bunching) else ()
        if not isinstance(stated, Bunching) or len(cells) != 1:
            continue
        keys = [(change.cell.variable, change.cell.breakdown) for change in changes]
        at = [place for place, key in enumerate(keys) if key == cells[0]]
        way = better.get(cells[0].variable, Better.HIGHER)
        for threshold in stated.thresholds:
            (strange,) = strangeness([bunching(values[at], threshold, stated.width, better=way)])  # type: ignore[arg-type]
            reached = (values[at] - threshold) * (1 if way == Better.HIGHER else -1) / stated.width
            here = np.where((reached >= 0) & (reached < 1), strange, 0 * strange)
            found[at] = np.fmax(found[at], here)
    return found


def _strange(peers: Peers, better: Mapping[str, str]) -> dict[Factor, Values]:
    """Of each factor float64[k, n]. What is asked of a body as a whole holds for each of its values."""
    shape = peers.now.shape
    directed = [at for at, (variable, _) in enumerate(peers.numbers) if variable in better]
    rising = np.array([better[peers.numbers[at][0]] == Better.HIGHER for at in directed], dtype=np.bool_)
    of_bodies = {
        Factor.LAST_DIGITS: [last_digits(column) for column in peers.now.T],
        Factor.UNCHANGED: identical_values(unchanged(peers.now, peers.before)),
        Factor.SHARED: identical_values(shared(peers.now)),
        Factor.DISAGREEMENT: disagreement(peers.now[directed], peers.statistics[directed], rising),
    }
    jumping = [strangeness(jumps(now, before)) for now, before in zip(peers.now, peers.before, strict=True)]
    return {
        Factor.JUMPS: np.array(jumping),
        **{factor: np.broadcast_to(strangeness(found), shape) for factor, found in of_bodies.items()},
    }


def _peers(changes: Sequence[CellChange], period: str) -> list[Peers]:
    recorded = _recorded(changes, period)
    by_kind: dict[str, list[int]] = {}
    for at, change in enumerate(changes):
        by_kind.setdefault(change.cell.submission.unit.kind_id, []).append(at)
    found = []
    for places in by_kind.values():
        numbers = sorted({(changes[at].cell.variable, changes[at].cell.breakdown) for at in places})
        units = sorted({changes[at].cell.submission.unit_id for at in places})
        rows, columns = {one: at for at, one in enumerate(numbers)}, {one: at for at, one in enumerate(units)}
        now, before, statistics = (np.full((len(numbers), len(units)), np.nan) for _ in range(3))
        peers = Peers(numbers, now, before, statistics, [])
        for at in places:
            cell, value = changes[at].cell, changes[at].value
            unit = cell.submission.unit_id
            row, column = rows[cell.variable, cell.breakdown], columns[unit]
            peers.places.append((at, row, column))
            peers.now[row, column] = np.nan if value is None else value
            key = unit, cell.variable, cell.breakdown
            peers.before[row, column] = _first(recorded, key, a_year_before(period), OF_LAST_YEAR)
            peers.statistics[row, column] = _first(recorded, key, period, [Series.STATISTICS.value])
        found.append(peers)
    return found


def _recorded(changes: Sequence[CellChange], period: str) -> Mapping[tuple[str, ...], float]:
    rows = last_revisions().filter(
        unit__in={change.cell.submission.unit_id for change in changes},
        variable__in={change.cell.variable for change in changes},
        period__in=[period, a_year_before(period)],
        value__isnull=False,
    )
    columns = "unit", "variable", "breakdown", "period", "series", "value"
    return {tuple(key): value for *key, value in rows.values_list(*columns)}


def _first(
    recorded: Mapping[tuple[str, ...], float], key: tuple[str, str, str], period: str, series: Sequence[str]
) -> float:
    return next((recorded[*key, period, one] for one in series if (*key, period, one) in recorded), np.nan)
