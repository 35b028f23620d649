"""Changing a password, and a new one by a letter."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from tarazy.web.journal.models import Entry
from tests.web.doors.desk.account.people import EMAIL, NEW_PASSWORD, PASSWORD, is_signed_in, letters, person, sign_in

pytestmark = pytest.mark.django_db
RULES = {
    "en": "At least 12 characters. Not a password that many people use. "
    "Not like your name, user name or e-mail address.",
    "ru": "Не менее 12 знаков. Не из тех, что у многих. Не похож на ваше имя, имя пользователя или адрес.",
    "kk": "Кемінде 12 таңба. Көп адам қолданатын құпиясөз емес. Атыңызға, пайдаланушы атыңызға, поштаңызға ұқсамайды.",
}


def change(client: Client, new: str, again: str | None = None, old: str = PASSWORD):  # type: ignore[no-untyped-def]
    given = {"oldpassword": old, "password1": new, "password2": new if again is None else again}
    return client.post("/en/account/password/", given)


def asked_letter(client: Client, email: str = EMAIL, language: str = "en") -> str:
    """The path of the link in the letter."""
    client.post(f"/{language}/account/password/forgotten/", {"email": email})
    body = next(letter.body for letter in reversed(mail.outbox) if "forgotten" in letter.body)
    return re.search(r"http://testserver(\S+)", body).group(1)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("new", "again", "field", "message"),
    [
        ("short river", None, "password1", "The password is too short: it needs at least 12 characters."),
        ("q1w2e3r4t5y6", None, "password1", "Very many people use this password"),
        ("aigerim@example", None, "password1", "too much like your name, user name or e-mail address"),
        (NEW_PASSWORD, "seven grey mountain", "password2", "The two passwords are not the same."),
    ],
)
def test_each_rule_of_passwords_refuses(client: Client, new: str, again: str | None, field: str, message: str) -> None:
    person()
    sign_in(client)
    errors = change(client, new, again).context["form"].errors
    assert list(errors) == [field]
    assert message in errors[field][0]


def test_the_password_now_must_be_right(client: Client) -> None:
    person()
    sign_in(client)
    assert change(client, NEW_PASSWORD, old="wrong").context["form"].errors == {
        "oldpassword": ["This is not your password."]
    }


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_rules_are_shown_before_they_are_broken(client: Client, language: str) -> None:
    person()
    sign_in(client)
    assert (
        str(client.get(f"/{language}/account/password/").context["form"].fields["password1"].help_text)
        == RULES[language]
    )


def test_a_changed_password_counts_and_ends_the_other_sessions(client: Client) -> None:
    user = person()
    sign_in(client)
    other = Client()
    sign_in(other)
    assert change(client, NEW_PASSWORD)["Location"] == "/en/account/"
    assert b"The password is changed." in client.get("/en/account/").content
    assert is_signed_in(client)
    assert not is_signed_in(other)
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert Entry.objects.filter(verb="change_password", actor=user.pk, object_id=str(user.pk)).count() == 1
    assert letters()[-1].subject == "Tarazy: your password was changed"


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Tarazy: choose a new password"),
        ("ru", "Таразы: выберите новый пароль"),
        ("kk", "Таразы: жаңа құпиясөзді таңдаңыз"),
    ],
)
def test_a_new_password_by_a_letter_in_the_persons_language(client: Client, language: str, subject: str) -> None:
    user = person(language=language)
    signed_in = Client()
    sign_in(signed_in)
    link = asked_letter(client)
    assert mail.outbox[-1].subject == subject
    assert link.startswith(f"/{language}/account/password/forgotten/")
    form = client.get(link)
    page = client.post(form["Location"], {"password1": "short", "password2": "short"})
    assert "password1" in page.context["form"].errors
    done = client.post(form["Location"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert done["Location"] == f"/{language}/account/password/changed/"
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert not is_signed_in(client)
    assert not is_signed_in(signed_in)
    assert Entry.objects.filter(verb="reset_password", actor=user.pk).count() == 1
    assert client.get(link).context["token_fail"]


def test_nobody_learns_whether_an_address_has_an_account(client: Client) -> None:
    person()
    known = client.post("/en/account/password/forgotten/", {"email": EMAIL})
    unknown = client.post("/en/account/password/forgotten/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in mail.outbox] == [[EMAIL]]


def test_a_closed_account_gets_no_letter(client: Client) -> None:
    user = person()
    user.is_active = False
    user.save()
    client.post("/en/account/password/forgotten/", {"email": EMAIL})
    assert mail.outbox == []


def test_letters_are_limited(client: Client) -> None:
    person()
    answers = [client.post("/en/account/password/forgotten/", {"email": EMAIL}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_a_mail_server_that_is_away_stops_nobody(client: Client, settings, caplog) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    person()
    assert client.post("/en/account/password/forgotten/", {"email": EMAIL}).status_code == 302
    assert "could not be sent" in caplog.text
    assert EMAIL not in caplog.messages[0]
