"""A campaign is computed for its assessed participants and its period, and a run knows when it is no longer current."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tarazy.engine.words import Message, Problem, ProblemsFound
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.enums import Kind, State, Treatment
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.results.actions import computing
from tarazy.web.rooms.results.actions.computing import ask_for_run, compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.models import CampaignRun, Run, Score
from tarazy.web.rooms.results.queries import campaign_runs, inputs
from tarazy.web.rooms.results.rules import may_see_runs
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.work.enums import State as TaskState
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.queries import tasks_about
from tarazy.web.rooms.work.tasks import perform_task
from tests.web.computed import PERIOD, Computed
from tests.web.rooms.campaigns.conftest import OBLASTS
from tests.web.rooms.shipped import demo, some_observations

pytestmark = pytest.mark.django_db


def test_a_run_scores_the_assessed_participants_in_the_campaign_s_period_and_nobody_else(computed: Computed) -> None:
    made = compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst)
    assert (made.run.periods, made.units, made.reason) == ([PERIOD], sorted(OBLASTS), "request")
    scored = Score.objects.filter(run=made.run).values_list("unit", "period").distinct()
    assert set(scored) == {(unit, PERIOD) for unit in OBLASTS}
    assert made.run.counts["units"] == len(OBLASTS)
    entry = Entry.objects.get(verb="compute_for_campaign")
    assert (entry.object_kind, entry.object_id) == ("results.run", str(made.run.pk))
    assert entry.particulars["campaign"] == computed.campaign.pk
    assert campaign_runs.latest_run_of(computed.campaign) == made.run


def test_who_is_assessed_within_a_successor_or_analysed_only_has_no_score(computed: Computed) -> None:
    participants = computed.campaign.participants
    participants.filter(unit="KZ-43").update(treatment=Treatment.WITHIN_SUCCESSOR, successor="KZ-47")
    participants.filter(unit="KZ-63").update(treatment=Treatment.ANALYSED)
    made = compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst)
    assert set(Score.objects.filter(run=made.run).values_list("unit", flat=True)) == {"KZ-47"}


def test_what_a_run_has_read_can_be_read_again(computed: Computed) -> None:
    run = compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst).run
    record_observations(
        some_observations(("KZ-47", "unemployment_rate", PERIOD, 9.9), source="bns_sdg_8-5-2"),
        reason="A trial", by=demo(),
    )  # fmt: skip
    read = inputs.read_again(run, run.as_of)
    assert sorted(read.units.ids) == sorted(OBLASTS)
    assert inputs.data_hash_of(read, run.periods) == run.data_hash
    explained = inputs.explanation(run, "KZ-47", PERIOD)
    assert explained.tree.score == Score.objects.get(run=run, unit="KZ-47", node="index").score


@pytest.mark.parametrize(("unit", "outdated"), [("KZ-47", True), ("KZ-10", False)])
def test_a_run_is_outdated_by_what_it_reads_only(computed: Computed, unit: str, *, outdated: bool) -> None:
    run = compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst).run
    assert not campaign_runs.is_outdated(run)
    row = some_observations((unit, "unemployment_rate", PERIOD, 9.9), source="bns_sdg_8-5-2")
    record_observations(row, reason="A trial", by=demo())
    assert campaign_runs.is_outdated(run) is outdated


def test_a_run_is_outdated_when_others_take_part(computed: Computed) -> None:
    run = compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst).run
    computed.campaign.participants.create(unit=Unit.objects.get(pk="KZ-10"))
    assert campaign_runs.is_outdated(run)


def test_a_run_without_a_campaign_is_outdated_by_what_it_reads(computed: Computed) -> None:
    run = Run.objects.get()
    assert not campaign_runs.is_outdated(run)
    row = some_observations(("KZ-10", "unemployment_rate", PERIOD, 9.9), source="bns_sdg_8-5-2")
    record_observations(row, reason="A trial", by=demo())
    assert campaign_runs.is_outdated(run)


def test_who_may_compute_and_when(computed: Computed) -> None:
    for somebody in (computed.administrator, computed.officer, computed.executives[0]):
        with pytest.raises(Denied, match="methodologists and analysts"):
            ask_for_run(computed.campaign, Reason.REQUEST, by=somebody)
    for state, refused in ((State.SCHEDULED, True), (State.CLOSED, False), (State.CANCELLED, True)):
        computed.campaign.state = state
        assert (computing.may_compute_for_campaign(computed.methodologist, computed.campaign) is not True) is refused
    computed.campaign.state, computed.campaign.kind = State.RUNNING, Kind.MONITORING
    with pytest.raises(Denied, match="is not scored"):
        compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst)
    assert not CampaignRun.objects.exists()
    assert may_see_runs(computed.executives[0], computed.campaign) is True
    assert may_see_runs(computed.officer, computed.campaign) is not True


def test_nobody_to_assess_is_said_and_nothing_kept(computed: Computed) -> None:
    computed.campaign.participants.all().delete()
    with pytest.raises(ValidationError, match="Nobody takes part"):
        compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst)
    assert Run.objects.count() == 1


def test_a_worker_computes_what_was_asked_for(computed: Computed) -> None:
    task = ask_for_run(computed.campaign, Reason.REQUEST, by=computed.analyst)
    perform_task(task_id=task.pk)
    assert Task.objects.get(pk=task.pk).state == TaskState.DONE
    assert CampaignRun.objects.get().run.computed_by == computed.analyst


def test_what_the_engine_refuses_stands_in_the_task(computed: Computed, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        problem = Problem(where="row 7", what=Message("No number."), why=Message("Why."), mend=Message("Mend it."))
        raise ProblemsFound([problem])

    monkeypatch.setattr(computing, "score", refuse)
    task = ask_for_run(computed.campaign, Reason.REQUEST, by=computed.analyst)
    perform_task(task_id=task.pk)
    [failed] = tasks_about(computed.campaign)
    assert failed.state == TaskState.FAILED
    assert failed.fault is not None
    assert "No number." in failed.fault.en
    assert not CampaignRun.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_runs_cost_the_same_whatever_their_number(computed: Computed, count: int) -> None:
    for _turn in range(count):
        compute_for_campaign(computed.campaign, Reason.REQUEST, by=computed.analyst)
    with CaptureQueriesContext(connection) as asked:
        names = [str(one.run.computed_by) for one in campaign_runs.runs_of(computed.campaign)]
    assert (len(names), len(asked)) == (count, 1)
    latest, *earlier = campaign_runs.runs_of(computed.campaign)
    assert campaign_runs.run_before(latest) == (earlier[0] if earlier else None)
