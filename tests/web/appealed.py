"""An appeal of the oblast `foreign` against the conclusion of `tests.web.issued`, in the state of an address."""

from __future__ import annotations

import io

from django.utils import timezone

from tarazy.web.rooms.conclusions.enums import AppealState, Outcome, Round
from tarazy.web.rooms.conclusions.models import Appeal, AppealDocument, Claim, Decision, Vote
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.verification.models import PenaltyCase
from tests.web.issued import conclusion_for
from tests.web.peopled import person

STATES = {
    "admit_appeal": AppealState.FILED,
    "refuse_appeal": AppealState.FILED,
    "appeal": AppealState.FILED,
    "appeal_document": AppealState.FILED,
    "vote_on_appeal": AppealState.ADMITTED,
    "decide_appeal": AppealState.CONSIDERED,
    "complain": AppealState.DECIDED,
    "appeal_movement": AppealState.DECIDED,
}


def appeal_for(address: str) -> Appeal:
    """In the state in which the address is open to somebody; a draft for everything that is done with drafts."""
    state, now = STATES.get(address, AppealState.DRAFT), timezone.now()
    is_draft = state == AppealState.DRAFT
    head, member = person("foreign.head"), person("centre.commissioner")
    appeal, is_new = Appeal.objects.get_or_create(
        conclusion=conclusion_for(address),
        defaults={"state": state, "language": "kk", "begun_at": now, "begun_by": head,
                  "filed_at": None if is_draft else now, "file_by": None if is_draft else now},
    )  # fmt: skip
    if is_new and state == AppealState.CONSIDERED:
        Vote.objects.create(appeal=appeal, round=Round.APPEAL, member=member, cast_at=now)
    if is_new and state == AppealState.DECIDED:
        Decision.objects.create(
            appeal=appeal, round=Round.APPEAL, outcome=Outcome.REJECTED, number="1", reasons="x", language="kk",
            due_at=now, decided_at=now, decided_by=member,
        )  # fmt: skip
    return appeal


def claim_against(case: PenaltyCase) -> Claim:
    appeal = appeal_for("take_back_claim")
    return Claim.objects.create(appeal=appeal, item=appeal.conclusion.items.get(), case=case, reason="It was right.")


def appeal_document(address: str) -> AppealDocument:
    """With its bytes."""
    somebody = person("foreign.head")
    kept = keep_content(io.BytesIO(b"%PDF-1.7 extract"), "extract.pdf", by=somebody)
    document, _ = AppealDocument.objects.get_or_create(
        appeal=appeal_for(address), file=kept.sha256, file_name="extract.pdf",
        defaults={"title": "Extract", "given_at": timezone.now(), "given_by": somebody},
    )  # fmt: skip
    return document
