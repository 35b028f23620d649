"""One page for an akim, one for the centre: values, warnings, instructions."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.doors.desk.monitoring import pictures
from tarazy.web.doors.desk.monitoring.pictures import targets_picture, warnings_picture
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.monitoring import monitored_bodies
from tarazy.web.rooms.followup.actions import open_recommendation
from tarazy.web.rooms.followup.enums import Kind
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit
from tests.web.monitored import Monitoring, certify, past_its_day
from tests.web.piloted import BODY
from tests.web.rooms.campaigns.conftest import organisation, person

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("without_second_factor")]


def page_of(client: Client, user: User, rest: str, language: str = "en", status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(f"/{language}/desk/monitoring/{rest}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode().replace("\xa0", " ")


def instruct(monitoring: Monitoring, days: int = 5) -> Recommendation:
    return open_recommendation(
        monitoring.form.unit, Kind.INSTRUCTION, "Mend the roads.", language="en",
        deadline=timezone.localdate() + datetime.timedelta(days=days), organisation=monitoring.campaign.organisation,
        origin=("campaigns.campaign", monitoring.campaign.pk), by=monitoring.administrator,
    )  # fmt: skip


def test_an_akim_sees_values_warnings_and_instructions(client: Client, monitoring: Monitoring) -> None:
    instruct(monitoring)
    certify(monitoring.form, {"jobs_created": 1000.0, "roads_repaired": None})
    page = page_of(client, monitoring.head, f"forms/{monitoring.form.pk}/")
    assert "quarter 1 of 2026" in page
    assert "4 000" in page
    assert "The target, " in page
    assert "The form of quarter 2 of 2026 gives no value." in page
    assert "will miss its target" in page
    assert "Mend the roads." in page
    assert "Give an instruction" not in page


def test_the_centre_sees_counts_lists_and_gives_instructions_from_a_warning(
    client: Client, monitoring: Monitoring
) -> None:
    past_its_day(monitoring.campaign)
    instruct(monitoring)
    Recommendation.objects.update(deadline=timezone.localdate() - datetime.timedelta(days=2))
    page = page_of(client, monitoring.administrator, f"campaigns/{monitoring.campaign.pk}/")
    assert "the form is late: 2" in page
    assert "Instructions overdue" in page
    assert "overdue</span>" in page
    only_late = page_of(client, monitoring.administrator, f"campaigns/{monitoring.campaign.pk}/?show=late")
    assert only_late.count("was due on") == 2
    assert "at this pace" not in only_late
    start = only_late.index("/en/desk/instructions/give/")
    href = only_late[start : only_late.index('"', start)].replace("&amp;", "&")
    form = client.get(href).content.decode()
    assert "The form of quarter 2 of 2026 was due on" in form
    said = {"kind": "instruction", "text": "Send it.", "deadline": timezone.localdate()}
    assert client.post(href, said).status_code == 302
    assert Recommendation.objects.latest("pk").origin_id == monitoring.campaign.pk


def table_of(client: Client, user: User, rest: str) -> list[dict[str, str]]:
    client.force_login(user)
    answer = client.get(f"/en/desk/monitoring/{rest}csv/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_year_of_all_bodies_is_a_file(client: Client, monitoring: Monitoring) -> None:
    past_its_day(monitoring.campaign)
    rows = table_of(client, monitoring.administrator, f"campaigns/{monitoring.campaign.pk}/")
    assert {row["unit"] for row in rows} == {BODY, "KZ-47"}
    jobs = [row for row in rows if (row["unit"], row["variable"]) == (BODY, "jobs_created")]
    assert [row["period"] for row in jobs] == ["2026-Q1", "2026-Q2"]
    assert [row["value"] for row in jobs] == ["1000.0", ""]
    assert [row["year_ends_at"] for row in jobs] == ["", "4000.0"]
    assert [row["warnings"] for row in jobs] == ["", "late; will_miss"]


def test_the_year_of_one_body_is_a_file_for_those_who_see_it(client: Client, monitoring: Monitoring) -> None:
    rest = f"forms/{monitoring.form.pk}/"
    rows = table_of(client, monitoring.head, rest)
    assert {row["unit"] for row in rows} == {BODY}
    assert len({(row["variable"], row["breakdown"], row["period"]) for row in rows}) == len(rows) > 0
    page_of(client, monitoring.stranger, f"{rest}csv/", status=403)


def test_the_pictures_show_who_is_warned_and_how_near_the_targets_are(client: Client, monitoring: Monitoring) -> None:
    centre = f"campaigns/{monitoring.campaign.pk}/"
    past_its_day(monitoring.campaign)
    page = page_of(client, monitoring.administrator, centre)
    assert "<title>Early warnings by body</title>" in page
    assert "more bod" not in page
    akim = page_of(client, monitoring.head, f"forms/{monitoring.form.pk}/")
    assert "<title>Where the year will end, in percent of the target</title>" in akim
    assert '<td class="num">86%</td>' in akim
    assert "Bars end at 200%" in akim


def test_there_is_no_picture_where_there_is_nothing_to_show() -> None:
    assert warnings_picture([]) is None
    assert targets_picture([]) is None


def test_a_long_picture_says_whom_it_leaves_out(monitoring: Monitoring, monkeypatch: pytest.MonkeyPatch) -> None:
    past_its_day(monitoring.campaign)
    monkeypatch.setattr(pictures, "MOST_BODIES", 1)
    picture = warnings_picture(monitored_bodies(monitoring.campaign))
    assert picture is not None
    assert picture.about.endswith("1 more body has warnings.")


def test_the_oblast_sees_its_bodies_alone(client: Client, monitoring: Monitoring) -> None:
    over = organisation("over", OrganisationKind.ASSESSED, scope="KZ-47")
    akim = person("akim", Role.HEAD, over)
    page = page_of(client, akim, f"campaigns/{monitoring.campaign.pk}/")
    assert str(Unit.objects.get(pk="KZ-47").name.en) in page
    assert str(Unit.objects.get(pk=BODY).name.en) not in page
    page_of(client, akim, f"forms/{monitoring.form.pk}/", status=403)


def test_strangers_and_other_campaigns_have_no_page(client: Client, monitoring: Monitoring) -> None:
    page_of(client, monitoring.stranger, f"forms/{monitoring.form.pk}/", status=403)
    page_of(client, monitoring.administrator, "campaigns/pilot-2026/", status=403)
    page_of(client, monitoring.administrator, "forms/1/", status=404)


def test_the_list_leads_to_both(client: Client, monitoring: Monitoring) -> None:
    page = page_of(client, monitoring.head, "")
    assert f"/monitoring/forms/{monitoring.form.pk}/" in page
    assert f"/monitoring/campaigns/{monitoring.campaign.pk}/" in page
    assert "/monitoring/forms/" not in page_of(client, monitoring.administrator, "")


def test_the_form_of_a_quarter_says_how_to_count(client: Client, monitoring: Monitoring) -> None:
    client.force_login(monitoring.officer)
    pages = "".join(client.get(f"/en/desk/forms/{monitoring.form.pk}/blocks/{block}/").content.decode()
                    for block in ("goals", "budget"))  # fmt: skip
    assert "they are added up to the year" in pages
    assert "as it stands at the end of the month or quarter" in pages
    assert "Target of the year" in pages
    assert "Last year as a whole" in pages
    assert "Document that proves it" not in pages


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_page_is_in_each_language(client: Client, monitoring: Monitoring, language: str) -> None:
    past_its_day(monitoring.campaign)
    rests = ("", f"forms/{monitoring.form.pk}/", f"campaigns/{monitoring.campaign.pk}/")
    pages = [page_of(client, monitoring.administrator, rest, language) for rest in rests]
    english = ("How the year goes", "Early warnings", "Values of the year", "was due on", "The year will end at")
    found = [words for words in english if any(words in page for page in pages)]
    assert found == (list(english) if language == "en" else [])


def test_two_bodies_ask_as_often_as_one(client: Client, monitoring: Monitoring) -> None:
    past_its_day(monitoring.campaign)
    client.force_login(monitoring.administrator)
    href = f"/en/desk/monitoring/campaigns/{monitoring.campaign.pk}/"
    client.get(href)
    counts = []
    for bodies in (2, 1):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(href).content.decode()
        counts.append(len(queries))
        assert page.count("was due on") == bodies
        Submission.objects.filter(campaign=monitoring.campaign, unit="KZ-47").delete()
    assert counts[0] == counts[1]
