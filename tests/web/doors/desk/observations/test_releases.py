"""The release calendar on the desk and as everybody sees it."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.rooms.observatory.models import Release
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("peopled", "db", "without_second_factor")
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def analyst() -> Client:
    client = Client()
    client.force_login(person("centre.analyst"))
    return client


def plan(client: Client, on: datetime.date, period: str = "2026", variable: str = "life_expectancy") -> None:
    given = {"variable": variable, "period": period, "planned_on": on.isoformat(), "note": "a note"}
    assert client.post("/en/desk/releases/new/", given).status_code == 302


def test_a_release_is_planned_moved_and_comes_out() -> None:
    client, public = analyst(), Client()
    assert "Nothing is planned yet" in client.get("/en/desk/releases/").content.decode()
    assert "No day is planned" in public.get("/en/observatory/calendar/").content.decode()
    plan(client, TODAY - DAY)
    release = Release.objects.get()
    assert re.search(
        r"<h2>Late</h2>.*Life expectancy at birth", public.get("/en/observatory/calendar/").content.decode(), re.DOTALL
    )
    page = public.get("/en/observatory/life_expectancy/").content.decode()
    assert "for 2026, were planned for" in page
    moved = {"planned_on": (TODAY + DAY).isoformat(), "reason": "The survey took longer"}
    assert client.post(f"/en/desk/releases/{release.pk}/move/", moved).status_code == 302
    for address in ("/en/observatory/calendar/", "/en/desk/releases/"):
        html = (public if "calendar" in address else client).get(address).content.decode()
        assert "(The survey took longer)" in html, address
    assert "To come" in public.get("/en/observatory/calendar/").content.decode()
    file = public.get("/en/observatory/calendar/releases.ics").content.decode()
    assert f"DTSTART;VALUE=DATE:{TODAY + DAY:%Y%m%d}\r\n" in file
    assert "SEQUENCE:1" in file
    came = {"released_on": TODAY.isoformat()}
    assert client.post(f"/en/desk/releases/{release.pk}/came-out/", came).status_code == 302
    assert "Came out" in public.get("/en/observatory/calendar/").content.decode()
    assert client.get(f"/en/desk/releases/{release.pk}/move/").status_code == 403
    assert "no day is planned" in public.get("/en/observatory/life_expectancy/").content.decode()


def test_what_is_wrong_is_said_beside_its_field() -> None:
    client = analyst()
    given = {"variable": "life_expectancy", "period": "soon", "planned_on": TODAY.isoformat(), "note": ""}
    answer = client.post("/en/desk/releases/new/", given)
    assert answer.status_code == 422
    assert "A period is written 2025, 2025-Q1, 2025-07 or 2024/2025." in answer.content.decode()
    assert client.post("/en/desk/releases/new/", given | {"variable": "unicorns"}).status_code == 422
    assert client.get("/en/desk/releases/999/move/").status_code == 404
    assert not Release.objects.exists()


def test_one_and_three_releases_ask_the_same_number_of_questions() -> None:
    client, counts = analyst(), []
    client.get("/en/desk/releases/")
    for periods in (("2024",), ("2025", "2026")):
        for period in periods:
            plan(client, TODAY + DAY, period)
        sizes = []
        for asking, address in ((client, "/en/desk/releases/"), (Client(), "/en/observatory/calendar/")):
            with CaptureQueriesContext(connection) as queries:
                html = asking.get(address).content.decode()
            sizes.append((html.count('<th scope="row">'), len(queries)))
        counts.append(sizes)
    assert [[rows for rows, _ in sizes] for sizes in counts] == [[1, 1], [3, 3]]
    assert [count for _, count in counts[0]] == [count for _, count in counts[1]]
