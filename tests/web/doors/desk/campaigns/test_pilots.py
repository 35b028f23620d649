"""Pages of a pilot: feedback, readiness, results beside the official campaign, the report."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tarazy.web.rooms.campaigns.models import Campaign, Feedback, Readiness
from tarazy.web.rooms.results.models import CampaignRun, Run, Score
from tests.web.campaigned import PERIOD, first_block
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("campaigned", "db", "without_second_factor")


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(person("centre.administrator"))
    return client


def at(name: str, *parts: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"desk:{name}", args=("pilot", *parts))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", ["pilot", "pilot_report", "say_feedback", "readiness"])
def test_every_page_opens_in_every_language(administrator: Client, name: str, language: str) -> None:
    answer = administrator.get(at(name, language=language))
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


def test_what_is_said_stays_and_is_counted(administrator: Client) -> None:
    assert administrator.post(at("say_feedback"), {"subject": "form", "text": " "}).status_code == 422
    done = administrator.post(at("say_feedback"), {"subject": "form", "text": "Too many questions"})
    assert done.headers["Location"] == at("pilot")
    assert Feedback.objects.get().language == "en"
    assert "Too many questions" in administrator.get(at("pilot")).content.decode()
    assert "Too many questions" in administrator.get(at("feedback_file", "csv")).content.decode()
    assert "the form and its questions" in administrator.get(at("pilot_report")).content.decode()
    administrator.force_login(person("centre.operator"))
    assert "Too many questions" not in administrator.get(at("pilot")).content.decode(), "others see what they said"


def test_the_readiness_list_has_the_same_points_in_each_language(administrator: Client) -> None:
    refused = administrator.post(at("readiness"), {"kk": "а\nб", "ru": "а", "en": "a\nb"})
    assert refused.status_code == 422
    assert "the same number of points" in refused.content.decode()
    assert administrator.post(at("readiness"), {"kk": "а\nб", "ru": "а\nб", "en": "a\nb"}).status_code == 302
    assert Readiness.objects.filter(campaign="pilot").count() == 2


def test_a_judged_point_stands_in_the_report(administrator: Client) -> None:
    point = Readiness.objects.get()
    assert administrator.post(at("judge_readiness", point.pk), {"holds": "yes"}).status_code == 422
    administrator.post(at("judge_readiness", point.pk), {"holds": "yes", "note": "All forms came in."})
    page = administrator.get(at("pilot_report")).content.decode()
    assert "1 of 1 points hold, 0 are not judged yet." in page
    assert "All forms came in." in page
    assert administrator.post(at("readiness"), {"kk": "а", "ru": "а", "en": "a"}).status_code == 422


def test_results_stand_side_by_side_once_both_are_computed(administrator: Client) -> None:
    assert "does not run beside an official campaign" in administrator.get(at("pilot")).content.decode()
    Campaign.objects.filter(pk="pilot").update(beside="running")
    assert "once both campaigns are computed" in administrator.get(at("pilot")).content.decode()
    scored("running", 61.25, 40)
    assert "once both campaigns are computed" in administrator.get(at("pilot")).content.decode()
    scored("pilot", 70.5, 30)
    for name in ("pilot", "pilot_report"):
        page = administrator.get(at(name)).content.decode()
        found = [re.sub(r"\s", "", row) for row in re.findall(r"<tr>.*?</tr>", page, re.S) if "61.3" in row]
        assert len(found) == 1
        assert (
            '<tdclass="num">61.3</td><tdclass="num">70.5</td><tdclass="num">40.0</td><tdclass="num">30.0</td>'
            in found[0]
        )
    file = administrator.get(at("pilot_results_file", "csv")).content.decode("utf-8-sig")
    assert file.startswith("unit,name,index_official,index_pilot,")
    assert ",61.25,70.5,40.0,30.0" in file


def scored(id: str, index: float, block: float) -> None:
    """A run of a campaign, in which one body has a score."""
    campaign, now, by = Campaign.objects.get(pk=id), timezone.now(), person("centre.administrator")
    run = Run.objects.create(
        version=campaign.version, methodology_hash="0" * 64, data_hash="0" * 64, engine_version="1", as_of=now,
        periods=[PERIOD], computed_at=now, computed_by=by,
    )  # fmt: skip
    CampaignRun.objects.create(run=run, campaign=campaign, reason="request", units=["KZ-43"])
    for node, score in (("index", index), (first_block(campaign), block)):
        Score.objects.create(
            run=run, unit_id="KZ-43", period=PERIOD, node=node, score=score, peer_group="oblast", rank=1
        )


def test_an_ordinary_campaign_has_no_pages_of_a_pilot(administrator: Client) -> None:
    refused = administrator.get(reverse("desk:pilot", args=["running"]))
    assert refused.status_code == 403
