"""Room conclusions: a body receives a conclusion, replies item by item with documents, is answered; the clocks."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import DatabaseError

from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Stage
from tarazy.web.rooms.collection.actions.evidence import Document
from tarazy.web.rooms.conclusions import tasks
from tarazy.web.rooms.conclusions.actions.clocks import end_reply, hold_received
from tarazy.web.rooms.conclusions.actions.replying import (
    Judged,
    answer_reply,
    give_reply_document,
    receive_conclusion,
    reply_to_item,
    send_reply,
    take_back_reply_document,
)
from tarazy.web.rooms.conclusions.enums import Stance, State, Verdict, Way
from tarazy.web.rooms.conclusions.life import LIFE, RECEIVED_AFTER_DAYS, REPLY_DAYS
from tarazy.web.rooms.conclusions.models import Conclusion, ItemReply, Receipt
from tarazy.web.rooms.conclusions.queries.clocks import Clocks, clocks_of
from tarazy.web.rooms.conclusions.queries.conclusions import (
    bodies_done,
    conclusions_to_answer,
    documents_on,
    draft_of,
    items_of,
    own_conclusions,
    replies_to,
    reply_document_numbered,
)
from tarazy.web.rooms.conclusions.queries.drafts import draft_in
from tarazy.web.rooms.conclusions.rules.conclusions import (
    may_answer,
    may_keep_clocks,
    may_lapse,
    may_read,
    may_read_reply_document,
    may_receive,
    may_reply,
    may_see,
    may_see_conclusions,
    may_see_conclusions_of,
    may_send_reply,
)
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.people.queries import system_actor
from tests.web.concluding import BLOCK, Concluding, again, in_days, issued, received, replied, said

pytestmark = [pytest.mark.database, pytest.mark.django_db]
DOCUMENT = Document("Extract of the register", link="https://adilet.zan.kz/extract")


def closes(world: Concluding, phase: Phase, days: int) -> None:
    Stage.objects.filter(campaign=world.campaign, phase=phase).update(opens_on=in_days(-40), closes_on=in_days(days))


def clocks(conclusion: Conclusion) -> Clocks:
    found = clocks_of(conclusion)
    assert found is not None
    return found


def test_every_move_as_every_role() -> None:
    for trial in LIFE.matrix({role.value: RIGHTS[role] for role in Role}, ["", *(phase.value for phase in Phase)]):
        answer = LIFE.may(trial.state, trial.move, rights=RIGHTS[Role(trial.role)], phases={trial.phase})
        assert (answer is True) == trial.allowed, trial


def test_a_body_opens_a_conclusion_before_it_reads_it(concluding: Concluding) -> None:
    world = concluding
    conclusion = issued(world)
    assert may_see(world.officer, conclusion) is True
    assert may_read(world.officer, conclusion) is not True
    assert may_reply(world.officer, conclusion) is not True
    for user in (world.stranger, world.assessor, world.administrator):
        assert may_receive(user, conclusion) is not True
    receipt = receive_conclusion(conclusion, by=world.officer)
    assert (receipt.received_on, receipt.way) == (in_days(0), Way.OPENED)
    conclusion = again(conclusion)
    assert may_read(world.officer, conclusion) is True
    assert may_reply(world.officer, conclusion) is True
    with pytest.raises(Denied, match="received already"):
        receive_conclusion(conclusion, by=world.head)


def test_who_reads_what_was_issued(concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    for user in (world.assessor, world.administrator, world.officer, world.head):
        assert may_read(user, conclusion) is True
    assert may_read(world.stranger, conclusion) is not True
    assert may_see_conclusions(world.officer) is True
    assert may_see_conclusions(world.administrator) is not True
    assert may_see_conclusions_of(world.administrator, world.campaign) is True
    assert may_see_conclusions_of(world.officer, world.campaign) is not True
    assert list(own_conclusions(world.stranger)) == []


def test_without_opening_it_counts_as_received_after_some_working_days(concluding: Concluding) -> None:
    calendar = calendar_of(concluding.campaign.organisation.place)
    fresh = issued(concluding)
    found = clocks(fresh)
    assert found.received_on is None
    assert found.held_received_on == calendar.add_working_days(in_days(0), RECEIVED_AFTER_DAYS)
    with pytest.raises(ValidationError, match="has not come"):
        hold_received(fresh, by=system_actor())
    fresh.issuing.issued_at -= datetime.timedelta(days=20)
    late = clocks(fresh)
    assert late.received_on == calendar.add_working_days(in_days(-20), RECEIVED_AFTER_DAYS)
    assert may_read(concluding.officer, fresh) is True
    assert may_receive(concluding.officer, fresh) is not True


def test_the_right_of_reply_lasts_as_long_as_its_phase_and_never_less_than_its_days(concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    stage = Stage.objects.get(campaign=world.campaign, phase=Phase.REPLY)
    assert clocks(conclusion).reply_until == stage.closes_on
    closes(world, Phase.REPLY, -1)
    calendar, short = calendar_of(world.campaign.organisation.place), clocks(again(conclusion))
    assert short.reply_until == calendar.add_working_days(in_days(0), REPLY_DAYS)
    assert short.days_left == REPLY_DAYS
    assert may_reply(world.officer, again(conclusion)) is True
    Stage.objects.filter(pk=stage.pk).update(opens_on=in_days(3), closes_on=in_days(30))
    assert may_reply(world.officer, again(conclusion)) is not True


def test_each_item_is_agreed_or_objected_to_with_words(concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    first, second = items_of(conclusion)[:2]
    with pytest.raises(ValidationError, match="why you object"):
        reply_to_item(first, Stance.OBJECTS, " ", language="kk", edition=0, by=world.officer)
    reply_to_item(first, Stance.OBJECTS, "Басқа.", language="kk", edition=0, by=world.officer)
    with pytest.raises(ValidationError, match="since you opened it"):
        reply_to_item(first, Stance.AGREES, language="kk", edition=0, by=world.head)
    reply_to_item(first, Stance.AGREES, language="kk", edition=1, by=world.head)
    assert replies_to(conclusion)[first.pk].stance == Stance.AGREES
    assert ItemReply.objects.filter(item=first).count() == 2  # what was said before stays
    with pytest.raises(Denied):
        reply_to_item(second, Stance.AGREES, language="kk", edition=0, by=world.stranger)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ItemReply.objects.update(text="x")


def test_documents_stand_beside_an_item_until_they_are_taken_back(concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    item = items_of(conclusion)[0]
    with pytest.raises(ValidationError):
        give_reply_document(item, Document(""), by=world.officer)
    given = give_reply_document(item, DOCUMENT, by=world.officer)
    assert documents_on(conclusion) == {item.pk: [given]}
    assert may_read_reply_document(world.officer, given) is True
    assert may_read_reply_document(world.assessor, given) is not True  # not sent yet
    take_back_reply_document(given, by=world.officer)
    assert documents_on(conclusion) == {}
    with pytest.raises(ValidationError, match="already"):
        take_back_reply_document(given, by=world.officer)


def test_the_head_sends_the_whole_reply(concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    assert may_send_reply(world.officer, conclusion) is not True
    assert may_send_reply(world.head, conclusion) is True
    with pytest.raises(ValidationError, match="1, 2"):
        send_reply(conclusion, by=world.head)
    given = give_reply_document(items_of(conclusion)[0], DOCUMENT, by=world.officer)
    said(conclusion, world)
    assert bodies_done(world.campaign) == {"KZ-47"}
    reply = send_reply(conclusion, by=world.head)
    assert (again(conclusion).state, reply.objections) == (State.REPLIED, 1)
    assert bodies_done(world.campaign) == {"KZ-43", "KZ-47"}
    sent = reply_document_numbered(given.pk)
    assert sent is not None
    assert may_read_reply_document(world.assessor, sent) is True
    assert conclusions_to_answer(world.assessor) == [conclusion]
    with pytest.raises(ValidationError, match="meanwhile"):  # from a page that was opened before
        reply_to_item(items_of(conclusion)[0], Stance.AGREES, language="kk", edition=1, by=world.head)
    with pytest.raises(Denied):
        reply_to_item(items_of(again(conclusion))[0], Stance.AGREES, language="kk", edition=1, by=world.head)


def test_where_all_is_agreed_the_conclusion_is_final(concluding: Concluding) -> None:
    conclusion = replied(concluding, objecting=0)
    assert conclusion.state == State.FINAL
    assert conclusions_to_answer(concluding.assessor) == []


def test_an_objection_is_answered_with_a_reason(concluding: Concluding) -> None:
    world = concluding
    conclusion = replied(world, objecting=2)
    first, second = items_of(conclusion)[:2]
    for user in (world.head, world.administrator):
        assert may_answer(user, conclusion) is not True
    with pytest.raises(ValidationError, match="Still open: 2"):
        answer_reply(
            conclusion, {first.pk: Judged(Verdict.UPHELD, "Күшінде."), second.pk: Judged(Verdict.UPHELD, " ")},
            language="kk", by=world.assessor,
        )  # fmt: skip
    upheld = Judged(Verdict.UPHELD, "Құжат мұны растамайды.")
    assert answer_reply(conclusion, {first.pk: upheld, second.pk: upheld}, language="kk", by=world.assessor) is None
    assert again(conclusion).state == State.FINAL
    assert [item.answer.reason for item in items_of(conclusion)[:2]] == [upheld.reason] * 2
    assert draft_of(world.campaign, world.unit, BLOCK) is None


def test_a_changed_item_begins_a_new_conclusion_and_a_new_right_of_reply(concluding: Concluding) -> None:
    world = concluding
    conclusion = replied(world)
    item = items_of(conclusion)[0]
    newer = answer_reply(conclusion, {item.pk: Judged(Verdict.CHANGED, "Дұрыс.")}, language="kk", by=world.assessor)
    assert newer is not None
    assert (newer.replaces_id, newer.state) == (conclusion.pk, State.DRAFT)
    assert [one.text for one in draft_in(newer).items] == [one.text for one in items_of(conclusion)]


def test_who_says_nothing_in_time_has_a_final_conclusion(concluding: Concluding) -> None:
    world, system = concluding, system_actor()
    conclusion = issued(world)
    with pytest.raises(ValidationError, match="may still reply"):
        end_reply(conclusion, by=system)
    assert may_lapse(world.administrator, conclusion) is not True
    assert may_keep_clocks(world.administrator) is not True
    tasks.keep_clocks()
    assert again(conclusion).state == State.ISSUED
    assert not Receipt.objects.exists()


def test_the_worker_keeps_the_clocks(concluding: Concluding, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty days later nobody has opened it: received by time, then over."""
    conclusion = issued(concluding)
    closes(concluding, Phase.REPLY, 2)
    later = in_days(20)
    monkeypatch.setattr("tarazy.web.rooms.conclusions.queries.clocks.timezone.localdate", lambda: later)
    tasks.keep_clocks()
    held = again(conclusion)
    assert held.receipt.way == Way.TIME
    assert held.receipt.received_on < later
    assert held.state == State.FINAL
    tasks.keep_clocks()
    assert Receipt.objects.count() == 1
