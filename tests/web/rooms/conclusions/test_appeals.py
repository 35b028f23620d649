"""Room conclusions: an appeal is written by the head, filed with documents and in time, and complained of once."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.models import Stage
from tarazy.web.rooms.conclusions.actions.appeals import (
    begin_appeal,
    claim_penalty,
    claim_value,
    complain,
    file_appeal,
    give_appeal_document,
    take_back_appeal_document,
    take_back_claim,
    withdraw_appeal,
)
from tarazy.web.rooms.conclusions.enums import AppealState, Inadmissible
from tarazy.web.rooms.conclusions.models import Appeal, AppealChange, Conclusion
from tarazy.web.rooms.conclusions.queries.appeals import (
    appeals_before,
    appeals_of,
    changes_of,
    digest_of,
    open_appeals,
    own_appeals,
)
from tarazy.web.rooms.conclusions.queries.claims import numbers_at
from tarazy.web.rooms.conclusions.rules.appeals import (
    may_begin_appeal,
    may_complain,
    may_file,
    may_see_appeal,
    may_see_own_list,
)
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.post.models import Message
from tests.web.appealing import BLOCK, CLAIMED, DOCUMENT, STATISTICAL, Appealing, asked_value, decided, filed, written

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def begun(world: Appealing) -> Appeal:
    return begin_appeal(world.conclusion, language="kk", by=world.head)


def received_on(world: Appealing, day: datetime.date) -> Conclusion:
    """The same conclusion as it would be had it been received on another day."""
    conclusion = Conclusion.objects.select_related("receipt", "issuing", "unit", "campaign__organisation").get()
    conclusion.receipt.received_on = day
    conclusion.issuing.issued_at = timezone.now() - (timezone.localdate() - day)
    return conclusion


def test_only_the_head_of_the_body_appeals_and_only_while_appeals_are_open(appealing: Appealing) -> None:
    world = appealing
    assert may_begin_appeal(world.head, world.conclusion) is True
    for other in (world.officer, world.stranger, world.administrator, world.assessor, *world.members):
        assert may_begin_appeal(other, world.conclusion) is not True
        with pytest.raises(Denied):
            begin_appeal(world.conclusion, language="kk", by=other)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Stage.objects.filter(phase="appeals").update(opens_on=yesterday, closes_on=yesterday)
    assert may_begin_appeal(world.head, Conclusion.objects.get()) is not True


def test_there_is_one_appeal_a_conclusion_until_it_is_withdrawn(appealing: Appealing) -> None:
    appeal = begun(appealing)
    assert may_begin_appeal(appealing.head, appealing.conclusion) is not True
    withdraw_appeal(appeal, by=appealing.head)
    assert may_begin_appeal(appealing.head, appealing.conclusion) is True
    assert begun(appealing).pk != appeal.pk


def test_nothing_is_appealed_against_before_it_is_received_or_once_it_is_superseded(appealing: Appealing) -> None:
    Conclusion.objects.update(state="superseded")
    assert may_begin_appeal(appealing.head, Conclusion.objects.get()) is not True
    unreceived = Conclusion.objects.create(
        campaign=appealing.campaign, unit=appealing.conclusion.unit, block="goals", run=appealing.conclusion.run,
        state="issued", language="kk", begun_at=timezone.now(), begun_by=appealing.assessor,
    )  # fmt: skip
    assert may_begin_appeal(appealing.head, unreceived) is not True


def test_a_draft_is_the_bodys_own_and_a_filed_appeal_is_seen_by_both_sides(appealing: Appealing) -> None:
    world, appeal = appealing, written(appealing)
    inside, outside = (world.head, world.officer), (*world.members, world.assessor, world.administrator)
    assert all(may_see_appeal(user, appeal) is True for user in inside)
    assert all(may_see_appeal(user, appeal) is not True for user in (*outside, world.stranger))
    file_appeal(appeal, by=world.head)
    assert all(may_see_appeal(user, appeal) is True for user in (*inside, *outside))
    assert may_see_appeal(world.stranger, appeal) is not True
    assert list(own_appeals(world.officer)) == [appeal] == list(appeals_of(world.campaign))
    assert list(own_appeals(world.stranger)) == [] == list(appeals_before(world.stranger))
    assert list(appeals_before(world.members[0])) == [appeal]
    assert may_see_own_list(world.members[0]) is True
    assert may_see_own_list(world.administrator) is not True


def test_without_a_document_or_a_claim_nothing_is_filed(appealing: Appealing) -> None:
    appeal = begun(appealing)
    with pytest.raises(ValidationError) as refused:
        file_appeal(appeal, by=appealing.head)
    assert [str(one) for one in refused.value.messages] == [
        "Say what you ask for: another value, or that a penalty be cancelled.",
        "An appeal is filed with documents only. Give at least one.",
    ]
    document = give_appeal_document(appeal, DOCUMENT, by=appealing.head)
    claim = claim_penalty(appeal, appealing.items[BLOCK], "It was right.", by=appealing.head)
    take_back_appeal_document(document, by=appealing.head)
    with pytest.raises(ValidationError, match="documents only"):
        file_appeal(appeal, by=appealing.head)
    take_back_claim(claim, by=appealing.head)
    give_appeal_document(appeal, DOCUMENT, by=appealing.head)
    with pytest.raises(ValidationError, match="Say what you ask for"):
        file_appeal(appeal, by=appealing.head)


def test_what_was_filed_changes_no_more_and_its_digest_is_kept(appealing: Appealing) -> None:
    appeal = filed(appealing)
    assert (appeal.state, changes_of(appeal).get().digest) == (AppealState.FILED, digest_of(appeal))
    assert may_file(appealing.head, appeal) is not True
    with pytest.raises(Denied):
        give_appeal_document(appeal, DOCUMENT, by=appealing.head)
    with pytest.raises(Denied):
        take_back_claim(appeal.claims.all()[0], by=appealing.head)


def test_the_members_who_decide_are_told_of_a_filed_appeal(appealing: Appealing) -> None:
    appeal = filed(appealing)
    told = set(Message.objects.filter(about_kind="conclusions.appeal", about_id=appeal.pk).values_list("recipient"))
    assert told == {(member.pk,) for member in appealing.members}


def test_the_journal_holds_no_text_of_an_appeal(appealing: Appealing) -> None:
    appeal = filed(appealing)
    entries = Entry.objects.filter(room="conclusions")
    assert {"begin_appeal", "claim_value", "claim_penalty", "file_appeal", "move_appeal"} <= {
        entry.verb for entry in entries
    }
    for claim in appeal.claims.all():
        assert not any(claim.reason in str(vars(entry)) for entry in entries)


@pytest.mark.parametrize(
    ("value", "reason", "message"),
    [
        (None, "Why.", "as a number"),
        (float("inf"), "Why.", "as a number"),
        (-1.0, "Why.", "between 0 and 2e+07"),
        (1.0, " ", "which document shows it"),
    ],
)
def test_a_value_is_asked_for_as_a_number_with_its_reason(
    appealing: Appealing, value: float | None, reason: str, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        claim_value(begun(appealing), appealing.items["on_time"], CLAIMED, "", value, reason, by=appealing.head)
    assert message in str(refused.value)


def test_the_value_that_counts_already_is_not_asked_for_nor_one_twice(appealing: Appealing) -> None:
    appeal, item = begun(appealing), appealing.items["on_time"]
    number = next(one for one in numbers_at(appealing.conclusion, item) if one.key == (CLAIMED, ""))
    assert number.now is not None
    assert (number.now.series, number.series) == ("self-report", "decision")
    with pytest.raises(ValidationError, match="counts already"):
        claim_value(appeal, item, CLAIMED, "", number.now.value, "Why.", by=appealing.head)
    claim_value(appeal, item, CLAIMED, "", asked_value(), "Why.", by=appealing.head)
    with pytest.raises(ValidationError, match="already"):
        claim_value(appeal, item, CLAIMED, "", 7.0, "Why.", by=appealing.head)


def test_what_no_decision_can_change_is_said_when_it_is_asked_for(appealing: Appealing) -> None:
    item = appealing.items[STATISTICAL]
    (number,) = numbers_at(appealing.conclusion, item)
    assert number.series is None
    with pytest.raises(ValidationError, match="no decision on an appeal can change it"):
        claim_value(begun(appealing), item, *number.key, 1.0, "Why.", by=appealing.head)


def test_targets_and_numbers_of_other_items_are_not_among_those_of_an_item(appealing: Appealing) -> None:
    item = appealing.items["on_time"]
    assert [one.key[0] for one in numbers_at(appealing.conclusion, item)] == ["services_on_time", "services_delivered"]
    item.node = "jobs"
    assert [one.key[0] for one in numbers_at(appealing.conclusion, item)] == ["jobs_created"]
    with pytest.raises(ValidationError, match="Choose a number"):
        claim_value(begun(appealing), item, CLAIMED, "", 1.0, "Why.", by=appealing.head)


def test_only_an_item_on_a_penalty_case_that_counts_is_asked_to_be_cancelled(appealing: Appealing) -> None:
    appeal = begun(appealing)
    with pytest.raises(ValidationError, match="rests on no penalty case"):
        claim_penalty(appeal, appealing.items["on_time"], "Why.", by=appealing.head)
    claim_penalty(appeal, appealing.items[BLOCK], "Why.", by=appealing.head)
    with pytest.raises(ValidationError, match="already"):
        claim_penalty(appeal, appealing.items[BLOCK], "Why.", by=appealing.head)


def test_what_is_filed_too_late_is_kept_and_not_admitted_by_the_system(appealing: Appealing) -> None:
    appeal = written(appealing)
    appeal.conclusion = received_on(appealing, timezone.localdate() - datetime.timedelta(days=30))
    file_appeal(appeal, by=appealing.head)
    assert appeal.state == AppealState.INADMISSIBLE
    last = AppealChange.objects.order_by("-pk")[0]
    assert (last.ground, last.moved_by.username) == (Inadmissible.LATE, "system")
    assert open_appeals(appealing.campaign) == []
    told = {message.recipient for message in Message.objects.filter(about_kind="conclusions.appeal")}
    assert told == {appealing.head.pk}


def test_a_complaint_is_filed_once_and_only_where_not_everything_is_granted(appealing: Appealing) -> None:
    appeal = decided(appealing, (0,), (0,), ()).appeal
    assert may_complain(appealing.officer, appeal) is not True
    with pytest.raises(ValidationError, match="what in the decision is wrong"):
        complain(appeal, " ", language="kk", by=appealing.head)
    made = complain(appeal, "The case was wrong, too.", language="kk", by=appealing.head)
    assert (appeal.state, made.filed_at < made.file_by) == (AppealState.COMPLAINED, True)
    with pytest.raises(Denied):
        complain(appeal, "Again.", language="kk", by=appealing.head)


def test_who_was_granted_everything_has_nothing_to_complain_of(appealing: Appealing) -> None:
    appeal = decided(appealing, (0, 1), (0, 1), ()).appeal
    assert may_complain(appealing.head, appeal) is not True
    assert open_appeals(appealing.campaign) == []


def test_an_appeal_is_open_until_nothing_more_can_come_of_it(
    appealing: Appealing, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = written(appealing)
    assert open_appeals(appealing.campaign) == []
    file_appeal(draft, by=appealing.head)
    assert open_appeals(appealing.campaign) == [draft]
    withdraw_appeal(draft, by=appealing.head)
    assert open_appeals(appealing.campaign) == []
    appeal = decided(appealing, (0,), (0,), ()).appeal
    assert open_appeals(appealing.campaign) == [appeal]
    later = timezone.now() + datetime.timedelta(days=30)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert open_appeals(appealing.campaign) == []
    head = User.objects.get(pk=appealing.head.pk)
    assert "time for a complaint has passed" in str(getattr(may_complain(head, appeal), "reason", ""))
