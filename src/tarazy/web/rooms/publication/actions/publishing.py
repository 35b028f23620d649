from __future__ import annotations

import hashlib
import secrets
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.bundle.read import check_bundle, read_content
from tarazy.exchange.bundle.recomputed import recompute
from tarazy.exchange.bundle.written import SECRET_BYTES, Withholding, write_bundle
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.journal.chain import FIRST_PREVIOUS, head
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_score_variables
from tarazy.web.rooms.observatory.enums import Better, Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.actions.proposals import state_after
from tarazy.web.rooms.publication.enums import Kind, ProposalMove
from tarazy.web.rooms.publication.models import Bundle, Correction, Proposal, Publication, Withdrawal
from tarazy.web.rooms.publication.queries.bundles import decisions_of, to_be_published
from tarazy.web.rooms.publication.queries.hidden import Hidden, hidden_in, shown_scores
from tarazy.web.rooms.publication.queries.proposals import earlier_publication
from tarazy.web.rooms.publication.queries.standing import score_variable, standing_publications
from tarazy.web.rooms.publication.rules import may_publish, may_publish_approved, may_withdraw
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.inputs import data_hash_of, read_again


@act(rule=may_publish, verb="publish")
def publish(run: Run, kind: Kind, title: LocalText, reason: LocalText | None = None, *, by: User) -> Publication:
    """Show a run to everybody, and record its scores as observations, so that what is built on them can read them.

    `reason`: why it stands in the place of an earlier publication by the same version; needed where there is one.
    """
    earlier = standing_publications().filter(run__version=run.version, run__campaign_run=None).first()
    if earlier is not None and reason is None:
        raise ValidationError(
            _("Results by this version are published already. Say in three languages why others stand in their place.")
        )
    return _published(run, Made(kind, title), earlier, reason, by)


@act(rule=may_publish_approved, verb="publish_approved")
def publish_approved(proposal: Proposal, *, by: User) -> Publication:
    """Show to everybody what the chain has approved, when its embargo has ended."""
    proposal.state = state_after(proposal, ProposalMove.PUBLISH)
    proposal.save(update_fields=["state"])
    earlier = earlier_publication(proposal.campaign)
    made = Made(Kind(proposal.kind), proposal.title, proposal)
    return _published(proposal.run, made, earlier, proposal.reason, by)


@dataclass(frozen=True)
class Made:
    """What a publication is to be. `proposal`: what was approved, if it went through a chain."""

    kind: Kind
    title: LocalText
    proposal: Proposal | None = None


def _published(run: Run, made: Made, earlier: Publication | None, reason: LocalText | None, by: User) -> Publication:
    methodology, last = methodology_of(run.version), head()
    publication = Publication.objects.create(
        run=run, methodology=methodology.methodology, kind=made.kind, title=made.title, proposal=made.proposal,
        journal_head=last.hash if last else FIRST_PREVIOUS, published_at=timezone.now(), published_by=by,
    )  # fmt: skip
    hidden = hidden_in(publication)
    bundle = _bundled(publication, hidden)
    if earlier is not None:
        Correction.objects.create(publication=publication, corrects=earlier, reason=reason)
    register_score_variables(_score_variables(methodology), by=by)
    scores = _scores(run, methodology, hidden)
    if len(scores):
        record_observations(scores, reason=str(publication), by=by)
    about(
        publication,
        digest=run.data_hash,
        run=run.pk,
        methodology=methodology.hash,
        root=bundle.merkle_root,
        bundle=bundle.sha256,
    )
    return publication


@act(rule=may_withdraw, verb="withdraw")
def withdraw(publication: Publication, reason: LocalText, *, by: User) -> Withdrawal:
    """Take a publication back. It stays visible as withdrawn, with the reason."""
    if Withdrawal.objects.filter(publication=publication).exists():
        raise ValidationError(_("This publication is withdrawn already."))
    withdrawal = Withdrawal.objects.create(
        publication=publication, reason=reason, withdrawn_at=timezone.now(), withdrawn_by=by
    )
    about(withdrawal, publication=publication.pk)
    return withdrawal


def _bundled(publication: Publication, hidden: Hidden) -> Bundle:
    """Keep the bundle byte for byte, in the ledger: units and worked examples may change later, so that the same could
    not be written again, and a file beside the database could be lost without it.
    """
    run = publication.computed
    read = read_again(run, run.as_of)
    if data_hash_of(read, run.periods) != run.data_hash:
        raise ValidationError(
            _("What this run was computed from is not there as it was: units have changed since. Compute it again.")
        )
    secret, file = secrets.token_bytes(SECRET_BYTES), BytesIO()
    withholding = Withholding(hidden.is_withheld, secret, hidden.left_out, decisions_of(publication))
    manifest = write_bundle(file, to_be_published(publication, read), withholding)
    content = file.getvalue()
    return Bundle.objects.create(
        publication=publication,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        merkle_root=manifest.merkle_root,
        observations=manifest.observations,
        withheld=manifest.withheld,
        methodology_hash=run.methodology_hash,
        engine_version=manifest.engine_version,
        secret=secret,
        content=content,
        **(_not_recomputable(content) if hidden else {}),
    )


def _not_recomputable(content: bytes) -> dict[str, int]:
    """How many numbers nobody else can compute again from the bundle, and why; found by doing it. Nothing is counted
    where too little is left for anything to be computed.
    """
    with tempfile.TemporaryDirectory(prefix="tarazy-bundle-") as folder:
        path, unpacked = Path(folder, "bundle.zip"), Path(folder, "unpacked")
        path.write_bytes(content)
        unpacked.mkdir()
        checked = check_bundle(path, unpacked)
        try:
            outcome = recompute(checked, read_content(checked))
        except ProblemsFound:
            return {}
    return {"resting": outcome.own, "compared": outcome.compared, "rows_left_out": outcome.left_out}


def _score_variables(methodology: Methodology) -> list[Variable]:
    return [
        Variable(
            id=score_variable(methodology.methodology, id),
            place=methodology.methodology.partition("/")[0],
            position=position,
            title=local_text(methodology.title if id == INDEX else node.title),
            better=Better.HIGHER if methodology.better == "higher" else Better.LOWER,
        )
        for position, (id, node) in enumerate(methodology.nodes.items())
    ]


def _scores(run: Run, methodology: Methodology, hidden: Hidden) -> Observations:
    """The run's scores as observations, without what is not shown.

    Their source is the methodology's version, so that the same score is not news.
    """
    found = shown_scores(run, hidden).filter(score__isnull=False).values_list("unit_id", "node", "period", "score")
    units, nodes, periods, scores = zip(*found, strict=True) if found else ((), (), (), ())
    return Observations(
        unit=Coded.of(units),
        variable=Coded.of([score_variable(methodology.methodology, node) for node in nodes]),
        period=Coded.of(periods),
        value=np.array(scores, dtype=np.float64),
        series=Coded((Series.SCORE.value,)),
        source=Coded((methodology.id,)),
    )
