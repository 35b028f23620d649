"""A conclusion on the oblast `foreign` in the running campaign of `tests.web.campaigned`, written directly, in the
state that an address is about.
"""

from __future__ import annotations

import io
import uuid

from django.utils import timezone

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import Kind, Stance, State, Way
from tarazy.web.rooms.conclusions.models import Conclusion, Issuing, Item, ItemReply, Receipt, ReplyDocument
from tarazy.web.rooms.conclusions.queries.drafts import Advice, Draft, DraftItem, stored
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.models import CampaignRun, Run
from tests.web.campaigned import PERIOD, UNITS, first_block
from tests.web.concluding import in_days
from tests.web.peopled import person

UNIT = "KZ-43"
WRITTEN = ("write_report", "add_item", "change_item", "remove_item", "add_advice", "remove_advice", "note_earlier",
           "take_later_run", "issue_conclusion")  # fmt: skip
ANSWERED, UNOPENED = "answer_reply", "receive_conclusion"


def run_of(campaign: Campaign) -> Run:
    """Not computed: enough to be explained from what is recorded."""
    now, by = timezone.now(), person("centre.analyst")
    run = Run.objects.create(
        version=campaign.version, methodology_hash="0" * 64, data_hash=uuid.uuid4().hex, engine_version="0", as_of=now,
        periods=[PERIOD], computed_at=now, computed_by=by,
    )  # fmt: skip
    CampaignRun.objects.create(run=run, campaign=campaign, reason=Reason.REQUEST, units=list(UNITS))
    return run


def conclusion_for(address: str) -> Conclusion:
    campaign, by, now = Campaign.objects.get(pk="running"), person("centre.assessor"), timezone.now()
    state = State.DRAFT if address in WRITTEN else State.REPLIED if address == ANSWERED else State.ISSUED
    block = first_block(campaign)
    draft = Draft(
        items=(DraftItem(kind=Kind.REMARKED, node=block, text="Remark."),),
        advice=(Advice(text="Advice.", deadline=in_days(30)),),
    )
    conclusion, is_new = Conclusion.objects.get_or_create(
        campaign=campaign, unit_id=UNIT, block=block, state=state,
        defaults={"run": run_of(campaign), "language": "kk", "draft": stored(draft), "begun_at": now, "begun_by": by},
    )  # fmt: skip
    if is_new and state != State.DRAFT:
        Issuing.objects.create(
            conclusion=conclusion, report="Report.", language="kk", digest="0" * 64, issued_at=now, issued_by=by
        )
        item = Item.objects.create(conclusion=conclusion, position=1, kind=Kind.REMARKED, node=block, text="Remark.")
        ItemReply.objects.create(
            item=item, edition=1, stance=Stance.OBJECTS, text="No.", language="kk", said_at=now,
            said_by=person("foreign.officer"),
        )  # fmt: skip
        if address != UNOPENED:
            Receipt.objects.create(
                conclusion=conclusion, received_on=in_days(0), way=Way.OPENED, recorded_at=now,
                recorded_by=person("foreign.officer"),
            )  # fmt: skip
    return conclusion


def concluded_item(address: str) -> Item:
    return conclusion_for(address).items.get()


def reply_document(address: str) -> ReplyDocument:
    """A document beside the body's objection, with its bytes."""
    somebody = person("foreign.officer")
    kept = keep_content(io.BytesIO(b"%PDF-1.7 reply"), "reply.pdf", by=somebody)
    document, _ = ReplyDocument.objects.get_or_create(
        item=concluded_item(address), file=kept.sha256, file_name="reply.pdf",
        defaults={"title": "Reply", "given_at": timezone.now(), "given_by": somebody},
    )  # fmt: skip
    return document
