"""Pages of campaigns: what they show, what they ask, what they refuse, as few questions for three rows as for one."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tarazy.web.rooms.campaigns.actions.conduct import assign, move_campaign
from tarazy.web.rooms.campaigns.enums import Move, Phase, State
from tarazy.web.rooms.campaigns.models import Assignment, Campaign, Participant, Stage
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.units.models import Succession, Unit
from tests.web.campaigned import first_block
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("campaigned", "db", "without_second_factor")


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(person("centre.administrator"))
    return client


def at(name: str, *parts: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"desk:{name}", args=parts)


def shown(client: Client, name: str, *parts: object, language: str = "en", query: str = "") -> str:
    answer = client.get(at(name, *parts, language=language) + query)
    assert answer.status_code == 200
    return answer.content.decode()


PAGES = ("campaigns", "prepare_campaign", "prepare_pilot")
OF_ONE = {
    "campaign": "running", "campaign_participants": "preparing", "campaign_schedule": "preparing",
    "campaign_assignments": "running", "campaign_progress": "running", "copy_campaign": "running",
}  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(administrator: Client, language: str) -> None:
    for name in PAGES:
        assert f'lang="{language}"' in shown(administrator, name, language=language)
    for name, id in OF_ONE.items():
        assert f'lang="{language}"' in shown(administrator, name, id, language=language)


def test_the_list_shows_what_concerns_a_person(client: Client) -> None:
    client.force_login(person("scoped.officer"))
    page = shown(client, "campaigns")
    assert "Running" in page
    assert "Preparing" not in page, "bodies see a campaign once its schedule is approved"
    client.force_login(person("body.officer"))
    assert "No campaign concerns you here" in shown(client, "campaigns")


@pytest.mark.parametrize(("name", "query"), [("campaigns", ""), ("campaign_progress", "")])
def test_more_rows_need_no_more_questions(administrator: Client, name: str, query: str) -> None:
    parts = ("running",) if name == "campaign_progress" else ()
    Submission.objects.exclude(unit="KZ-43").delete()
    Campaign.objects.filter(pk="preparing").update(state=State.CANCELLED)
    shown(administrator, name, *parts)  # what is loaded once a process
    with CaptureQueriesContext(
        connection,
    ) as one:
        shown(administrator, name, *parts)
    now = timezone.now()
    for unit in ("KZ-47", "KZ-63"):
        Submission.objects.create(campaign_id="running", unit_id=unit, period="2025", opened_at=now, changed_at=now)
        campaign = Campaign.objects.get(pk="running")
        campaign.pk = f"further-{unit.lower()}"
        campaign.save(force_insert=True)
    shown(administrator, name, *parts)
    with CaptureQueriesContext(connection) as three:
        shown(administrator, name, *parts)
    assert len(three) == len(one)


def test_a_campaign_is_prepared_with_what_is_wrong_said_at_its_field(administrator: Client) -> None:
    version = Campaign.objects.get(pk="running").version_id
    given = {"version": version, "kind": "assessment", "organisation": "centre", "id": "running", "period": "2025-Q1",
             "title_kk": "а", "title_ru": "б", "title_en": "c"}  # fmt: skip
    refused = administrator.post(at("prepare_campaign"), given)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "A campaign with this id exists already." in page
    assert "Write 2026, 2026-Q1 or 2026-01." in page
    assert 'href="#id_period"' in page
    done = administrator.post(at("prepare_campaign"), {**given, "id": "new", "period": "2025"})
    assert done.headers["Location"] == at("campaign", "new")
    assert administrator.post(at("prepare_pilot"), {**given, "id": "p", "period": "2025"}).status_code == 422
    hypothesis = {"hypothesis_kk": "а", "hypothesis_ru": "б", "hypothesis_en": "easier"}
    administrator.post(at("prepare_pilot"), {**given, **hypothesis, "id": "p", "period": "2025", "beside": "new"})
    pilot = Campaign.objects.get(pk="p")
    assert pilot.is_pilot
    assert pilot.beside_id == "new"
    assert "easier" in shown(administrator, "campaign", "p")


def test_who_takes_part_is_marked_all_at_once_or_one_by_one(administrator: Client) -> None:
    address = at("campaign_participants", "preparing")
    assert shown(administrator, "campaign_participants", "preparing").count("checked") == 3
    assert shown(administrator, "campaign_participants", "preparing", query="?choose=all").count("checked") > 15
    Unit.objects.filter(pk="KZ-43").update(valid_to=datetime.date(2025, 5, 1))
    Succession.objects.create(from_unit_id="KZ-43", to_unit_id="KZ-47", on=datetime.date(2025, 5, 1), share=1)
    page = shown(administrator, "campaign_participants", "preparing")
    assert "in the first half of the period; assessed within" in page
    administrator.post(address, {"units": ["KZ-43", "KZ-47"]})
    assert set(Participant.objects.filter(campaign="preparing").values_list("unit", "treatment")) == {
        ("KZ-43", "within_successor"), ("KZ-47", "assessed"),
    }  # fmt: skip
    assert "assessed within its successor" in shown(administrator, "campaign", "preparing")
    assert administrator.post(address, {"units": ["nowhere"]}).status_code == 422


def days_of(*, closes: str = "2026-05-20") -> dict[str, str]:
    return {key: day for phase in Phase for key, day in ((f"{phase}_opens", "2026-05-04"), (phase.value, closes))}


def test_a_schedule_is_checked_at_its_fields_and_days_off_are_named(administrator: Client) -> None:
    address = at("campaign_schedule", "preparing")
    refused = administrator.post(address, days_of(closes="2026-05-01"))
    assert refused.status_code == 422
    assert 'href="#id_collection"' in refused.content.decode()
    assert administrator.post(address, {}).status_code == 422
    given = {**days_of(closes="2026-05-23"), "targets_frozen_on": "2026-06-01"}
    assert administrator.post(address, given).status_code == 302
    page = shown(administrator, "campaign", "preparing")
    assert "Its last day is no working day: Saturday" in page
    assert "Targets frozen from" in page


def test_the_schedule_is_approved_by_an_act_after_what_was_checked(administrator: Client) -> None:
    administrator.post(at("campaign_schedule", "preparing"), days_of())
    address = at("move_campaign", "preparing", "approve_schedule")
    page = shown(administrator, "move_campaign", "preparing", "approve_schedule")
    assert "3 bodies take part." in page
    assert "have no assessor yet" in page
    assert administrator.post(address, {"authority": " "}).status_code == 422
    assert administrator.post(address, {"authority": "Order No. 7"}).status_code == 302
    assert "Order No. 7" in shown(administrator, "campaign", "preparing")
    assert administrator.post(at("move_campaign", "preparing", "start")).status_code == 302
    assert Campaign.objects.get(pk="preparing").state == State.RUNNING


def test_a_move_that_does_not_exist_has_no_page(administrator: Client) -> None:
    assert administrator.get(at("move_campaign", "running", "reopen")).status_code == 403
    assert administrator.get(at("move_campaign", "running", "explode")).status_code == 404
    assert administrator.get(at("assign", "running", "no-such-node")).status_code == 404


def test_a_deadline_moves_in_the_open(administrator: Client, client: Client) -> None:
    stage = Stage.objects.get(campaign="running", phase="collection")
    later = stage.closes_on + datetime.timedelta(days=5)
    address = at("shift_stage", "running", "collection")
    given = {"opens_on": stage.opens_on, "closes_on": later, "authority": "Order No. 2", "reason_kk": "су тасқыны",
             "reason_ru": "паводок", "reason_en": "flood"}  # fmt: skip
    assert administrator.post(address, {**given, "closes_on": "2020-01-01"}).status_code == 422
    assert administrator.post(address, given).status_code == 302
    client.force_login(person("scoped.officer"))
    page = shown(client, "campaign", "running", language="ru")
    assert "паводок" in page
    assert "Order No. 2" in page


def test_whoever_stands_too_near_is_shown_with_the_reason(administrator: Client) -> None:
    campaign = Campaign.objects.get(pk="running")
    block, near = first_block(campaign), person("scoped.assessor")
    assert "Who assesses this block?" in shown(administrator, "assign", "running", block)
    page = shown(administrator, "assign", "running", block, query=f"?assessor={near.pk}")
    assert "Nobody assesses itself" in page
    assert 'value="KZ-47"' not in page
    address = at("assign", "running", block) + f"?assessor={near.pk}"
    assert administrator.post(address, {"units": ["KZ-47"]}).status_code == 422
    assert administrator.post(address, {"units": ["KZ-63"]}).status_code == 302
    made = Assignment.objects.get(campaign="running", unit="KZ-63", ended_at=None)
    assert made.assessor == near
    assert str(near) in shown(administrator, "campaign_assignments", "running")
    assert administrator.post(at("end_assignment", made.pk)).status_code == 302
    assert administrator.get(at("end_assignment", made.pk)).status_code == 404


def test_a_copy_says_what_was_left_out(administrator: Client) -> None:
    campaign, by = Campaign.objects.get(pk="running"), person("centre.administrator")
    assign(campaign, Unit.objects.get(pk="KZ-63"), person("scoped.assessor"), first_block(campaign), by=by)
    person("scoped.assessor").posts.all().update(last_day=timezone.localdate() - datetime.timedelta(days=1))
    given = {"title_kk": "а", "title_ru": "б", "title_en": "Next", "id": "next"}
    assert administrator.post(at("copy_campaign", "running"), {**given, "period": "next year"}).status_code == 422
    done = administrator.post(at("copy_campaign", "running"), {**given, "period": "2026"})
    assert done.headers["Location"] == at("campaign_assignments", "next")
    page = shown(administrator, "campaign_assignments", "next")
    assert "What was not copied" in page
    assert "This person holds no post of an assessor today." in page


def test_progress_counts_and_filters(administrator: Client) -> None:
    Submission.objects.filter(unit="KZ-43").update(state="certified")
    Stage.objects.filter(campaign="running").update(closes_on=timezone.localdate() - datetime.timedelta(days=1))
    page = shown(administrator, "campaign_progress", "running")
    assert "2 forms are late" in page
    assert "certified: 1" in " ".join(page.split())
    late = shown(administrator, "campaign_progress", "running", query="?show=late")
    assert late.count('<th scope="row">') == 2
    assert "No form is in this state" in shown(administrator, "campaign_progress", "running", query="?show=returned")
    table = administrator.get(at("campaign_progress_file", "running", "csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["unit"], row["state"], row["late"]) for row in rows if row["unit"] == "KZ-43"] == [
        ("KZ-43", "certified", "0")
    ]
    assert {row["waits_on"] for row in rows if row["unit"] == "KZ-47"} == {str(person("scoped.officer"))}


def test_a_closed_campaign_offers_nothing_but_a_copy(administrator: Client) -> None:
    move_campaign(Campaign.objects.get(pk="running"), Move.CLOSE, by=person("centre.administrator"))
    page = shown(administrator, "campaign", "running")
    assert "Copy for another period" in page
    assert "Cancel the campaign" not in page
    assert "Running" in shown(administrator, "campaigns", query="?state=over")
