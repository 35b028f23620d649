"""Authenticator app and recovery codes, without a script; who must have one; who may lift it."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.actions.account import lift_second_factor
from tarazy.web.rooms.people.models import Organisation, Post, User
from tests.web.doors.desk.account.people import (
    PASSWORD,
    code_of,
    confirm,
    forget_attempts,
    is_signed_in,
    letters,
    person,
    set_up_app,
    sign_in,
)

pytestmark = pytest.mark.django_db


def give_post(user: User, role: str, *, organisation: str = "centre", kind: str = "centre") -> Post:
    where, _ = Organisation.objects.get_or_create(
        pk=organisation, defaults={"place": "kz", "kind": kind, "name": {"kk": "О", "ru": "О", "en": "O"}}
    )
    day = timezone.localdate() - datetime.timedelta(days=1)
    return Post.objects.create(user=user, organisation=where, role=role, first_day=day)


def enter_code(client: Client, code: str) -> object:
    return client.post("/en/account/sign-in/code/", {"code": code})


def codes_of(client: Client) -> list[str]:
    return client.get("/en/account/second-factor/recovery-codes/file/").content.decode().split()[-10:]


def test_setting_up_asks_for_the_password_once_more(client: Client) -> None:
    person()
    sign_in(client)
    asked = client.get("/en/account/second-factor/app/")
    assert asked["Location"].startswith("/en/account/confirm/?next=")
    page = client.post("/en/account/confirm/", {"password": "wrong"})
    assert page.context["form"].errors == {"password": ["The password is not right."]}
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == "/en/account/second-factor/app/"


def test_the_secret_is_a_picture_of_its_own_address_and_a_text(client: Client) -> None:
    person()
    sign_in(client)
    confirm(client)
    assert client.get("/en/account/second-factor/app/secret.svg").status_code == 404
    page = client.get("/en/account/second-factor/app/")
    secret = page.context["form"].secret
    assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in page.content.decode()
    assert "data:" not in page.content.decode()
    assert "style=" not in page.content.decode()
    picture = client.get("/en/account/second-factor/app/secret.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert ElementTree.fromstring(picture.content).tag.endswith("svg")


def test_a_wrong_first_code_keeps_the_secret(client: Client) -> None:
    person()
    sign_in(client)
    confirm(client)
    secret = client.get("/en/account/second-factor/app/").context["form"].secret
    page = client.post("/en/account/second-factor/app/", {"code": "000000"})
    assert page.context["form"].errors == {"code": ["The code is not right. Each code counts once, for half a minute."]}
    assert page.context["form"].secret == secret


@pytest.mark.django_db(transaction=True)  # allauth tells of a new second factor when it is stored for good
@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_signing_in_with_the_app(language: str) -> None:
    user = person()
    setting_up = Client()
    sign_in(setting_up)
    secret, answer = set_up_app(setting_up)
    assert answer["Location"] == "/en/account/second-factor/recovery-codes/"
    assert letters()[-1].subject == "Tarazy: an authenticator app was set up"
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    client = Client()
    asked = client.post(f"/{language}/account/sign-in/", {"login": "aigerim", "password": PASSWORD})
    assert asked["Location"] == f"/{language}/account/sign-in/code/"
    assert not is_signed_in(client)
    assert client.get(asked["Location"]).status_code == 200
    wrong = client.post(asked["Location"], {"code": "000000"})
    assert "code" in wrong.context["form"].errors
    assert not is_signed_in(client)
    assert client.post(asked["Location"], {"code": code_of(secret)})["Location"] == "/en/desk/"
    assert is_signed_in(client)
    verbs = list(
        Entry.objects.filter(room="people", object_id=str(user.pk)).order_by("number").values_list("verb", flat=True)
    )
    assert [verb for verb in verbs if "factor" in verb] == ["add_second_factor", "fail_second_factor"]


def test_a_code_of_the_app_counts_once(client: Client) -> None:
    person()
    sign_in(client)
    secret, _ = set_up_app(client)
    code = code_of(secret, 1)
    first, second = Client(), Client()
    sign_in(first)
    enter_code(first, code)
    assert is_signed_in(first)
    sign_in(second)
    enter_code(second, code)
    assert not is_signed_in(second)


def test_codes_are_limited(client: Client) -> None:
    person()
    sign_in(client)
    secret, _ = set_up_app(client)
    guessing = Client()
    sign_in(guessing)
    for _ in range(5):
        enter_code(guessing, "000000")
    enter_code(guessing, code_of(secret))
    assert not is_signed_in(guessing)


def test_a_recovery_code_works_once(client: Client) -> None:
    person()
    sign_in(client)
    set_up_app(client)
    codes = codes_of(client)
    assert len(set(codes)) == 10
    first, second = Client(), Client()
    sign_in(first)
    enter_code(first, codes[0])
    assert is_signed_in(first)
    sign_in(second)
    enter_code(second, codes[0])
    assert not is_signed_in(second)
    enter_code(second, codes[1])
    assert is_signed_in(second)
    confirm(second)
    assert "8 codes left" in second.get("/en/account/second-factor/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_replace_the_old(client: Client) -> None:
    person()
    sign_in(client)
    set_up_app(client)
    old = codes_of(client)
    assert "10 codes that are left" in client.get("/en/account/second-factor/recovery-codes/new/").content.decode()
    client.post("/en/account/second-factor/recovery-codes/new/")
    assert not set(old) & set(codes_of(client))
    assert Entry.objects.filter(verb="make_recovery_codes").count() == 2


def test_the_app_can_be_removed_and_its_recovery_codes_go_with_it(client: Client) -> None:
    person()
    sign_in(client)
    set_up_app(client)
    client.post("/en/account/second-factor/app/remove/")
    assert not Authenticator.objects.exists()
    assert Entry.objects.filter(verb="remove_second_factor").count() == 1
    assert b"The authenticator app is removed." in client.get("/en/account/second-factor/").content


def test_roles_that_lead_or_approve_reach_the_desk_only_with_a_second_factor(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    user = person()
    give_post(user, "administrator")
    sign_in(client)
    assert client.get("/en/desk/")["Location"] == "/en/account/second-factor/"
    for path in ("/en/account/second-factor/", "/en/account/"):
        assert b"Your post needs a second factor" in client.get(path).content
    set_up_app(client)
    assert client.get("/en/desk/").status_code == 200
    assert b"Your post needs a second factor" not in client.get("/en/account/").content


def test_other_roles_reach_the_desk_without(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    give_post(person(), "assessor")
    sign_in(client)
    assert client.get("/en/desk/").status_code == 200


def test_an_administrator_lifts_the_second_factor_of_another_and_the_journal_says_so(client: Client) -> None:
    user = person()
    give_post(user, "officer", organisation="akimat", kind="assessed")
    administrator = person("admin", email="admin@example.org")
    give_post(administrator, "administrator")
    sign_in(client)
    set_up_app(client)
    lift_second_factor(user, by=administrator)
    assert not Authenticator.objects.exists()
    assert not is_signed_in(client)
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.actor, entry.object_id) == ("lift_second_factor", administrator.pk, str(user.pk))
    forget_attempts()
    sign_in(client)
    assert is_signed_in(client)


def test_nobody_else_lifts_a_second_factor() -> None:
    user = person()
    give_post(user, "methodologist")
    own = person("own", email="own@example.org")
    give_post(own, "administrator", organisation="akimat", kind="assessed")
    centre = person("centre", email="centre@example.org")
    give_post(centre, "administrator")
    analyst = person("analyst", email="analyst@example.org")
    give_post(analyst, "analyst")
    for by, whom in ((own, user), (analyst, user), (centre, centre), (user, own)):
        with pytest.raises(Denied):
            lift_second_factor(whom, by=by)
