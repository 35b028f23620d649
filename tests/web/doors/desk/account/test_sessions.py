"""Where a person is signed in, and ending it."""

from __future__ import annotations

import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.doors.desk.account.browsers import browser_name
from tarazy.web.journal.models import Entry
from tests.web.doors.desk.account.people import is_signed_in, person, sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
YANDEX = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 YaBrowser/24.1 Safari/537.36"


def signed_in(user_agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": user_agent})
    sign_in(client)
    return client


def test_one_session_is_ended_and_the_others_stay() -> None:
    user = person()
    here, there, third = signed_in(), signed_in(YANDEX), signed_in()
    page = here.get("/en/account/sessions/")
    assert sorted(one["browser"] for one in page.context["sessions"]) == [
        "Firefox on Linux",
        "Firefox on Linux",
        "Yandex Browser on Windows",
    ]
    assert [one["is_here"] for one in page.context["sessions"]].count(True) == 1
    other = next(one["pk"] for one in page.context["sessions"] if one["browser"].startswith("Yandex"))
    assert here.post(f"/en/account/sessions/{other}/end/")["Location"] == "/en/account/sessions/"
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, True]
    assert Entry.objects.filter(verb="end_session", actor=user.pk, object_id=str(user.pk)).count() == 1


def test_all_other_sessions_are_ended_at_once() -> None:
    person()
    here, there, third = signed_in(), signed_in(), signed_in()
    here.post("/en/account/sessions/end-others/")
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, False]
    assert len(here.get("/en/account/sessions/").context["sessions"]) == 1


def test_nobody_ends_the_session_of_another() -> None:
    person()
    signed = signed_in()
    pk = signed.get("/en/account/sessions/").context["sessions"][0]["pk"]
    person("other", email="other@example.org")
    other = Client()
    sign_in(other, "other")
    assert other.post(f"/en/account/sessions/{pk}/end/").status_code == 404
    assert is_signed_in(signed)


def test_eight_hours_without_a_page_sign_out() -> None:
    person()
    client = signed_in()
    Session.objects.update(expire_date=timezone.now())
    assert not is_signed_in(client)


def test_a_person_who_works_stays_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    person()
    client = signed_in()
    client.get("/en/account/")
    before = Session.objects.get(pk=client.session.session_key).expire_date
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)
    client.get("/en/account/")
    assert Session.objects.get(pk=client.session.session_key).expire_date > before


def test_the_list_asks_the_database_as_often_for_three_as_for_one() -> None:
    person()
    client = signed_in()
    client.get("/en/account/sessions/")
    counts = []
    for further in (0, 2):
        for _ in range(further):
            signed_in()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/en/account/sessions/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.0", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)
def test_browsers_are_called_as_people_know_them(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
