from __future__ import annotations

import hashlib
import secrets
from io import BytesIO

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.observations import Observations
from tarazy.exchange.bundle.written import SECRET_BYTES, Withholding, write_bundle
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.journal.chain import FIRST_PREVIOUS, head
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions import record_observations, register_score_variables
from tarazy.web.rooms.observatory.enums import Better, Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Bundle, Correction, Publication, Withdrawal
from tarazy.web.rooms.publication.queries.bundles import to_be_published
from tarazy.web.rooms.publication.queries.standing import score_variable, standing_publications
from tarazy.web.rooms.publication.rules import may_publish, may_withdraw
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.inputs import data_hash_of, read_for


@act(rule=may_publish, verb="publish")
def publish(run: Run, kind: Kind, title: LocalText, reason: LocalText | None = None, *, by: User) -> Publication:
    """Show a run to everybody, and record its scores as observations, so that what is built on them can read them.

    `reason`: why it stands in the place of an earlier publication by the same version; needed where there is one.
    """
    methodology = methodology_of(run.version)
    earlier = standing_publications().filter(run__version=run.version).first()
    if earlier is not None and reason is None:
        raise ValidationError(
            _("Results by this version are published already. Say in three languages why others stand in their place.")
        )
    last = head()
    publication = Publication.objects.create(
        run=run,
        methodology=methodology.methodology,
        kind=kind,
        title=title,
        journal_head=last.hash if last else FIRST_PREVIOUS,
        published_at=timezone.now(),
        published_by=by,
    )
    bundle = _bundled(publication)
    if earlier is not None:
        Correction.objects.create(publication=publication, corrects=earlier, reason=reason)
    register_score_variables(_score_variables(methodology), by=by)
    scores = _scores(run, methodology)
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


def _bundled(publication: Publication) -> Bundle:
    """Keep the bundle byte for byte, in the ledger: units and worked examples may change later, so that the same could
    not be written again, and a file beside the database could be lost without it.
    """
    run = publication.computed
    read = read_for(run.version, run.as_of)
    if data_hash_of(read, run.periods) != run.data_hash:
        raise ValidationError(
            _("What this run was computed from is not there as it was: units have changed since. Compute it again.")
        )
    secret, file = secrets.token_bytes(SECRET_BYTES), BytesIO()
    manifest = write_bundle(file, to_be_published(publication, read), Withholding(secret=secret))
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
    )


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


def _scores(run: Run, methodology: Methodology) -> Observations:
    """The run's scores as observations.

    Their source is the methodology's version, so that the same score is not news.
    """
    found = Score.objects.filter(run=run, score__isnull=False).values_list("unit_id", "node", "period", "score")
    units, nodes, periods, scores = zip(*found, strict=True) if found else ((), (), (), ())
    return Observations(
        unit=Coded.of(units),
        variable=Coded.of([score_variable(methodology.methodology, node) for node in nodes]),
        period=Coded.of(periods),
        value=np.array(scores, dtype=np.float64),
        series=Coded((Series.SCORE.value,)),
        source=Coded((methodology.id,)),
    )
