from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from importlib.metadata import version as installed_version
from typing import Any

import numpy as np
from django.utils import timezone

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import NodeColumns, PeriodResult, Result
from tarazy.engine.model.take import take
from tarazy.engine.run import run as run_engine
from tarazy.web.grammar.act import about, act
from tarazy.web.journal.append import append
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.inputs import periods_to_score, read_for
from tarazy.web.rooms.results.rules import may_compute

COLUMNS = (
    "run_id", "unit_id", "period", "node", "value", "score", "weight", "contribution", "band", "rank", "peer_group",
    "share_not_counted", "share_imputed", "reason",
)  # fmt: skip


@act(rule=may_compute, verb="compute")
def compute(
    version: Version,
    periods: Sequence[str] | None = None,
    as_of: datetime.datetime | None = None,
    *,
    by: User,
) -> Run:
    """Score the units of the version's place from what is recorded, and keep every score with what it was made from.

    `periods` None: every assessed period of which anything is recorded. `as_of` None: everything recorded until now.
    Raises ProblemsFound with everything that the engine refuses; then nothing is kept.
    """
    now = timezone.now()
    read = read_for(version, as_of or now)
    chosen = periods_to_score(read) if periods is None else list(periods)
    inputs = take(read.observations, read.methodology, read.units, chosen)
    result = run_engine(read.methodology, inputs, read.units, chosen)
    run = Run.objects.create(
        version=version,
        methodology_hash=result.methodology_hash,
        data_hash=result.data_hash,
        engine_version=installed_version("tarazy"),
        as_of=as_of or now,
        periods=chosen,
        counts=_counts(result),
        computed_at=now,
        computed_by=by,
    )
    append(Score, COLUMNS, _rows(run, result))
    about(run, digest=run.data_hash, methodology=run.methodology_hash)
    return run


def _counts(result: Result) -> dict[str, int]:
    """How many units were scored at the index in all periods, how many not, and for how many not everything counted."""
    scored = [period.nodes[INDEX] for period in result]
    return {
        "units": sum(len(columns.score) for columns in scored),
        "scored": sum(int(np.count_nonzero(~np.isnan(columns.score))) for columns in scored),
        "not_scored": sum(int(np.count_nonzero(np.isnan(columns.score))) for columns in scored),
        "imputed": sum(int(np.count_nonzero(columns.share_imputed > 0)) for columns in scored),
        "not_counted": sum(int(np.count_nonzero(columns.share_not_counted > 0)) for columns in scored),
    }


def _rows(run: Run, result: Result) -> Iterator[tuple[Any, ...]]:
    for period in result:
        for node, columns in period.nodes.items():
            yield from _rows_of(run, result.bands, period, node, columns)


def _rows_of(
    run: Run, bands: tuple[str, ...], period: PeriodResult, node: str, columns: NodeColumns
) -> Iterator[tuple[Any, ...]]:
    names = np.array([*bands, ""])[columns.band]  # -1, no band, is the last
    reasons = np.array(period.reasons)[columns.reason]
    yield from zip(
        [run.pk] * len(period.units), period.units, [period.period] * len(period.units), [node] * len(period.units),
        _numbers(columns.value, len(period.units)), _numbers(columns.score), _numbers(columns.weight),
        _numbers(columns.contribution, len(period.units)), names.tolist(), _numbers(columns.rank), period.peer_groups,
        _numbers(columns.share_not_counted), _numbers(columns.share_imputed), reasons.tolist(),
        strict=True,
    )  # fmt: skip


def _numbers(column: Vector | None, count: int = 0) -> list[float | None]:
    if column is None:
        return [None] * count
    return [None if number != number else number for number in column.tolist()]
