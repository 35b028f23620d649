"""Signing in and out, without a script."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.models import Letter
from tests.web.doors.desk.account.people import EMAIL, PASSWORD, is_signed_in, letters, person, sign_in

pytestmark = pytest.mark.django_db
WRONG = {
    "en": "The user name, e-mail address or password is not right.",
    "kk": "Пайдаланушы аты, электрондық пошта мекенжайы немесе құпиясөз дұрыс емес.",
    "ru": "Имя пользователя, адрес электронной почты или пароль неверны.",
}


WRONG_PAIRS = [
    ("aigerim", "wrong"),
    ("nobody", "wrong"),
    (EMAIL, "wrong"),
    ("nobody@example.org", "wrong"),
    ("closed", PASSWORD),
    ("system", "wrong"),
]


@pytest.mark.parametrize("login", ["aigerim", EMAIL, EMAIL.upper()])
def test_a_person_signs_in_by_user_name_or_e_mail_address(client: Client, login: str) -> None:
    person(language="ru")
    answer = sign_in(client, login)
    assert (answer.status_code, answer["Location"]) == (302, "/ru/desk/")
    assert is_signed_in(client)


def test_the_session_key_is_another_after_signing_in_and_the_cookie_is_guarded(client: Client) -> None:
    person()
    client.get("/en/account/password/forgotten/1-a-b/")
    session = client.session
    session["kept"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""  # ends with the browser, and in eight hours without a page on the server
    assert 7.9 * 3600 < client.session.get_expiry_age() <= 8 * 3600


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_unknown_name_a_wrong_password_and_a_closed_account_get_the_same_answer(language: str) -> None:
    person()
    closed = person("closed", email="closed@example.org")
    closed.is_active = False
    closed.save()
    said = set()
    for login, password in WRONG_PAIRS:
        client = Client()
        page = client.post(f"/{language}/account/sign-in/", {"login": login, "password": password})
        assert page.status_code == 200
        said.add(tuple(page.context["form"].non_field_errors()))
        assert not is_signed_in(client)
    assert said == {(WRONG[language],)}


def test_the_system_can_never_sign_in(client: Client) -> None:
    actor = system_actor()
    assert not actor.check_password("")
    sign_in(client, actor.username, "!")
    assert not is_signed_in(client)


def test_a_person_whose_account_is_closed_is_signed_out_at_once(client: Client) -> None:
    user = person()
    sign_in(client)
    user.is_active = False
    user.save()
    assert not is_signed_in(client)


def test_after_five_failures_even_the_right_password_waits(client: Client) -> None:
    person()
    for _ in range(5):
        sign_in(client, password="wrong")
    page = sign_in(client)
    assert page.context["form"].non_field_errors() == [
        "Too many attempts that failed. Wait five minutes, then try again."
    ]
    assert not is_signed_in(client)
    person("other", email="other@example.org")
    sign_in(client, "other")
    assert is_signed_in(client)


def test_too_many_requests_from_one_address_get_a_page_of_ours(client: Client) -> None:
    for number in range(31):
        page = sign_in(client, f"name{number}", "wrong")
    assert page.status_code == 429
    assert b"Too many requests" in page.content


@pytest.mark.parametrize(
    ("following", "leads_to"),
    [
        ("/en/account/language/", "/en/account/language/"),
        ("https://evil.example/", "/en/desk/"),
        ("//evil.example/", "/en/desk/"),
        ("javascript:alert(1)", "/en/desk/"),
    ],
)
def test_signing_in_leads_to_own_addresses_only(client: Client, following: str, leads_to: str) -> None:
    person()
    assert sign_in(client, next=following)["Location"] == leads_to


def test_the_desk_asks_to_sign_in_and_leads_back(client: Client) -> None:
    person()
    asked = client.get("/en/desk/")
    assert asked["Location"] == "/en/account/sign-in/?next=/en/desk/"
    page = client.get(asked["Location"])
    assert 'name="next" value="/en/desk/"' in page.content.decode()


def test_signing_out_is_a_form_and_ends_the_session(client: Client) -> None:
    person()
    sign_in(client)
    key = client.session.session_key
    assert b"Do you want to sign out?" in client.get("/en/account/sign-out/").content
    assert is_signed_in(client)
    answer = client.post("/en/account/sign-out/")
    assert answer["Location"] == "/en/"
    assert not is_signed_in(client)
    assert not client.session.exists(key)


def test_pages_of_persons_are_kept_by_no_cache_and_the_portal_sets_no_cookie(client: Client) -> None:
    person()
    page = client.get("/en/gallery/")
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    sign_in(client)
    assert "no-store" in client.get("/en/desk/")["Cache-Control"]
    signed_in = client.get("/en/gallery/")
    assert not signed_in.cookies
    assert signed_in.content == page.content


def test_addresses_without_a_language_lead_to_the_persons(client: Client) -> None:
    person(language="ru")
    sign_in(client)
    assert client.get("/desk/", headers={"accept-language": "en"})["Location"] == "/ru/desk/"
    client.post("/ru/account/language/", {"language": "kk"})
    assert client.get("/desk/", headers={"accept-language": "en"})["Location"] == "/kk/desk/"


def test_nobody_signs_up(client: Client) -> None:
    for path in ("signup/", "email/", "login/code/", "confirm-email/", "password/set/"):
        assert client.get(f"/en/account/{path}").status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_form_without_its_token_is_refused_in_the_language_of_the_page(language: str) -> None:
    page = Client(enforce_csrf_checks=True).post(f"/{language}/account/sign-in/", {"login": "a", "password": "b"})
    assert page.status_code == 403
    with override(language):
        from django.utils.translation import gettext

        assert gettext("The form was not accepted") in page.content.decode()


def test_the_journal_says_who_signed_in_and_out_and_who_failed_and_no_name(client: Client) -> None:
    user = person()
    sign_in(client, password="wrong")
    sign_in(client, "nobody", "wrong")
    sign_in(client)
    client.post("/en/account/sign-out/")
    system = system_actor()
    entries = (
        Entry.objects.filter(room="people")
        .order_by("number")
        .values_list("room", "verb", "actor", "object_kind", "object_id")
    )
    assert list(entries) == [
        ("people", "fail_to_sign_in", system.pk, "people.user", str(user.pk)),
        ("people", "sign_in", user.pk, "people.user", str(user.pk)),
        ("people", "sign_out", user.pk, "people.user", str(user.pk)),
    ]
    assert all(entry.particulars == {} for entry in Entry.objects.all())


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Tarazy: somebody signed in from a new place"),
        ("ru", "Таразы: вход с нового места"),
        ("kk", "Таразы: жаңа жерден кірді"),
    ],
)
def test_a_sign_in_from_a_new_place_is_told_in_the_persons_language(language: str, subject: str) -> None:
    person(language=language)
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0"})
    sign_in(client)
    assert subject in client.get(f"/{language}/desk/messages/").content.decode()
    assert [letter.subject for letter in letters()] == [subject]
    assert mail.outbox[0].to == [EMAIL]
    assert "Firefox" in mail.outbox[0].body
    client.post("/en/account/sign-out/")
    sign_in(client)
    assert len(letters()) == 1
    client.post("/en/account/sign-out/")
    client.post("/en/account/sign-in/", {"login": "aigerim", "password": PASSWORD}, REMOTE_ADDR="203.0.113.9")
    assert len(letters()) == 2
    assert "203.0.113.9" in mail.outbox[1].body
    sign_in(Client())
    assert len(letters()) == 3


def test_an_alert_is_not_lost_while_mail_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    person()
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", _unreachable)
        client = Client()
        sign_in(client)
        assert is_signed_in(client)
        assert letters() == []
    assert "somebody signed in from a new place" in client.get("/en/desk/messages/").content.decode()
    Letter.objects.update(next_try_at=timezone.now())
    assert [letter.to for letter in letters()] == [[EMAIL]]


def _unreachable(letter: EmailMessage, fail_silently: bool = False) -> int:
    raise ConnectionRefusedError


def test_who_has_no_e_mail_address_is_told_on_the_desk() -> None:
    person(email=None)  # type: ignore[arg-type]
    client = Client()
    sign_in(client)
    assert letters() == []
    assert "somebody signed in from a new place" in client.get("/en/desk/messages/").content.decode()


def test_a_place_known_of_one_person_is_new_for_another(client: Client) -> None:
    person()
    person("daniyar", email="daniyar@example.org")
    sign_in(client)
    client.post("/en/account/sign-out/")
    sign_in(client, "daniyar")
    assert [letter.to for letter in letters()] == [[EMAIL], ["daniyar@example.org"]]
