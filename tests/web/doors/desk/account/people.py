"""People who sign in, and how they do."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.tasks import send_letters

PASSWORD = "three quiet rivers"
NEW_PASSWORD = "seven grey mountains"
EMAIL = "aigerim@example.org"


def person(username: str = "aigerim", *, email: str = EMAIL, language: str = "en") -> User:
    user = User(username=username, full_name="Айгерім Нұрланқызы", email=email, language=language)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, login: str = "aigerim", password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/en/account/sign-in/", {"login": login, "password": password, **more})


def confirm(client: Client) -> None:
    """Show once more who sits there, as what changes the protection of an account asks."""
    client.post("/en/account/confirm/", {"password": PASSWORD})


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows; `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client: Client) -> tuple[str, HttpResponse]:
    confirm(client)
    form = client.get("/en/account/second-factor/app/").context["form"]
    answer = client.post("/en/account/second-factor/app/", {"code": code_of(form.secret)})
    return form.secret, answer


def is_signed_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def forget_attempts() -> None:
    cache.clear()


def letters() -> list[EmailMessage]:
    """What has left by e-mail when the outbox has been emptied."""
    send_letters(by=system_actor())
    return mail.outbox
