"""Room conclusions: an assessor concludes on a block after a run, issues it, and concludes anew after a later run."""

from __future__ import annotations

from unittest import mock

import msgspec
import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import DatabaseError
from pytest_django.fixtures import DjangoAssertNumQueries

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Assignment, Stage
from tarazy.web.rooms.conclusions.actions.writing import (
    ORIGIN,
    issue_conclusion,
    renew_conclusions,
    save_draft,
    take_later_run,
)
from tarazy.web.rooms.conclusions.enums import Kind, State
from tarazy.web.rooms.conclusions.models import Conclusion, Issuing, Item
from tarazy.web.rooms.conclusions.queries.conclusions import (
    blocks_without_conclusion,
    conclusions_to_write,
    earlier_in,
    items_of,
    own_conclusions,
    state_changes_of,
)
from tarazy.web.rooms.conclusions.queries.drafts import Advice, Draft, DraftItem, draft_in, nodes_within
from tarazy.web.rooms.conclusions.queries.renewals import conclusions_to_renew
from tarazy.web.rooms.conclusions.rules.conclusions import may_begin, may_read, may_renew_all, may_write
from tarazy.web.rooms.followup.queries import recommendations_from
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.models import Message
from tests.web.concluding import BLOCK, REPORT, Concluding, again, begun, complete, computed_anew, in_days, issued
from tests.web.piloted import BODY, PERIOD

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def corrected(variable: str, value: float) -> None:
    """A later figure of the body."""
    observations = Observations(
        unit=Coded((BODY,)), variable=Coded((variable,)), period=Coded((PERIOD,)), breakdown=Coded(("",)),
        value=np.array([value]), status=Coded(("",)), series=Coded(("self-report",)), source=Coded(("submission",)),
    )  # fmt: skip
    record_observations(observations, reason="A correction.", by=system_actor())


def test_a_conclusion_begins_with_what_the_run_says(concluding: Concluding) -> None:
    conclusion = begun(concluding)
    items = draft_in(conclusion).items
    on_time = next(item for item in items if item.node == "on_time")
    assert (on_time.kind, round(on_time.points_lost or 0, 3)) == (Kind.LOST, 4.028)
    assert "50" in on_time.text  # the value
    assert "80" in on_time.text  # the limit below which it gets no point
    assert "балл" in on_time.text  # in the language in which the conclusion is written
    penalty = next(item for item in items if item.kind == Kind.PENALTY)
    assert "False figures." in penalty.text
    assert penalty.origin_id is not None
    assert {item.node for item in items} <= nodes_within(conclusion)


def test_a_block_has_no_conclusion_until_one_is_issued(concluding: Concluding) -> None:
    world = concluding
    without = blocks_without_conclusion(world.campaign)
    assert without > 1
    begun(world)
    assert blocks_without_conclusion(world.campaign) == without
    Conclusion.objects.all().delete()
    issued(world)
    assert blocks_without_conclusion(world.campaign) == without - 1
    world.campaign.stages.filter(phase=Phase.CONCLUSIONS).delete()
    assert blocks_without_conclusion(world.campaign) == 0


def test_only_the_assessor_of_the_block_concludes_and_only_once(concluding: Concluding) -> None:
    world = concluding
    for user in (world.officer, world.head, world.administrator, world.stranger):
        assert may_begin(user, world.campaign, world.unit, BLOCK) is not True
    conclusion = begun(world)
    with pytest.raises(Denied, match="already"):
        begun(world)
    assert may_begin(world.assessor, world.campaign, world.unit, "goals") is True
    assert may_write(world.administrator, conclusion) is not True
    assert may_read(world.head, conclusion) is not True
    assert may_read(world.administrator, conclusion) is not True
    assert list(own_conclusions(world.head)) == []


def test_nothing_is_concluded_without_a_run_or_outside_the_phase(concluding: Concluding) -> None:
    world = concluding
    Stage.objects.filter(campaign=world.campaign, phase="conclusions").update(
        opens_on=in_days(-9), closes_on=in_days(-2)
    )
    assert "not open" in str(getattr(may_begin(world.assessor, world.campaign, world.unit, BLOCK), "reason", ""))
    Stage.objects.filter(campaign=world.campaign, phase="conclusions").update(closes_on=in_days(2))
    assert may_begin(world.assessor, world.campaign, world.unit, BLOCK) is True
    with mock.patch("tarazy.web.rooms.conclusions.rules.conclusions.latest_run_of", return_value=None):
        assert "run" in str(getattr(may_begin(world.assessor, world.campaign, world.unit, BLOCK), "reason", ""))


def test_who_assesses_criteria_concludes_where_nobody_has_the_block(concluding: Concluding) -> None:
    world = concluding
    held = Assignment.objects.get(campaign=world.campaign, unit=world.unit, node=BLOCK)
    Assignment.objects.filter(pk=held.pk).update(node="service_openness", assessor=world.stranger)
    assert may_begin(world.assessor, world.campaign, world.unit, BLOCK) is not True
    Assignment.objects.filter(pk=held.pk).update(assessor=world.assessor)
    assert may_begin(world.assessor, world.campaign, world.unit, BLOCK) is True


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"report": "x" * 20_001}, "report"),
        ({"items": (DraftItem(kind=Kind.REMARKED, node=BLOCK, text=" "),)}, "text"),
        ({"items": (DraftItem(kind=Kind.REMARKED, node="budget", text="Of another block."),)}, "node"),
        ({"advice": (Advice(text="", deadline=in_days(9)),)}, "text"),
        ({"advice": (Advice(text="At once.", deadline=in_days(0)),)}, "deadline"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    concluding: Concluding, changed: dict[str, object], field: str
) -> None:
    conclusion = begun(concluding)
    with pytest.raises(ValidationError) as refused:
        save_draft(conclusion, msgspec.structs.replace(Draft(), **changed), edition=1, by=concluding.assessor)
    assert list(refused.value.message_dict) == [field]
    assert again(conclusion).edition == 1


