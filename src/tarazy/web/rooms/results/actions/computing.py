from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

import polars as pl
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine import score
from tarazy.engine.model.methodology import Methodology
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.journal.append import append
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import assessed_units
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.models import CampaignRun, Run, Score
from tarazy.web.rooms.results.queries.inputs import Read, read_for
from tarazy.web.rooms.results.rules import may_compute, may_compute_for_campaign
from tarazy.web.rooms.work.actions import enqueue
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.queries import tasks_about

QUEUED_AS: Final = "results.compute_for_campaign"  # rooms below queue it by this name
ESTIMATED_AS: Final = "results.estimate"
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
    at = as_of or timezone.now()
    read = read_for(version, at)
    run = _kept(version, read, periods, at, by)
    _have_estimated(run, read.methodology, None, by)
    about(run, digest=run.data_hash, methodology=run.methodology_hash)
    return run


@act(rule=may_compute_for_campaign, verb="compute_for_campaign")
def compute_for_campaign(campaign: Campaign, reason: Reason, *, by: User) -> CampaignRun:
    """Score a campaign's assessed participants, and nobody else, in its period.

    Who is assessed within a successor or analysed only has no score of its own. Raises ProblemsFound with everything
    that the engine refuses; then nothing is kept.
    """
    units = sorted(assessed_units(campaign).values_list("pk", flat=True))
    if not units:
        raise ValidationError(_("Nobody takes part yet. Choose the units that are assessed."))
    at = timezone.now()
    read = read_for(campaign.version, at, units)
    run = _kept(campaign.version, read, [campaign.period], at, by)
    computed = CampaignRun.objects.create(run=run, campaign=campaign, reason=reason, units=units)
    _have_estimated(run, read.methodology, campaign, by)
    about(run, digest=run.data_hash, methodology=run.methodology_hash, campaign=campaign.pk, reason=str(reason))
    return computed


@act(rule=may_compute_for_campaign, verb="ask_for_run")
def ask_for_run(campaign: Campaign, reason: Reason, *, by: User) -> Task:
    """Have a campaign computed by a worker: what comes of it, or why it cannot be, stands in the task.

    What was asked for and still waits is not asked for twice.
    """
    asked = {"campaign": campaign.pk, "reason": str(reason)}
    waiting = tasks_about(campaign).filter(name=QUEUED_AS, arguments=asked, state=State.WAITING).first()
    if waiting is not None:
        return waiting
    title = in_every_language(lambda: _("Compute the scores of a campaign"))
    return enqueue(QUEUED_AS, title, asked, concerning=campaign, by=by)


def _kept(version: Version, read: Read, periods: Sequence[str] | None, as_of: datetime.datetime, by: User) -> Run:
    """Compute a run and keep it with its scores."""
    scores = score(read.methodology, read.observations, units=read.units, periods=periods, as_of=as_of)
    run = Run.objects.create(
        version=version,
        methodology_hash=scores.run["methodology_hash"],
        data_hash=scores.run["data_hash"],
        engine_version=scores.run["engine_version"],
        as_of=as_of,
        periods=scores.run["options"]["periods"],
        options=scores.run["options"],
        counts={**scores.run["counts"], "periods": scores.run["periods"]},
        seed=scores.run["seed"],
        computed_at=timezone.now(),
        computed_by=by,
    )
    rows = scores.frame.with_columns(pl.col("band", "reason").fill_null("")).select(COLUMNS)
    append(Score, ("run_id", "unit_id", *COLUMNS[1:]), ((run.pk, *row) for row in rows.iter_rows()))
    return run


def _have_estimated(run: Run, methodology: Methodology, concerning: Campaign | None, by: User) -> None:
    """A worker says how sure a run is, in its own time: replicates take far longer than a run."""
    if methodology.uncertainty is not None:
        title = in_every_language(lambda: _("Estimate how sure the scores and ranks are"))
        enqueue(ESTIMATED_AS, title, {"run": run.pk}, concerning=concerning or run.version, by=by)
