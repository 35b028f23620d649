"""The pages of people and organisations: how often they ask, what they answer to mistakes, what they let happen."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Invitation, Organisation, Post
from tarazy.web.rooms.post.models import Message
from tarazy.web.rooms.units.actions import give_representation
from tarazy.web.rooms.units.models import Unit
from tests.web.peopled import UNITS, organisation_called, person, post_of, text, today

pytestmark = pytest.mark.usefixtures("peopled", "db", "without_second_factor")


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["organisations/?q=Trial", "persons/?q=trial"])
def test_a_list_asks_as_often_for_three_as_for_one(path: str) -> None:
    client = client_of("centre.administrator")
    client.get(f"/en/desk/{path}")
    counts = []
    for added in (range(1), range(1, 3)):
        for number in added:
            name = text(f"Trial {number}", f"Trial {number}", f"Trial {number}")
            Organisation.objects.create(id=f"trial-{number}", place="kz", kind=OrganisationKind.ASSESSED, name=name)
            post_of(f"trial.{number}", f"trial-{number}", Role.OFFICER)
            post_of(f"trial.{number}", "body", Role.HEAD)
        counts.append(queries_of(client, f"/en/desk/{path}"))
    assert "Trial 2" in client.get(f"/en/desk/{path}").content.decode()
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("path", "given", "field"),
    [
        ("organisations/found/", {"kk": "А", "ru": "А", "en": "A", "kind": "assessed", "id": "Not An Id"}, "id"),
        ("organisations/found/", {"kk": "", "ru": "А", "en": "A", "kind": "assessed", "id": "a-new-one"}, "kk"),
        ("organisations/body/rename/", {"kk": "А", "ru": "", "en": "A"}, "ru"),
        ("organisations/body/invite/", {"full_name": "A", "email": "no address", "role": "officer", "language": "kk",
                                        "first_day": "2026-01-05"}, "email"),
        ("organisations/body/invite/", {"full_name": "A", "email": "a@example.kz", "role": "operator",
                                        "language": "kk", "first_day": "2026-01-05"}, "role"),
        ("posts/{post}/end/", {"last_day": "31.02.2026"}, "last_day"),
        ("posts/{post}/delegate/", {"to": "0", "first_day": "2026-01-05", "last_day": "2026-01-06"}, "to"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_mistake_is_said_beside_its_field_and_nothing_changes(
    path: str, given: dict[str, str], field: str, language: str
) -> None:
    before = (Organisation.objects.count(), Invitation.objects.count(), Entry.objects.count())
    post = person("body.officer").posts.get()
    answer = client_of("centre.administrator").post(f"/{language}/desk/{path.format(post=post.pk)}", given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}' in answer.content.decode()
    assert (Organisation.objects.count(), Invitation.objects.count(), Entry.objects.count()) == before


def test_a_post_cannot_be_delegated_into_the_past() -> None:
    post = person("body.officer").posts.get()
    given = {"to": person("body.head").pk, "first_day": today(3), "last_day": today(1)}
    answer = client_of("centre.administrator").post(f"/en/desk/posts/{post.pk}/delegate/", given)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not Post.objects.filter(acts_for=post).exists()


@pytest.mark.parametrize(
    ("organisation", "by"),
    [("body", "scoped.administrator"), ("body", "body.head"), ("centre", "centre.administrator")],
)
def test_only_the_centre_says_for_which_unit_an_assessed_body_reports(organisation: str, by: str) -> None:
    with pytest.raises(Denied):
        give_representation(organisation_called(organisation), Unit.objects.get(pk=UNITS["body"]), by=person(by))


def test_an_administrator_lifts_a_second_factor_on_the_page_of_the_person() -> None:
    lost = person("body.officer")
    client = client_of("scoped.administrator")
    address = f"/en/desk/persons/{lost.pk}/"
    assert "Lift the second factor" not in client.get(address).content.decode()
    Authenticator.objects.create(user=lost, type=Authenticator.Type.TOTP, data={})
    assert f"{address}second-factor/lift/" in client.get(address).content.decode()
    assert client.post(f"{address}second-factor/lift/")["Location"] == address
    assert not Authenticator.objects.exists()
    entry = Entry.objects.get(verb="lift_second_factor")
    assert (entry.actor, entry.object_id) == (person("scoped.administrator").pk, str(lost.pk))
    assert Message.objects.get(recipient=lost.pk).subject.en == "Tarazy: your second factor was lifted"


@pytest.mark.parametrize("by", ["foreign.administrator", "body.head", "scoped.executive"])
def test_nobody_lifts_a_second_factor_outside_what_they_administer(by: str) -> None:
    lost = person("body.officer")
    Authenticator.objects.create(user=lost, type=Authenticator.Type.TOTP, data={})
    assert client_of(by).post(f"/en/desk/persons/{lost.pk}/second-factor/lift/").status_code == 403
    assert Authenticator.objects.count() == 1
