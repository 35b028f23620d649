"""What the pilot of the demonstration comes to: conclusions in every state, replies, an open and a granted appeal."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from tarazy.cli.demo.samples import ADVICE, EXPLANATION, MINUTES, NOTE, REPORT, sample_document
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import criteria_of
from tarazy.web.rooms.conclusions.actions.appeals import begin_appeal, claim_value, file_appeal, give_appeal_document
from tarazy.web.rooms.conclusions.actions.commission import admit, cast_vote, decide
from tarazy.web.rooms.conclusions.actions.replying import receive_conclusion, reply_to_item, send_reply
from tarazy.web.rooms.conclusions.actions.writing import begin_conclusion, issue_conclusion, save_draft
from tarazy.web.rooms.conclusions.enums import Stance
from tarazy.web.rooms.conclusions.models import Appeal, Conclusion, Item
from tarazy.web.rooms.conclusions.queries.claims import Number, numbers_at
from tarazy.web.rooms.conclusions.queries.conclusions import conclusions, items_of
from tarazy.web.rooms.conclusions.queries.drafts import Advice, Draft, draft_in
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.work.enums import State as TaskState
from tarazy.web.rooms.work.queries import tasks_about
from tarazy.web.rooms.work.tasks import perform_task

LANGUAGE: Final = "ru"
FIRST, SECOND = "KZ-43", "KZ-47"
ADVISED: Final = datetime.timedelta(weeks=12)
ASKED_MORE: Final = 1.02


def compute_pilot(campaign: Campaign) -> None:
    """Compute what the close of verification or a granted appeal has queued; no worker is there yet."""
    for task in list(tasks_about(campaign).filter(state=TaskState.WAITING)):
        perform_task(task.pk)
        task.refresh_from_db()
        if task.state != TaskState.DONE:
            raise ValidationError(str(task.fault))


def conclude_pilot(campaign: Campaign, people: Mapping[str, User]) -> int:
    """Conclusions on two oblasts: agreed to, objected to, appealed against, not opened yet. How many were issued."""
    blocks = list(criteria_of(methodology_of(campaign.version)))
    assessor = people["assessor"]
    issued = {
        (unit, block): _issued(campaign, Unit.objects.get(pk=unit), block, assessor)
        for unit, block in [(FIRST, block) for block in blocks] + [(SECOND, block) for block in blocks[:2]]
    }
    _replied(issued[FIRST, blocks[0]], people["head-43"], Stance.AGREES)
    _replied(issued[FIRST, blocks[1]], people["head-43"], Stance.OBJECTS)
    begin_conclusion(campaign, Unit.objects.get(pk=SECOND), blocks[2], language=LANGUAGE, by=assessor)
    open_one = _appealed(issued[FIRST, blocks[2]], people["head-43"])
    admit(open_one, by=people["commissioner1"])
    cast_vote(open_one, [claim.pk for claim in open_one.claims.all()], by=people["commissioner1"])
    granted = _appealed(issued[SECOND, blocks[0]], people["head-47"])
    admit(granted, by=people["commissioner1"])
    for name in ("commissioner1", "commissioner2"):
        cast_vote(granted, [claim.pk for claim in granted.claims.all()], by=people[name])
    decide(granted, MINUTES, EXPLANATION, language=LANGUAGE, by=people["commissioner2"])
    compute_pilot(campaign)
    return len(issued)


def _issued(campaign: Campaign, unit: Unit, block: str, assessor: User) -> Conclusion:
    begun = begin_conclusion(campaign, unit, block, language=LANGUAGE, by=assessor)
    draft = draft_in(begun)
    advice = (Advice(text=ADVICE, deadline=timezone.localdate() + ADVISED, node=draft.items[0].node),)
    written = save_draft(
        begun, Draft(report=REPORT, items=draft.items, advice=advice), edition=begun.edition, by=assessor
    )
    return issue_conclusion(written, edition=written.edition, by=assessor)


def _received(conclusion: Conclusion, head: User) -> Conclusion:
    receive_conclusion(conclusion, by=head)
    return conclusions().get(pk=conclusion.pk)


def _replied(conclusion: Conclusion, head: User, to_first: Stance) -> None:
    """Reply to every item: to the first as given, to the others with agreement."""
    received = _received(conclusion, head)
    for number, item in enumerate(items_of(received)):
        stance = to_first if number == 0 else Stance.AGREES
        reply_to_item(item, stance, EXPLANATION, language=LANGUAGE, edition=0, by=head)
    send_reply(received, by=head)


def _appealed(conclusion: Conclusion, head: User) -> Appeal:
    """File an appeal against the first number of the conclusion about which a decision may stand."""
    received = _received(conclusion, head)
    appeal = begin_appeal(received, language=LANGUAGE, by=head)
    item, number = _disputed(received)
    assert number.now is not None
    assert number.now.value is not None
    claim_value(appeal, item, *number.key, number.now.value * ASKED_MORE, NOTE, by=head)
    give_appeal_document(appeal, sample_document(f"appeal-{conclusion.unit_id}.pdf", head), by=head)
    return file_appeal(appeal, by=head)


def _disputed(conclusion: Conclusion) -> tuple[Item, Number]:
    """A number that the body reports itself, which may be a little more and still be possible."""
    for item in items_of(conclusion):
        for number in numbers_at(conclusion, item):
            value, bounds = number.now and number.now.value, number.variable.range
            possible = value and (bounds is None or value * ASKED_MORE <= bounds.high)
            if number.series is not None and possible:
                return item, number
    raise LookupError(f"{conclusion}: no number of it can be disputed")