def test_who_writes_second_is_told(concluding: Concluding) -> None:
    conclusion = begun(concluding)
    save_draft(conclusion, Draft(report="First."), edition=1, by=concluding.assessor)
    with pytest.raises(ValidationError, match="Somebody has changed"):
        save_draft(conclusion, Draft(report="Second."), edition=1, by=concluding.assessor)
    assert draft_in(again(conclusion)).report == "First."


def test_a_report_is_needed_before_it_is_issued(concluding: Concluding) -> None:
    with pytest.raises(ValidationError, match="report"):
        issue_conclusion(begun(concluding), edition=1, by=concluding.assessor)
    assert not Issuing.objects.exists()


def test_issuing_freezes_the_text_and_opens_the_recommendations(concluding: Concluding) -> None:
    world = concluding
    conclusion = issued(world)
    assert (conclusion.state, conclusion.issuing.report) == (State.ISSUED, REPORT)
    assert [item.text for item in items_of(conclusion)][-1] == "Есеп кеш берілді."
    opened = recommendations_from(ORIGIN, str(conclusion.pk)).get()
    assert (opened.text, opened.deadline, opened.node) == ("Қызметті мерзімінде көрсету.", in_days(90), BLOCK)
    assert opened.organisation_id == "ministry"
    earlier = earlier_in(conclusion).get()
    assert (earlier.recommendation.text, earlier.state) == ("Answer every complaint in time.", "opened")
    assert [one.move for one in state_changes_of(conclusion)] == ["issue"]
    entry = Entry.objects.get(verb="issue_conclusion")
    assert entry.digest == conclusion.issuing.digest
    told = set(Message.objects.filter(link=f"desk/conclusions/{conclusion.pk}/").values_list("recipient", flat=True))
    assert {world.officer.pk, world.head.pk} <= told
    for rows in (Issuing.objects.all(), Item.objects.all()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**({"report": "x"} if rows.model is Issuing else {"text": "x"}))
    with pytest.raises(Denied):
        save_draft(conclusion, Draft(), edition=conclusion.edition, by=world.assessor)


def test_a_later_run_is_taken_over_before_it_is_issued(concluding: Concluding) -> None:
    world = concluding
    conclusion = begun(world)
    saved = save_draft(conclusion, complete(conclusion), edition=1, by=world.assessor)
    corrected("services_on_time", 1.0)
    run = computed_anew(world.campaign)
    with pytest.raises(ValidationError, match="computed anew"):
        issue_conclusion(saved, edition=2, by=world.assessor)
    taken = take_later_run(saved, by=world.assessor)
    draft = draft_in(taken)
    assert (taken.run_id, draft.report) == (run.pk, REPORT)
    assert [item.text for item in draft.items if item.kind == Kind.REMARKED] == ["Есеп кеш берілді."]
    assert len(draft.advice) == 1
    with pytest.raises(ValidationError, match="already"):
        take_later_run(taken, by=world.assessor)
    assert issue_conclusion(taken, edition=taken.edition, by=world.assessor).state == State.ISSUED


def test_whose_score_a_later_run_changed_gets_a_new_conclusion(concluding: Concluding) -> None:
    world = concluding
    services, goals = issued(world), issued(world, "goals")
    computed_anew(world.campaign)
    assert conclusions_to_renew(world.campaign) == []  # nothing has changed
    corrected("services_on_time", 1.0)  # below the limit before and after: no other score
    computed_anew(world.campaign)
    assert conclusions_to_renew(world.campaign) == []
    corrected("services_online", 1.0)
    run = computed_anew(world.campaign)
    assert conclusions_to_renew(world.campaign) == [services]  # the block that changed, and no other
    assert may_renew_all(world.assessor, world.campaign) is not True
    (newer,) = renew_conclusions(world.campaign, by=world.administrator)
    assert (newer.replaces_id, newer.run_id, newer.state) == (services.pk, run.pk, State.DRAFT)
    assert conclusions_to_renew(world.campaign) == []  # it is being written
    assert draft_in(newer).report == REPORT
    Stage.objects.filter(campaign=world.campaign).update(opens_on=in_days(-9), closes_on=in_days(-2))
    issue_conclusion(again(newer), edition=1, by=world.assessor)  # whatever phase is open
    assert (again(services).state, again(newer).state) == (State.SUPERSEDED, State.ISSUED)
    assert again(goals).state == State.ISSUED
    assert not recommendations_from(ORIGIN, str(newer.pk)).exists()
    assert "Қызметті мерзімінде көрсету." in {one.recommendation.text for one in earlier_in(newer)}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_whatever_its_length(
    concluding: Concluding, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    blocks = ("services", "goals", "budget")[:count]
    for block in blocks:
        begun(concluding, block)
    conclusions_to_write(concluding.assessor)  # the methodology is kept in memory from here on
    with django_assert_num_queries(7):
        found = conclusions_to_write(concluding.assessor)
    assert {one.block for one in found if one.conclusion} == set(blocks)
    assert len(found) == 4  # those not begun yet too
    assert Conclusion.objects.count() == count
