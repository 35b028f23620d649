"""Organisations, invitations, posts, delegation: what is done, and what is refused to whom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.actions import invitations as inviting
from tarazy.web.rooms.people.actions.organisations import (
    close_organisation,
    found_organisation,
    rename_organisation,
)
from tarazy.web.rooms.people.actions.persons import deactivate_person, reactivate_person, read_personal_data
from tarazy.web.rooms.people.actions.posts import delegate_post, end_post
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Invitation, Organisation, Post, User
from tarazy.web.rooms.people.queries import current_posts, invitation_by, system_actor
from tarazy.web.rooms.people.rules import has_right
from tarazy.web.rooms.post.models import Message
from tarazy.web.rooms.units.actions import give_scope, take_representation, take_scope
from tarazy.web.rooms.units.models import Unit
from tests.web.cloning import TestDatabases
from tests.web.peopled import (
    TEMPLATE,
    invitation,
    organisation_called,
    people_kazakhstan,
    person,
    post,
    post_of,
    text,
    today,
)

pytestmark = pytest.mark.usefixtures("peopled", "db")
PASSWORD = "three quiet rivers"


@pytest.fixture(scope="module")
def peopled(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


def invited(
    by: str, organisation: str = "body", role: Role = Role.OFFICER, email: str = "a@example.kz"
) -> inviting.Invited:
    return inviting.invite(
        organisation_called(organisation), role, email, "Айгүл", by=person(by), page="answer/", language="kk"
    )


def joined(secret: str, username: str = "aigul", password: str = PASSWORD) -> Post:
    found = invitation_by(secret)
    assert found is not None
    return inviting.join(found, username, "Айгүл", password, "kk", by=system_actor())


# --- organisations --------------------------------------------------------------------------------------------------
def test_the_centre_founds_renames_and_closes() -> None:
    admin = person("centre.administrator")
    made = found_organisation("kz", "ministry", OrganisationKind.ASSESSING, text("а", "б", "c"), by=admin)
    rename_organisation(made, text("ә", "в", "d"), by=admin)
    assert Organisation.objects.get(pk="ministry").name.en == "d"
    held = post_of("somebody", "ministry", Role.ASSESSOR)
    inside = invited("centre.administrator", "ministry", Role.VERIFIER)
    close_organisation(made, by=admin)
    held.refresh_from_db()
    inside.invitation.refresh_from_db()
    assert held.last_day == today()
    assert inside.invitation.withdrawn_at is not None
    assert current_posts(person("somebody")) == []
    with pytest.raises(Denied, match="closed"):
        rename_organisation(made, text("а", "б", "c"), by=admin)


@pytest.mark.parametrize("by", ["scoped.administrator", "centre.methodologist", "nowhere"])
def test_nobody_else_founds_or_closes(by: str) -> None:
    with pytest.raises(Denied, match="administrator of the centre"):
        found_organisation("kz", "x", OrganisationKind.ASSESSED, text("а", "б", "c"), by=person(by))
    with pytest.raises(Denied, match="administrator of the centre"):
        close_organisation(organisation_called("body"), by=person(by))


def test_an_id_is_taken_once_and_written_rightly() -> None:
    admin = person("centre.administrator")
    for id, message in (("body", "already"), ("Тараз", "small Latin")):
        with pytest.raises(ValidationError, match=message):
            found_organisation("kz", id, OrganisationKind.ASSESSED, text("а", "б", "c"), by=admin)


def test_nobody_closes_where_they_hold_a_post() -> None:
    with pytest.raises(Denied, match="own rights"):
        close_organisation(organisation_called("centre"), by=person("centre.administrator"))


# --- invitations ----------------------------------------------------------------------------------------------------
def test_an_invited_person_joins_once_and_the_secret_is_kept_nowhere_but_in_the_letter() -> None:
    made = invited("scoped.administrator")
    letter = Message.objects.get(about_id=str(made.invitation.pk))
    assert letter.link == f"answer/{made.secret}/"
    assert letter.is_secret
    assert made.secret not in str(Invitation.objects.values().get(pk=made.invitation.pk))
    assert made.invitation.expires_at - made.invitation.invited_at == inviting.VALID_FOR
    given = joined(made.secret)
    user = User.objects.get(username="aigul")
    assert user.check_password(PASSWORD)
    assert (given.user, given.organisation_id, given.role, given.first_day) == (user, "body", Role.OFFICER, today())
    assert has_right(user, "submission.fill")
    with pytest.raises(ValidationError, match="no longer be answered"):
        joined(made.secret, "another")
    last = Entry.objects.get(verb="join")
    assert "example" not in str(last.particulars)


@pytest.mark.parametrize(
    ("by", "organisation", "role", "message"),
    [
        ("foreign.administrator", "body", Role.OFFICER, "outside those"),
        ("body.head", "body", Role.OFFICER, "outside those"),
        ("scoped.administrator", "centre", Role.ANALYST, "outside those"),
        ("scoped.administrator", "scoped", Role.METHODOLOGIST, "given by an administrator of the centre"),
        ("scoped.administrator", "body", Role.ASSESSOR, "no post with this role"),
        ("centre.administrator", "centre", Role.OFFICER, "no post with this role"),
        ("centre.administrator", "body", Role.METHODOLOGIST, "no post with this role"),
    ],
)
def test_who_may_not_invite_into_which_role(by: str, organisation: str, role: Role, message: str) -> None:
    with pytest.raises(Denied, match=message):
        invited(by, organisation, role)


def test_an_administrator_of_a_scope_invites_there_and_the_centre_everywhere() -> None:
    for by, organisation, role in (
        ("scoped.administrator", "scoped", Role.ADMINISTRATOR),
        ("scoped.administrator", "body", Role.HEAD),
        ("centre.administrator", "scoped", Role.METHODOLOGIST),
        ("centre.administrator", "centre", Role.OVERSEER),
    ):
        assert invited(by, organisation, role).invitation.is_open


def test_nobody_invites_themselves_nor_takes_what_was_meant_for_another() -> None:
    with pytest.raises(ValidationError, match="own rights"):
        invited("centre.administrator", "centre", Role.OVERSEER, "Centre.Administrator@example.kz")
    made = invited("scoped.administrator")
    with pytest.raises(Denied, match="another e-mail"):
        inviting.take_post(made.invitation, by=person("body.head"))


def test_a_known_person_takes_a_further_post_with_their_account() -> None:
    made = invited("scoped.administrator", "scoped", Role.ASSESSOR, "body.head@example.kz")
    with pytest.raises(ValidationError, match="has an account already"):
        joined(made.secret)
    given = inviting.take_post(made.invitation, by=person("body.head"))
    assert {one.organisation_id for one in current_posts(person("body.head"))} == {"body", "scoped"}
    assert given.user == person("body.head")
    with pytest.raises(ValidationError, match="holds this post already"):
        invited("scoped.administrator", "scoped", Role.ASSESSOR, "body.head@example.kz")


def test_an_invitation_expires_is_withdrawn_and_is_sent_again_with_a_new_secret() -> None:
    made = invited("scoped.administrator")
    with pytest.raises(ValidationError, match="invitation to this post already"):
        invited("scoped.administrator", email="A@example.kz")
    Invitation.objects.filter(pk=made.invitation.pk).update(expires_at=timezone.now())
    with pytest.raises(ValidationError, match="no longer be answered"):
        joined(made.secret)
    again = inviting.send_again(invitation("a@example.kz"), by=person("scoped.administrator"), page="answer/")
    assert invitation_by(made.secret) is None
    inviting.withdraw(again.invitation, by=person("centre.administrator"))
    with pytest.raises(ValidationError, match="no longer be answered"):
        joined(again.secret)
    with pytest.raises(Denied, match="answered or withdrawn"):
        inviting.withdraw(again.invitation, by=person("centre.administrator"))


@pytest.mark.parametrize(("username", "password"), [("aigul", "12345"), ("Айгүл", PASSWORD), ("nowhere", PASSWORD)])
def test_a_weak_password_or_an_unfit_user_name_leaves_nothing(username: str, password: str) -> None:
    made = invited("scoped.administrator")
    before = User.objects.count()
    with pytest.raises(ValidationError):
        joined(made.secret, username, password)
    assert User.objects.count() == before
    assert invitation("a@example.kz").is_open


def test_the_first_administrator_is_invited_while_there_is_none() -> None:
    def first(place: str, by: User) -> inviting.Invited:
        return inviting.invite_first_administrator(
            place, f"centre-{place}", "a@example.kz", by=by, page="x/", language="en"
        )

    with pytest.raises(Denied, match="has an administrator already"):
        first("kz", system_actor())
    with pytest.raises(Denied, match="on the server"):
        first("uz", person("centre.administrator"))
    earlier, later = first("uz", system_actor()), first("uz", system_actor())
    earlier.invitation.refresh_from_db()
    assert earlier.invitation.withdrawn_at is not None
    joined(later.secret)
    with pytest.raises(Denied, match="has an administrator already"):
        first("uz", system_actor())


# --- posts ----------------------------------------------------------------------------------------------------------
def test_a_post_ends_with_its_day_and_what_others_do_in_its_place_too() -> None:
    admin, held = person("scoped.administrator"), post("body.officer")
    acting = delegate_post(held, person("body.head"), today(), today(20), by=admin)
    later = delegate_post(held, person("body.head"), today(30), today(40), by=admin)
    end_post(held, today(5), by=admin)
    for one in (acting, later):
        one.refresh_from_db()
    assert (acting.last_day, later.last_day) == (today(5), today(29))
    assert current_posts(person("body.officer"))
    end_post(post("body.officer"), today(-1), by=admin)
    assert current_posts(person("body.officer")) == []


@pytest.mark.parametrize(("days", "message"), [(-2, "before yesterday"), (9, "on this day or earlier")])
def test_a_post_does_not_end_in_the_past_nor_later_than_it_would(days: int, message: str) -> None:
    Post.objects.filter(pk=post("body.officer").pk).update(last_day=today(8))
    with pytest.raises(ValidationError, match=message):
        end_post(post("body.officer"), today(days), by=person("scoped.administrator"))


def test_nobody_ends_their_own_post_nor_the_last_administrator_of_the_centre() -> None:
    admin = person("centre.administrator")
    with pytest.raises(Denied, match="own rights"):
        end_post(post("centre.administrator"), today(), by=admin)
    post_of("second", "centre", Role.ADMINISTRATOR)
    end_post(post("second"), today(), by=admin)
    with pytest.raises(Denied, match="last administrator"):
        end_post(post("centre.administrator"), today(), by=person("second"))


def test_who_acts_has_the_rights_meanwhile_and_the_holder_keeps_them() -> None:
    admin, held = person("scoped.administrator"), post("body.officer")
    assert not has_right(person("body.head"), "submission.send")
    acting = delegate_post(held, person("body.head"), today(), today(3), by=admin)
    assert has_right(person("body.head"), "submission.send")
    assert has_right(person("body.officer"), "submission.send")
    assert acting.is_held_on(today(3))
    assert not acting.is_held_on(today(4))
    with pytest.raises(Denied, match="third person"):
        delegate_post(acting, person("centre.analyst"), today(), today(1), by=admin)
    with pytest.raises(ValidationError, match="already"):
        delegate_post(held, person("centre.analyst"), today(3), today(9), by=admin)


@pytest.mark.parametrize(
    ("to", "first", "last", "message"),
    [
        ("foreign.head", 0, 1, "another post in this organisation"),
        ("body.officer", 0, 1, "another post in this organisation"),
        ("nowhere", 0, 1, "another post in this organisation"),
        ("body.head", -1, 1, "in the past"),
        ("body.head", 2, 1, "before the first"),
        ("body.head", 5, 11, "not held on all"),
    ],
)
def test_unfit_delegations_are_refused(to: str, first: int, last: int, message: str) -> None:
    Post.objects.filter(pk=post("body.officer").pk).update(last_day=today(10))
    with pytest.raises(ValidationError, match=message):
        delegate_post(post("body.officer"), person(to), today(first), today(last), by=person("scoped.administrator"))


def test_nobody_delegates_to_themselves_nor_their_own_post() -> None:
    for held, to in (("centre.analyst", "centre.administrator"), ("centre.administrator", "centre.analyst")):
        with pytest.raises(Denied, match="own rights"):
            delegate_post(post(held), person(to), today(), today(1), by=person("centre.administrator"))


# --- persons --------------------------------------------------------------------------------------------------------
def test_a_person_is_locked_out_at_once_and_let_in_without_posts_and_sessions() -> None:
    someone = person("body.officer")
    before = someone.get_session_auth_hash()
    deactivate_person(someone, by=person("scoped.administrator"))
    assert current_posts(person("body.officer")) == []
    with pytest.raises(Denied, match="no access already"):
        deactivate_person(someone, by=person("scoped.administrator"))
    with pytest.raises(Denied, match="administrator of the centre"):
        reactivate_person(someone, by=person("scoped.administrator"))
    reactivate_person(someone, by=person("centre.administrator"))
    again = person("body.officer")
    assert again.is_active
    assert current_posts(again) == []
    assert again.get_session_auth_hash() != before


@pytest.mark.parametrize("by", ["foreign.administrator", "body.head", "body.officer"])
def test_who_may_not_lock_out(by: str) -> None:
    with pytest.raises(Denied):
        deactivate_person(person("body.officer"), by=person(by))
    assert person("body.officer").is_active


def test_reading_an_e_mail_address_is_kept_in_the_journal() -> None:
    assert read_personal_data(person("body.officer"), by=person("scoped.administrator")) == "body.officer@example.kz"
    entry = Entry.objects.get(verb="read_personal_data")
    assert (entry.actor, entry.object_id) == (person("scoped.administrator").pk, str(person("body.officer").pk))


# --- scopes ---------------------------------------------------------------------------------------------------------
def test_a_scope_reaches_everything_below_its_unit_and_ends_with_it() -> None:
    admin, oblast = person("centre.administrator"), Unit.objects.get(pk="KZ-47")
    with pytest.raises(ValidationError, match="last scope"):
        take_scope(organisation_called("scoped"), oblast, by=admin)
    take_representation(organisation_called("body"), by=admin)
    with pytest.raises(Denied, match="outside those"):
        invited("scoped.administrator")
    give_scope(organisation_called("body"), oblast, by=admin)
    take_scope(organisation_called("body"), oblast, by=admin)
    with pytest.raises(Denied, match="administrator of the centre"):
        give_scope(organisation_called("body"), oblast, by=person("scoped.administrator"))
