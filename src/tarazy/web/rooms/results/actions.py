from __future__ import annotations

import datetime
from collections.abc import Sequence

import polars as pl
from django.utils import timezone

from tarazy.engine import score
from tarazy.web.grammar.act import about, act
from tarazy.web.journal.append import append
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.inputs import read_for
from tarazy.web.rooms.results.rules import may_compute

NUMBERS = ("value", "score", "weight", "contribution", "rank", "share_not_counted", "share_imputed")
COLUMNS = ("unit", "period", "node", *NUMBERS, "band", "peer_group", "reason")


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
    scores = score(read.methodology, read.observations, units=read.units, periods=periods, as_of=as_of or now)
    run = Run.objects.create(
        version=version,
        methodology_hash=scores.run["methodology_hash"],
        data_hash=scores.run["data_hash"],
        engine_version=scores.run["engine_version"],
        as_of=as_of or now,
        periods=scores.run["options"]["periods"],
        options=scores.run["options"],
        counts={**scores.run["counts"], "periods": scores.run["periods"]},
        seed=scores.run["seed"],
        computed_at=now,
        computed_by=by,
    )
    rows = scores.frame.with_columns(pl.col("band", "reason").fill_null("")).select(COLUMNS)
    append(Score, ("run_id", "unit_id", *COLUMNS[1:]), ((run.pk, *row) for row in rows.iter_rows()))
    about(run, digest=run.data_hash, methodology=run.methodology_hash)
    return run
