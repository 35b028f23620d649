"""Room conclusions: who takes no part in a decision, how the commission votes and decides, what a decision brings."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Assignment, TargetChange
from tarazy.web.rooms.collection.models import Acceptance, Cell, CellChange, Evidence, Explanation, Submission
from tarazy.web.rooms.collection.models import StateChange as FormChange
from tarazy.web.rooms.conclusions.actions.appeals import complain
from tarazy.web.rooms.conclusions.actions.commission import admit, cast_vote, decide, refuse_to_admit, set_quorum
from tarazy.web.rooms.conclusions.enums import AppealState, Inadmissible, Outcome, Part, Round
from tarazy.web.rooms.conclusions.models import Answer, ItemReply, Reply, ReplyDocument, StateChange, Vote
from tarazy.web.rooms.conclusions.queries.appeals import changes_of, claims_to_decide, runs_around
from tarazy.web.rooms.conclusions.queries.commission import (
    TAKING_PART,
    commission_of,
    members_of,
    parts_taken,
    quorum_of,
    took_part,
    votes_of,
)
from tarazy.web.rooms.conclusions.rules.appeals import may_admit, may_decide, may_see_votes, may_set_quorum, may_vote
from tarazy.web.rooms.followup.actions import open_recommendation
from tarazy.web.rooms.followup.enums import Kind as RecommendationKind
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.models import Message
from tarazy.web.rooms.remarks.models import Remark
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.models import Score
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.models import Assignment as Check
from tarazy.web.rooms.verification.models import (
    Cancellation,
    Finding,
    Frame,
    FrameItem,
    PenaltyCase,
    Sample,
    SampleItem,
    Settlement,
)
from tarazy.web.rooms.work.models import Task
from tests.web.appealing import BLOCK, CLAIMED, OTHER, Appealing, asked_value, decided, filed, voted, written
from tests.web.piloted import BODY, PERIOD
from tests.web.rooms.campaigns.conftest import person

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def somebody(appealing: Appealing) -> User:
    return person("somebody", Role.COMMISSIONER, Organisation.objects.get(pk="centre"))


def drawn_item(world: Appealing, cell: Cell) -> SampleItem:
    now, by = timezone.now(), world.administrator
    frame = Frame.objects.create(
        campaign=world.campaign, design="simple", parameters={}, hash="0" * 64, engine_version="0", published_at=now,
        published_by=by,
    )  # fmt: skip
    item = FrameItem.objects.create(frame=frame, name="one", change=cell.changes.all()[0], inclusion=1)
    sample = Sample.objects.create(
        frame=frame, seed="7", second_seed="8", engine_version="0", drawn_at=now, drawn_by=by
    )
    return SampleItem.objects.create(sample=sample, item=item, is_checked_twice=False)


def take_part(world: Appealing, how: str, who: User) -> None:
    """One row of the table by which somebody takes part, about the body that appeals."""
    now, unit = timezone.now(), world.conclusion.unit
    submission = Submission.objects.get(campaign=world.campaign, unit=unit)
    cell = submission.cells.order_by("pk")[0]
    item = world.items["on_time"]
    form_change = {"submission": submission, "move": "submit", "state": "submitted", "digest": "", "moved_at": now}
    given = {"title": "Report", "given_at": now, "given_by": who}
    finding = {"turn": 1, "verdict": "confirmed", "found_at": now, "verifier": who}
    case = {"campaign": world.campaign, "unit": unit, "node": BLOCK, "period": PERIOD, "points": 1, "ground": "x"}
    said = {"stance": "agrees", "language": "kk", "said_at": now, "said_by": who}
    answered = {"verdict": "upheld", "reason": "x", "language": "kk", "answered_at": now, "answered_by": who}
    ways = {
        "Assignment": lambda: Assignment.objects.create(
            campaign=world.campaign, unit=unit, node="services_openness", assessor=who, assigned_at=now,
            assigned_by=world.administrator, ended_at=now),
        "CellChange": lambda: CellChange.objects.create(
            cell=cell, edition=9, origin="typed", changed_at=now, changed_by=who),
        "Evidence": lambda: Evidence.objects.create(cell=cell, link="https://a.kz/", **given),
        "Explanation": lambda: Explanation.objects.create(
            submission=submission, check_id="range", case="0", text="x", given_at=now, given_by=who),
        "StateChange of a form": lambda: FormChange.objects.create(moved_by=who, **form_change),
        "Acceptance": lambda: Acceptance.objects.create(
            state_change=FormChange.objects.create(moved_by=world.officer, **form_change), block=BLOCK,
            accepted_at=now, accepted_by=who),
        "Check": lambda: Check.objects.create(
            item=drawn_item(world, cell), turn=1, verifier=who, assigned_at=now, assigned_by=world.administrator),
        "Finding": lambda: Finding.objects.create(item=drawn_item(world, cell), **finding),
        "Settlement": lambda: Settlement.objects.create(
            item=drawn_item(world, cell), verdict="confirmed", reason="x", settled_at=now, settled_by=who),
        "PenaltyCase": lambda: PenaltyCase.objects.create(act="x", opened_at=now, opened_by=who, **case),
        "Cancellation": lambda: Cancellation.objects.create(
            case=PenaltyCase.objects.create(act="x", opened_at=now, opened_by=world.administrator, **case),
            decision="x", reason="x", cancelled_at=now, cancelled_by=who),
        "Conclusion": lambda: type(world.conclusion).objects.create(
            campaign=world.campaign, unit=unit, block="goals", run=world.conclusion.run, language="kk", begun_at=now,
            begun_by=who),
        "Issuing": lambda: _issued(world, who),
        "StateChange": lambda: StateChange.objects.create(
            conclusion=world.conclusion, move="answer", state="final", moved_at=now, moved_by=who),
        "Answer": lambda: Answer.objects.create(item=item, **answered),
        "ItemReply": lambda: ItemReply.objects.create(item=item, edition=1, **said),
        "ReplyDocument": lambda: ReplyDocument.objects.create(item=item, link="https://a.kz/", **given),
        "Reply": lambda: Reply.objects.create(
            conclusion=world.conclusion, digest="0", objections=0, sent_at=now, sent_by=who),
        "Remark": lambda: Remark.objects.create(
            about_kind="collection.cell", about_id=str(cell.pk), text="Why?", language="kk", said_at=now, said_by=who),
        "TargetChange": lambda: _target_changed(world, who),
        "Recommendation": lambda: open_recommendation(
            unit, RecommendationKind.RECOMMENDATION, "Do it.", language="kk",
            deadline=timezone.localdate() + datetime.timedelta(days=30),
            organisation=world.campaign.organisation, origin=("conclusions.conclusion", "1"), by=who),
    }  # fmt: skip
    ways[how]()


def _issued(world: Appealing, who: User) -> None:
    other = type(world.conclusion).objects.create(
        campaign=world.campaign, unit=world.conclusion.unit, block="goals", run=world.conclusion.run, language="kk",
        begun_at=timezone.now(), begun_by=world.assessor,
    )  # fmt: skip
    type(world.conclusion.issuing).objects.create(
        conclusion=other, report="x", language="kk", digest="0", issued_at=timezone.now(), issued_by=who
    )


def _target_changed(world: Appealing, who: User) -> None:
    target = Observation.objects.filter(unit=BODY, series="target").order_by("pk")[0]
    later = Observation.objects.create(
        unit_id=BODY, variable=target.variable, period=target.period, series="target", value=1, reason="Law.",
        revision=target.revision + 1, recorded_at=timezone.now(), recorded_by=who,
    )  # fmt: skip
    TargetChange.objects.create(
        campaign=world.campaign, observation=later, ground="law", act="x", act_date=timezone.localdate()
    )


@pytest.mark.parametrize(
    ("how", "part"),
    [
        ("Assignment", Part.ASSIGNED), ("CellChange", Part.FILLED), ("Evidence", Part.FILLED),
        ("Explanation", Part.FILLED), ("StateChange of a form", Part.MOVED), ("Acceptance", Part.ACCEPTED),
        ("Check", Part.VERIFIED), ("Finding", Part.VERIFIED), ("Settlement", Part.SETTLED),
        ("PenaltyCase", Part.PENALISED), ("Cancellation", Part.PENALISED), ("Conclusion", Part.CONCLUDED),
        ("Issuing", Part.CONCLUDED), ("StateChange", Part.CONCLUDED), ("Answer", Part.CONCLUDED),
        ("ItemReply", Part.CONCLUDED), ("ReplyDocument", Part.CONCLUDED), ("Reply", Part.CONCLUDED),
        ("Remark", Part.REMARKED), ("TargetChange", Part.TARGETED),
    ],
)  # fmt: skip
def test_whoever_took_part_in_any_way_is_excluded_and_only_on_this_body(
    appealing: Appealing, somebody: User, how: str, part: Part
) -> None:
    appeal = filed(appealing)
    assert took_part(somebody, appeal) == frozenset()
    assert may_admit(somebody, appeal) is True
    take_part(appealing, how, somebody)
    assert took_part(somebody, appeal) == {part}
    assert "took part" in str(getattr(may_admit(somebody, appeal), "reason", ""))
    seat = next(one for one in commission_of(appeal).seats if one.member == somebody)
    assert (seat.is_excluded, seat.parts) == (True, {part})
    other = parts_taken(appealing.campaign, [BODY, OTHER])
    assert somebody.pk in other[BODY]
    assert somebody.pk not in other[OTHER]


def test_every_way_of_taking_part_is_tried() -> None:
    """A table that is added needs its case above."""
    assert len(TAKING_PART) == 18


def test_who_gave_the_body_a_recommendation_is_excluded(appealing: Appealing, somebody: User) -> None:
    appeal = filed(appealing)
    person("somebody", Role.ASSESSOR, Organisation.objects.get(pk="centre"))
    take_part(appealing, "Recommendation", User.objects.get(pk=somebody.pk))
    assert took_part(somebody, appeal) == {Part.RECOMMENDED}


def test_members_who_assess_the_body_or_held_a_post_in_it_are_excluded(appealing: Appealing) -> None:
    commission = commission_of(filed(appealing))
    assert [seat.member for seat in commission.seats if not seat.is_excluded] == appealing.members
    excluded = {seat.member: seat.parts for seat in commission.seats if seat.is_excluded}
    assert {Part.ASSIGNED, Part.CONCLUDED} <= excluded[appealing.partial]
    assert Part.NEAR in excluded[appealing.former]
    assert (commission.quorum, commission.has_quorum) == (3, True)


def test_the_number_of_queries_does_not_grow_with_the_bodies(appealing: Appealing) -> None:
    units = list(Unit.objects.values_list("pk", flat=True)[:3])
    counts = []
    for asked in (units[:1], units):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            parts_taken(appealing.campaign, asked)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 3


def test_the_quorum_is_data_with_its_act(appealing: Appealing) -> None:
    world = appealing
    assert quorum_of(world.campaign) == len(members_of(world.campaign)) // 2 + 1 == 3
    assert may_set_quorum(world.members[0], world.campaign) is not True
    with pytest.raises(ValidationError) as refused:
        set_quorum(world.campaign, 0, " ", by=world.administrator)
    assert set(refused.value.message_dict) == {"votes", "authority"}
    set_quorum(world.campaign, 2, "Order No. 5", by=world.administrator)
    assert quorum_of(world.campaign) == 2
    appeal = voted(world, (0,))
    assert "not enough votes" in str(getattr(may_decide(world.members[0], appeal), "reason", ""))
    cast_vote(appeal, [], by=world.members[1])
    assert may_decide(world.members[0], appeal) is True
    world.campaign.state = CampaignState.CLOSED
    assert "is over" in str(getattr(may_set_quorum(world.administrator, world.campaign), "reason", ""))


def test_too_few_members_are_seen_before_anybody_votes(appealing: Appealing) -> None:
    set_quorum(appealing.campaign, 4, "Order No. 5", by=appealing.administrator)
    assert commission_of(filed(appealing)).has_quorum is False


def test_an_appeal_is_refused_on_a_ground_with_the_reason(appealing: Appealing) -> None:
    appeal, member = filed(appealing), appealing.members[0]
    with pytest.raises(ValidationError, match="not admitted"):
        refuse_to_admit(appeal, Inadmissible.NO_DOCUMENTS, " ", by=member)
    refuse_to_admit(appeal, Inadmissible.NO_DOCUMENTS, "The link opens nothing.", by=member)
    last = changes_of(appeal).last()
    assert last is not None
    assert (appeal.state, last.ground, last.reason) == (
        AppealState.INADMISSIBLE, Inadmissible.NO_DOCUMENTS, "The link opens nothing.",
    )  # fmt: skip
    told = Message.objects.filter(about_kind="conclusions.appeal", recipient=appealing.head.pk).get()
    assert "not admitted" in told.subject.en
    with pytest.raises(Denied):
        cast_vote(appeal, [], by=member)


def test_a_member_votes_once_and_nobody_else_does(appealing: Appealing) -> None:
    appeal = admit(filed(appealing), by=appealing.members[0])
    for other in (appealing.head, appealing.partial, appealing.former, appealing.administrator):
        assert may_vote(other, appeal) is not True
    with pytest.raises(ValidationError, match="Choose among"):
        cast_vote(appeal, [10**6], by=appealing.members[0])
    cast_vote(appeal, [], "I would grant the value.", by=appealing.members[0])
    assert appeal.state == AppealState.CONSIDERED
    assert "voted already" in str(getattr(may_vote(appealing.members[0], appeal), "reason", ""))
    assert votes_of(appeal, Round.APPEAL).get().opinion == "I would grant the value."


def test_votes_are_shown_to_the_commission_when_it_is_decided_and_never_to_the_body(appealing: Appealing) -> None:
    appeal = voted(appealing, (0,), (0,), ())
    assert may_see_votes(appealing.members[0], appeal) is not True
    decide(appeal, "No. 7", "As the register shows.", language="kk", by=appealing.members[2])
    assert may_see_votes(appealing.members[0], appeal) is True
    assert may_see_votes(appealing.head, appeal) is not True


def test_a_decision_has_its_number_and_its_reasons(appealing: Appealing) -> None:
    appeal = voted(appealing, (), (), ())
    with pytest.raises(ValidationError) as refused:
        decide(appeal, " ", " ", language="kk", by=appealing.members[0])
    assert set(refused.value.message_dict) == {"number", "reasons"}


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        (((0, 1), (0, 1), ()), Outcome.GRANTED),
        (((0,), (0,), (1,)), Outcome.PARTLY),
        (((0,), (1,), ()), Outcome.REJECTED),
    ],
)
def test_more_than_half_of_the_votes_grant_a_claim(
    appealing: Appealing, votes: tuple[tuple[int, ...], ...], outcome: Outcome
) -> None:
    decision = decided(appealing, *votes)
    assert (decision.outcome, decision.is_late) == (outcome, False)
    assert decision.appeal.state == AppealState.DECIDED
    asked = Task.objects.filter(name="results.compute_for_campaign").count()
    assert asked == (0 if outcome == Outcome.REJECTED else 1)


def test_a_tie_grants_nothing(appealing: Appealing) -> None:
    set_quorum(appealing.campaign, 2, "Order No. 5", by=appealing.administrator)
    assert decided(appealing, (0, 1), ()).outcome == Outcome.REJECTED


def test_a_granted_value_is_an_observation_of_the_series_decision_and_moves_ranks_in_a_run_to_be_seen(
    appealing: Appealing,
) -> None:
    decision = decided(appealing, (0,), (0,), ())
    (row,) = Observation.objects.filter(unit=BODY, variable=CLAIMED, period=PERIOD, series="decision")
    assert (row.value, row.source) == (asked_value(), f"appeal:{decision.appeal_id}:decision:{decision.pk}")
    assert not hasattr(PenaltyCase.objects.get(), "cancellation")
    (task,) = Task.objects.filter(name="results.compute_for_campaign")
    assert (task.arguments, task.started_by) == ({"campaign": "pilot-2026", "reason": "appeal"}, system_actor().pk)
    before, after = runs_around(decision)
    assert before is not None
    assert after is None
    compute_for_campaign(appealing.campaign, Reason.APPEAL, by=system_actor())
    before, after = runs_around(decision)
    assert before is not None
    assert after is not None
    scores = [Score.objects.get(run=one.run, unit=BODY, node="on_time").score for one in (before, after)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] < scores[1]


def test_a_granted_claim_against_a_penalty_cancels_the_case_by_the_decision(appealing: Appealing) -> None:
    decision = decided(appealing, (1,), (1,), ())
    cancellation = PenaltyCase.objects.get().cancellation
    assert (cancellation.decision, cancellation.reason) == (decision.number, decision.reasons)
    sums = Observation.objects.filter(variable=f"penalty:{BLOCK}", unit=BODY).order_by("revision")
    assert [row.value for row in sums] == [5.0, 0.0]
    assert not Observation.objects.filter(variable=CLAIMED, series="decision").exists()


def test_on_a_complaint_others_decide_where_there_are_enough_and_it_is_final(appealing: Appealing) -> None:
    world = appealing
    set_quorum(world.campaign, 1, "Order No. 5", by=world.administrator)
    appeal = decided(world, (0,)).appeal
    complain(appeal, "The case, too.", language="kk", by=world.head)
    commission = commission_of(appeal)
    assert (commission.round, commission.deciding) == (Round.COMPLAINT, world.members[1:])
    assert "others decide" in str(getattr(may_vote(world.members[0], appeal), "reason", ""))
    (left,) = claims_to_decide(appeal)
    assert left.case is not None
    cast_vote(appeal, [left.pk], by=world.members[1])
    decision = decide(appeal, "No. 8", "The figures were right.", language="kk", by=world.members[2])
    assert (decision.outcome, appeal.state) == (Outcome.GRANTED, AppealState.FINAL)
    assert hasattr(PenaltyCase.objects.get(), "cancellation")
    assert may_vote(world.members[2], appeal) is not True


def test_where_too_few_are_left_those_who_voted_decide_on_the_complaint_too(appealing: Appealing) -> None:
    appeal = decided(appealing, (), (), ()).appeal
    complain(appeal, "Look again.", language="kk", by=appealing.head)
    assert commission_of(appeal).deciding == appealing.members
    for member in appealing.members:
        cast_vote(appeal, [], by=member)
    decision = decide(appeal, "No. 8", "It stands.", language="kk", by=appealing.members[0])
    assert (decision.outcome, Vote.objects.count()) == (Outcome.REJECTED, 6)


def test_a_decision_after_its_time_is_late_for_good(appealing: Appealing, monkeypatch: pytest.MonkeyPatch) -> None:
    appeal = voted(appealing, (0,), (0,), ())
    later = timezone.now() + datetime.timedelta(days=40)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    member = User.objects.get(pk=appealing.members[0].pk)
    assert decide(appeal, "No. 7", "The register shows it.", language="kk", by=member).is_late


def test_who_looks_at_an_old_state_is_told(appealing: Appealing) -> None:
    appeal = filed(appealing)
    seen_before = type(appeal).objects.get(pk=appeal.pk)
    admit(appeal, by=appealing.members[0])
    with pytest.raises(ValidationError, match="Somebody took a step meanwhile"):
        admit(seen_before, by=appealing.members[1])


def test_a_draft_is_not_for_the_commission(appealing: Appealing) -> None:
    with pytest.raises(Denied):
        admit(written(appealing), by=appealing.members[0])
