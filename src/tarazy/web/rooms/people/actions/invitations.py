from __future__ import annotations

import datetime
import secrets
from typing import Final, NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Invitation, Organisation, Post, User
from tarazy.web.rooms.people.queries import digest_of, organisation_with, person_called
from tarazy.web.rooms.people.rules import (
    OWN_RIGHTS,
    may_change_invitation,
    may_invite,
    may_invite_first_administrator,
    may_join,
    may_take_post,
)
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind as MessageKind
from tarazy.web.rooms.post.models import Stranger

VALID_FOR: Final = datetime.timedelta(days=7)
SECRET_BYTES: Final = 32


NO_LONGER: Final = _("This invitation can no longer be answered. Ask whoever invited you to send it again.")


class Invited(NamedTuple):
    """An invitation and the secret that opens it. The secret is known now and never again."""

    invitation: Invitation
    secret: str


@act(rule=may_invite, verb="invite")
def invite(
    organisation: Organisation,
    role: Role,
    email: str,
    full_name: str,
    *,
    by: User,
    page: str,
    language: str,
    first_day: datetime.date | None = None,
    last_day: datetime.date | None = None,
) -> Invited:
    """Ask somebody to take a post. `page`: the path of the page that answers invitations, without the language."""
    first_day = first_day or timezone.localdate()
    if last_day is not None and last_day < max(first_day, timezone.localdate()):
        raise ValidationError({"last_day": _("The post would have ended before it begins.")})
    _refuse_unfit(organisation, role, email, first_day, by)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    now = timezone.now()
    invitation = Invitation.objects.create(
        email=email, full_name=full_name, organisation=organisation, role=role, language=language,
        first_day=first_day, last_day=last_day, secret_digest=digest_of(secret), invited_by=by, invited_at=now,
        expires_at=now + VALID_FOR,
    )  # fmt: skip
    about(invitation, organisation=organisation.pk, role=role)
    _write_letter(invitation, f"{page}{secret}/", by)
    return Invited(invitation, secret)


def _refuse_unfit(organisation: Organisation, role: Role, email: str, first_day: datetime.date, by: User) -> None:
    validate_email(email)
    if (by.email or "").casefold() == email.casefold():
        raise ValidationError({"email": OWN_RIGHTS.reason})
    waiting = Invitation.objects.filter(
        organisation=organisation, role=role, email__iexact=email, answered_at=None, withdrawn_at=None
    )
    if waiting.exists():
        raise ValidationError(
            {"email": _("This address has an invitation to this post already. Send that one again or withdraw it.")}
        )
    known = person_called(email)
    if known is not None:
        _refuse_second_post(known, organisation, role, first_day)


def _refuse_second_post(person: User, organisation: Organisation, role: str, first_day: datetime.date) -> None:
    going_on = Q(last_day=None) | Q(last_day__gte=first_day)
    if person.posts.filter(going_on, organisation=organisation, role=role, acts_for=None).exists():
        raise ValidationError(_("This person holds this post already."))


def _write_letter(invitation: Invitation, link: str, by: User) -> None:
    name, until = invitation.organisation.name, timezone.localdate(invitation.expires_at)

    def text() -> str:
        return gettext(
            "You are invited to take part in assessments in Tarazy as: %(role)s, %(organisation)s. Open the link, and "
            "choose a user name and a password. The link can be used once, until %(until)s. If you did not expect "
            "this letter, leave it unanswered."
        ) % {"role": invitation.get_role_display(), "organisation": name, "until": until.strftime("%d.%m.%Y")}

    write_message(
        Stranger(invitation.email, invitation.language),
        MessageKind.INVITATION,
        in_every_language(lambda: gettext("Invitation to Tarazy")),
        in_every_language(text),
        link=link,
        concerning=invitation,
        is_secret=True,
        by=by,
    )


@act(rule=may_change_invitation, verb="send_invitation_again")
def send_again(invitation: Invitation, *, by: User, page: str) -> Invited:
    """Write a new letter with a new secret. The earlier letter no longer opens anything."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    invitation.secret_digest, invitation.expires_at = digest_of(secret), timezone.now() + VALID_FOR
    invitation.save(update_fields=["secret_digest", "expires_at"])
    about(invitation)
    _write_letter(invitation, f"{page}{secret}/", by)
    return Invited(invitation, secret)


@act(rule=may_change_invitation, verb="withdraw_invitation")
def withdraw(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back. Its letter no longer opens anything."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


@act(rule=may_invite_first_administrator, verb="invite_first_administrator")
def invite_first_administrator(place: str, id: str, email: str, *, by: User, page: str, language: str) -> Invited:
    """Found the centre of a place, if need be, and invite its first administrator in place of whoever was before."""
    organisation = organisation_with(id)
    if organisation is None:
        name = in_every_language(lambda: gettext("Assessment centre"))
        organisation = Organisation(id=id, place=place, kind=OrganisationKind.CENTRE, name=name)
        organisation.full_clean()
        organisation.save(force_insert=True)
    if organisation.kind != OrganisationKind.CENTRE or organisation.place != place:
        raise ValidationError(_("The organisation “%(id)s” is not the centre of this place."), params={"id": id})
    waiting = organisation.invitations.filter(role=Role.ADMINISTRATOR, answered_at=None, withdrawn_at=None)
    waiting.update(withdrawn_at=timezone.now())
    invited = invite(organisation, Role.ADMINISTRATOR, email, "", by=by, page=page, language=language)
    about(invited.invitation)
    return invited


@act(rule=may_join, verb="join")
def join(invitation: Invitation, username: str, full_name: str, password: str, language: str, *, by: User) -> Post:
    """Take in a person who has answered the invitation: with a name, a user name and a password of their own."""
    locked = _open_invitation(invitation)
    if person_called(locked.email) is not None:
        raise ValidationError(_("This e-mail address has an account already. Sign in, then open the link once more."))
    user = User(username=username, email=locked.email, full_name=full_name, language=language)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    post = _give_post(locked, user)
    about(post, invitation=locked.pk, person=user.pk)
    return post


@act(rule=may_take_post, verb="take_post")
def take_post(invitation: Invitation, *, by: User) -> Post:
    """Take a further post with the account that one has."""
    locked = _open_invitation(invitation)
    _refuse_second_post(by, locked.organisation, locked.role, timezone.localdate())
    post = _give_post(locked, by)
    about(post, invitation=locked.pk)
    return post


def _open_invitation(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    today = timezone.localdate()
    ended = locked.last_day is not None and locked.last_day < today
    if not locked.is_open or ended or not locked.organisation.is_active:
        raise ValidationError(_("This invitation can no longer be answered. Ask whoever invited you to send it again."))
    return locked


def _give_post(invitation: Invitation, user: User) -> Post:
    """The post begins when it was to begin, or today: nobody held it before they took it."""
    post = Post.objects.create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        first_day=max(invitation.first_day, timezone.localdate()),
        last_day=invitation.last_day,
    )
    invitation.answered_at, invitation.post = timezone.now(), post
    invitation.save(update_fields=["answered_at", "post"])
    return post
