"""Room campaigns: preparing, scheduling, moving deadlines, assigning; and every refusal in words."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.actions.conduct import assign, end_assignment, move_campaign, shift_stage
from tarazy.web.rooms.campaigns.actions.pilots import judge_readiness, list_readiness, say_feedback
from tarazy.web.rooms.campaigns.actions.preparation import (
    choose_participants,
    copy_campaign,
    plan_stages,
    prepare_campaign,
)
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase, State, Treatment
from tarazy.web.rooms.campaigns.life import LIFE
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import campaigns_of, conflicts, is_assigned, open_phases, treatments, unassigned
from tarazy.web.rooms.campaigns.rules import may_move, may_see, may_see_progress
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Succession, Unit
from tests.web.rooms.campaigns.conftest import World, organisation, person, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BLOCK = "economy"


def days(month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(2025, month, 1), datetime.date(2025, month, 20)


SCHEDULE = {phase: days(month) for month, phase in enumerate(Phase, start=1)}


def scheduled(campaign: Campaign, by: User) -> Campaign:
    plan_stages(campaign, SCHEDULE, by=by)
    return move_campaign(campaign, Move.APPROVE_SCHEDULE, authority="Order No. 1 of 30.12.2024", by=by)


def running(campaign: Campaign, by: User) -> Campaign:
    return move_campaign(scheduled(campaign, by), Move.START, by=by)


def problems_of(caught: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(caught.value.messages)


def test_a_campaign_is_prepared_scheduled_started_and_closed(world: World, campaign: Campaign) -> None:
    running(campaign, world.administrator)
    assert open_phases(campaign, datetime.date(2025, 2, 20)) == {"collection"}
    assert open_phases(campaign, datetime.date(2025, 2, 21)) == frozenset()
    move_campaign(campaign, Move.CLOSE, by=world.administrator)
    assert campaign.state == State.CLOSED
    assert open_phases(campaign, datetime.date(2025, 2, 20)) == frozenset()
    verbs = list(Entry.objects.filter(room="campaigns").order_by("number").values_list("verb", flat=True))
    assert verbs == ["prepare_campaign", "choose_participants", "plan_stages", *["move_campaign"] * 3]


def test_a_schedule_is_approved_whole_and_by_an_act(world: World, campaign: Campaign) -> None:
    with pytest.raises(ValidationError) as caught:
        move_campaign(campaign, Move.APPROVE_SCHEDULE, by=world.administrator)
    assert "have no days yet: schedule, collection" in problems_of(caught)
    assert "Name the act" in problems_of(caught)
    choose_participants(campaign, [], by=world.methodologist)
    with pytest.raises(ValidationError) as caught:
        scheduled(campaign, world.administrator)
    assert problems_of(caught) == "Nobody takes part yet. Choose the units that are assessed."


def test_phases_have_an_order(world: World, campaign: Campaign) -> None:
    with pytest.raises(ValidationError) as caught:
        plan_stages(campaign, {Phase.COLLECTION: days(5), Phase.VERIFICATION: days(4)}, by=world.methodologist)
    assert problems_of(caught) == "“re-verification” begins before “collection” does."
    with pytest.raises(ValidationError) as caught:
        plan_stages(campaign, {Phase.COLLECTION: days(5)[::-1]}, by=world.methodologist)
    assert problems_of(caught) == "“collection” ends before it begins."


def test_an_approved_schedule_changes_in_the_open_only(world: World, campaign: Campaign) -> None:
    running(campaign, world.administrator)
    with pytest.raises(Denied, match="no longer changes"):
        plan_stages(campaign, SCHEDULE, by=world.administrator)
    first, last = days(2)
    with pytest.raises(ValidationError, match="Name the act"):
        shift_stage(campaign, Phase.COLLECTION, first, last, text("flood"), authority=" ", by=world.administrator)
    later = last + datetime.timedelta(days=5)
    with pytest.raises(Denied, match="moved by administrators"):
        shift_stage(campaign, Phase.COLLECTION, first, later, text("flood"), authority="No. 2", by=world.methodologist)
    change = shift_stage(
        campaign, Phase.COLLECTION, first, later, text("flood"), authority="No. 2", by=world.administrator
    )
    assert (change.closes_on_before, change.closes_on) == (last, later)
    assert "collection" in open_phases(campaign, later)


def test_a_campaign_stands_on_a_version_in_force_and_a_period_of_its_length(world: World) -> None:
    given = (Kind.ASSESSMENT, text("x"), world.centre, world.version)
    with pytest.raises(ValidationError, match="Write 2026, 2026-Q1 or 2026-01"):
        prepare_campaign("a", *given, "2024-Q1", by=world.methodologist)
    world.version.state = "draft"
    world.version.save()
    with pytest.raises(ValidationError, match="needs a version that is in force"):
        prepare_campaign("a", *given, "2024", by=world.methodologist)
    with pytest.raises(ValidationError, match="A pilot needs a version"):
        prepare_campaign("a", *given, "2024", hypothesis=text("easier"), by=world.methodologist)
    world.version.state = "consultation"
    world.version.save()
    assert prepare_campaign("a", *given, "2024", hypothesis=text("easier"), by=world.methodologist).is_pilot


def test_who_takes_part_is_within_scope_and_of_a_kind_that_is_assessed(world: World) -> None:
    head = person("head", Role.ADMINISTRATOR, world.akimat)
    own = prepare_campaign("own", Kind.ASSESSMENT, text("x"), world.akimat, world.version, "2024", by=head)
    with pytest.raises(ValidationError, match="KZ-43 is outside the scope"):
        choose_participants(own, [Unit.objects.get(pk="KZ-43")], by=head)
    assert choose_participants(own, [world.district], by=head)[0].treatment == Treatment.ASSESSED
    with pytest.raises(Denied, match="prepared by methodologists and administrators"):
        prepare_campaign("c", Kind.ASSESSMENT, text("x"), world.centre, world.version, "2024", by=head)
    assert may_see(world.methodologist, own) is True, "the centre sees what organisations with a scope run"
    assert may_see_progress(world.methodologist, own) is True
    assert not may_see_progress(head, prepared_by_the_centre(world))


def prepared_by_the_centre(world: World) -> Campaign:
    return prepare_campaign(
        "central", Kind.ASSESSMENT, text("x"), world.centre, world.version, "2024", by=world.methodologist
    )


@pytest.mark.parametrize(
    ("ended", "treatment", "successor"),
    [
        (datetime.date(2024, 6, 30), Treatment.WITHIN_SUCCESSOR, "KZ-43"),
        (datetime.date(2024, 7, 1), Treatment.ANALYSED, None),
        (datetime.date(2025, 1, 1), Treatment.ASSESSED, None),
    ],
)
def test_the_half_year_rule(world: World, ended: datetime.date, treatment: str, successor: str | None) -> None:
    Unit.objects.filter(pk="KZ-47").update(valid_to=ended)
    for to, share in (("KZ-63", 0.3), ("KZ-43", 0.7)):
        Succession.objects.create(from_unit_id="KZ-47", to_unit_id=to, on=ended, share=share)
    found = treatments(list(Unit.objects.filter(pk__in=["KZ-47", "KZ-63"])), "2024")
    assert found["KZ-47"].treatment == treatment
    assert (found["KZ-47"].successor.pk if found["KZ-47"].successor else None) == successor
    assert found["KZ-63"].treatment == Treatment.ASSESSED


def test_a_unit_without_a_successor_is_analysed_only(world: World) -> None:
    Unit.objects.filter(pk="KZ-47").update(valid_to=datetime.date(2024, 3, 1))
    assert treatments([Unit.objects.get(pk="KZ-47")], "2024")["KZ-47"].treatment == Treatment.ANALYSED


def test_nobody_assesses_itself(world: World, campaign: Campaign) -> None:
    mangystau, kyzylorda = Unit.objects.get(pk="KZ-47"), Unit.objects.get(pk="KZ-43")
    own = person("own", Role.OFFICER, world.akimat)
    own = person("own", Role.ASSESSOR, world.ministry)
    with pytest.raises(Denied, match="Nobody assesses itself"):
        assign(campaign, mangystau, own, BLOCK, by=world.administrator)
    assert assign(campaign, kyzylorda, own, BLOCK, by=world.administrator).assessor == own
    below = organisation("akimat-beineu", OrganisationKind.ASSESSED, unit=world.district.pk)
    person("below", Role.OFFICER, below)
    subordinate = person("below", Role.ASSESSOR, world.ministry)
    with pytest.raises(Denied, match="answers for this one or for which this one answers"):
        assign(campaign, mangystau, subordinate, BLOCK, by=world.administrator)


def test_a_post_that_ended_before_the_period_is_no_conflict(world: World, campaign: Campaign) -> None:
    unit = Unit.objects.get(pk="KZ-47")
    before = person("before", Role.OFFICER, world.akimat, last_day=datetime.date(2023, 12, 31))
    within = person("within", Role.OFFICER, world.akimat, last_day=datetime.date(2024, 1, 1))
    assert conflicts(before, unit, campaign) == []
    assert [conflict.own for conflict in conflicts(within, unit, campaign)] == [True]


def test_an_organisation_assesses_those_below_it_in_its_own_campaign_only(world: World, campaign: Campaign) -> None:
    assessor = person("local", Role.ASSESSOR, world.akimat)
    assert [conflict.own for conflict in conflicts(assessor, world.district, campaign)] == [False]
    own = prepare_campaign(
        "own", Kind.ASSESSMENT, text("x"), world.akimat, world.version, "2024", by=world.methodologist
    )
    assert conflicts(assessor, world.district, own) == []


def test_an_assignment_replaces_the_one_before_and_ends(world: World, campaign: Campaign) -> None:
    unit, other = Unit.objects.get(pk="KZ-47"), person("other", Role.ASSESSOR, world.ministry)
    assign(campaign, unit, world.assessor, BLOCK, by=world.administrator)
    second = assign(campaign, unit, other, BLOCK, by=world.administrator)
    assert not is_assigned(world.assessor, campaign, unit)
    assert is_assigned(other, campaign, unit, BLOCK)
    assert ("KZ-47", BLOCK) not in unassigned(campaign)
    end_assignment(second, by=world.administrator)
    assert ("KZ-47", BLOCK) in unassigned(campaign)


@pytest.mark.parametrize("node", ["index", "nothing"])
def test_only_blocks_and_criteria_are_assigned(world: World, campaign: Campaign, node: str) -> None:
    with pytest.raises(ValidationError, match="neither a block nor a criterion"):
        assign(campaign, Unit.objects.get(pk="KZ-47"), world.assessor, node, by=world.administrator)


def test_only_assessors_are_assigned_and_only_those_who_take_part_assessed(world: World, campaign: Campaign) -> None:
    unit = Unit.objects.get(pk="KZ-47")
    with pytest.raises(Denied, match="no post of an assessor"):
        assign(campaign, unit, world.methodologist, BLOCK, by=world.administrator)
    with pytest.raises(Denied, match="assigned by administrators"):
        assign(campaign, unit, world.assessor, BLOCK, by=world.methodologist)
    with pytest.raises(ValidationError, match="is not assessed in this campaign"):
        assign(campaign, world.district, world.assessor, BLOCK, by=world.administrator)


def test_whom_a_campaign_concerns(world: World, campaign: Campaign) -> None:
    assert campaign not in campaigns_of(world.officer), "bodies see it once the schedule is approved"
    assert campaign not in campaigns_of(world.assessor)
    assert campaign in campaigns_of(world.methodologist)
    assign(campaign, Unit.objects.get(pk="KZ-43"), world.assessor, BLOCK, by=world.administrator)
    scheduled(campaign, world.administrator)
    assert campaign in campaigns_of(world.officer)
    assert campaign in campaigns_of(world.assessor)
    stranger = organisation("akimat-11", OrganisationKind.ASSESSED, unit="KZ-11")
    assert campaign not in campaigns_of(person("stranger", Role.HEAD, stranger))


def test_every_move_by_every_role_in_every_state(world: World, campaign: Campaign) -> None:
    people = {role: person(f"p-{role.value}", role, world.centre) for role in Role}
    for trial in LIFE.matrix({role.value: RIGHTS[role] for role in Role}):
        campaign.state = trial.state
        said = may_move(people[Role(trial.role)], campaign, trial.move)
        assert (said is True) == trial.allowed, f"{trial}: {said}"


def test_a_copy_takes_over_units_days_and_assignments(world: World, campaign: Campaign) -> None:
    unit = Unit.objects.get(pk="KZ-47")
    assign(campaign, unit, world.assessor, BLOCK, by=world.administrator)
    gone = person("gone", Role.ASSESSOR, world.ministry)
    assign(campaign, Unit.objects.get(pk="KZ-43"), gone, BLOCK, by=world.administrator)
    gone.posts.update(last_day=datetime.date(2025, 1, 1))
    running(campaign, world.administrator)
    copied = copy_campaign(campaign, "kz-2025", text("Assessment of 2025"), "2025", by=world.administrator)
    assert copied.copied.state == State.PREPARATION
    assert copied.copied.copied_from == campaign
    assert {one.unit_id for one in copied.copied.participants.all()} == {"KZ-47", "KZ-43", "KZ-63"}
    opens = copied.copied.stages.get(phase=Phase.COLLECTION).opens_on
    assert opens.year == 2026
    assert opens.weekday() < 5
    assert is_assigned(world.assessor, copied.copied, unit)
    assert [assignment.assessor for assignment in copied.left_out] == [gone]


def test_a_pilot_has_feedback_and_a_list_that_is_judged(world: World) -> None:
    pilot = prepare_campaign(
        "pilot", Kind.ASSESSMENT, text("x"), world.centre, world.version, "2024", hypothesis=text("easier"),
        by=world.methodologist,
    )  # fmt: skip
    choose_participants(pilot, [Unit.objects.get(pk="KZ-47")], by=world.methodologist)
    running(pilot, world.administrator)
    said = say_feedback(pilot, "  The form is long. ", language="ru", by=world.officer)
    assert said.text == "The form is long."
    first, _second = list_readiness(pilot, [text("Forms work"), text("Staff is trained")], by=world.methodologist)
    with pytest.raises(ValidationError, match="Say how this was seen"):
        judge_readiness(pilot, first, holds=True, note="", by=world.methodologist)
    judge_readiness(pilot, first, holds=True, note="38 of 40 bodies filled it", by=world.methodologist)
    with pytest.raises(ValidationError, match="judged already"):
        list_readiness(pilot, [text("Other")], by=world.methodologist)
    with pytest.raises(Denied, match="concerns neither you"):
        say_feedback(pilot, "x", language="ru", by=world.assessor)


def test_feedback_is_gathered_on_pilots_only(world: World, campaign: Campaign) -> None:
    with pytest.raises(Denied, match="gathered on pilots"):
        say_feedback(campaign, "x", language="ru", by=world.methodologist)
    with pytest.raises(Denied, match="Only a pilot"):
        list_readiness(campaign, [text("Other")], by=world.methodologist)
