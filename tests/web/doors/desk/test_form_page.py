"""Whatever a form of the desk does is said on the page that follows, once."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client, RequestFactory
from django.utils.translation import override

from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tests.web.peopled import person

MOVED = {"day": "2026-05-08", "worked_on": "2026-05-16", "ground": "Order 1", "kk": "К", "ru": "П", "en": "M"}
SAID = {
    "kk": "Орындалды: Жұмыс күнін ауыстыру.",
    "ru": "Выполнено: Перенести рабочий день.",
    "en": "Done: Move a working day.",
}


class Number(forms.Form):
    number = forms.IntegerField()


def asked(**given: str) -> HttpRequest:
    request = RequestFactory().post("/en/desk/", given)
    request.user, request._messages = AnonymousUser(), CookieStorage(request)  # type: ignore[attr-defined]
    return request


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in messages.get_messages(request)]


@pytest.mark.usefixtures("peopled", "db", "without_second_factor")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_was_done_is_said_on_the_next_page_and_not_again(language: str) -> None:
    client = Client()
    client.force_login(person("centre.administrator"))
    answer = client.post(f"/{language}/desk/calendar/kz/move-a-day/", MOVED)
    assert SAID[language] in client.get(answer["Location"]).content.decode()
    assert SAID[language] not in client.get(answer["Location"]).content.decode()


def test_what_the_view_says_itself_is_enough() -> None:
    request = asked()

    def done(_given: dict[str, object]) -> HttpResponse:
        messages.success(request, "Three bodies have their forms.")
        return redirect("/")

    form_page(request, Confirm(given_by(request)), FormPage("Start", "Start"), done)
    assert said(request) == ["Three bodies have their forms."]


def test_nothing_is_said_of_what_was_not_done_or_is_shown_at_once() -> None:
    wrong, shown = asked(number="many"), asked(number="3")
    with override("en"):
        answer = form_page(wrong, Number(given_by(wrong)), FormPage("Count", "Count"), lambda given: redirect("/"))
        form_page(shown, Number(given_by(shown)), FormPage("Count", "Count"), lambda given: HttpResponse("3"))
    assert answer.status_code == 422
    assert (said(wrong), said(shown)) == ([], [])
