"""The bundle of a publication: what it is made of, and what was kept of it."""

from __future__ import annotations

import datetime
from typing import Any

import polars as pl

from tarazy.engine.model.result_frame import NUMBERS, SCHEMA
from tarazy.exchange.bundle import manifest as parts
from tarazy.exchange.bundle.written import Published
from tarazy.web.rooms.publication.models import Bundle, Publication
from tarazy.web.rooms.publication.queries.estimated import estimated_in
from tarazy.web.rooms.publication.queries.proposals import left_out_of, withheld_of
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.inputs import Read

POLARS = {name: pl.Float64 if name in NUMBERS else pl.String for name in SCHEMA.names}


def bundle_of(publication: Publication) -> Bundle | None:
    """What a page says of the bundle, without its bytes and its secret; None where the publication has none."""
    return Bundle.objects.filter(publication=publication).defer("content", "secret").first()


def contents_of(publication: Publication) -> bytes | None:
    """The bytes of the bundle, as they were published."""
    found = Bundle.objects.filter(publication=publication).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def decisions_of(publication: Publication) -> tuple[parts.Decision, ...]:
    """By which decision each unit, indicator and value is not shown, and why, as the bundle says it."""
    if publication.proposal is None:
        return ()
    left_out, withheld = left_out_of(publication.proposal), withheld_of(publication.proposal)
    return (
        *(parts.Decision(one.decision, one.reason, one.unit_id or "", one.node) for one in left_out),
        *(parts.Decision(one.decision, one.reason, one.unit_id or "", "", one.variable) for one in withheld),
    )


def to_be_published(publication: Publication, read: Read) -> Published:
    """What the bundle of a publication is written from; `read`: what its run read."""
    run = publication.computed
    scores = scores_of(run)
    return Published(
        publication=parts.Publication(
            title=publication.title,
            kind=publication.kind,
            published_at=publication.published_at.astimezone(datetime.UTC).isoformat(),
            journal_head=publication.journal_head,
        ),
        methodology=read.methodology,
        observations=read.observations,
        units=read.units,
        run=account_of(run),
        scores=scores,
        estimated=estimated_in(run, scores),
    )


def account_of(run: Run) -> dict[str, Any]:
    """The content of run.json, as the engine gave it when the run was computed."""
    counts = {name: count for name, count in run.counts.items() if name != "periods"}
    return {
        "methodology": run.version.methodology,
        "version": run.version.version,
        "standing": run.version.standing,
        "methodology_hash": run.methodology_hash,
        "data_hash": run.data_hash,
        "engine_version": run.engine_version,
        "options": run.options,
        "as_of": run.as_of.astimezone(datetime.UTC).isoformat(),
        "seed": run.seed,
        "counts": counts,
        "periods": run.counts["periods"],
    }


def scores_of(run: Run) -> pl.DataFrame:
    """The scores of a run with the columns and in the order of scores.csv."""
    columns = ["unit_id", *SCHEMA.names[1:]]
    rows = list(Score.objects.filter(run=run).values_list(*columns))
    frame = pl.DataFrame(rows, schema=POLARS, orient="row")
    return frame.with_columns(pl.col(pl.String).replace("", None)).sort("unit", "period", "node")
