"""Invitations: written, sent again, withdrawn, answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of, refusal
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.people.forms import Inviting, Joining
from tarazy.web.doors.desk.people.organisations import organisation_trail
from tarazy.web.rooms.people.actions import invitations as acts
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Invitation, Organisation
from tarazy.web.rooms.people.queries import invitation_by, person_called, roles_in, system_actor
from tarazy.web.rooms.people.rules import is_person, may_invite
from tarazy.web.ui.parts import Link

ANSWER = "desk/invitations/answer/"  # where the letter leads, without the language


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    user = person_of(request)

    def done(given: dict[str, Any]) -> HttpResponse:
        invited = acts.invite(
            organisation, Role(given["role"]), given["email"], given["full_name"], by=user, page=ANSWER,
            language=given["language"], first_day=given["first_day"], last_day=given["last_day"],
        )  # fmt: skip
        return _invited(request, invited)

    page = FormPage(
        _("Invite a person"),
        _("Invite"),
        organisation_trail(organisation, Link(_("Invite a person"), "", current=True)),
        _("The letter holds a link that can be used once, within 7 days."),
    )
    roles = [role for role in roles_in(organisation) if may_invite(user, organisation, role) is True]
    return form_page(request, Inviting(given_by(request), roles), page, done)


def _invited(request: HttpRequest, invited: acts.Invited) -> HttpResponse:
    """The link is shown this once, for the case that the letter does not arrive."""
    invitation = invited.invitation
    with override(invitation.language):
        link = request.build_absolute_uri(reverse("desk:answer_invitation", args=[invited.secret]))
    trail = organisation_trail(invitation.organisation, Link(_("Invited"), "", current=True))
    return render(request, "desk/people/invited.html", {"invitation": invitation, "link": link, "trail": trail})


@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        return _invited(request, acts.send_again(invitation, by=person_of(request), page=ANSWER))

    page = FormPage(
        _("Send the invitation again"),
        _("Send again"),
        organisation_trail(invitation.organisation, Link(_("Send again"), "", current=True)),
        invitation.full_name,
        [_("A new letter is sent, valid for 7 days. The link in the earlier letter no longer opens anything.")],
    )
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        acts.withdraw(invitation, by=person_of(request))
        return redirect("desk:organisation", invitation.organisation_id)

    page = FormPage(
        _("Withdraw the invitation"),
        _("Withdraw"),
        organisation_trail(invitation.organisation, Link(_("Withdraw"), "", current=True)),
        invitation.full_name,
        [_("The link in the letter no longer opens anything.")],
        "danger",
    )
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Open to whoever has the letter."""
    invitation = invitation_by(secret)
    if invitation is None or not invitation.is_open:
        return refusal(request, acts.NO_LONGER)
    if is_person(request.user):
        return _take(request, invitation)
    if person_called(invitation.email) is not None:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    return _join(request, invitation)


def _take(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        acts.take_post(invitation, by=person_of(request))
        return redirect("desk:home")

    page = FormPage(_("Take a further post"), _("Take the post"), lead=_offered(invitation))
    return form_page(request, Confirm(given_by(request)), page, done)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        acts.join(
            invitation, given["username"], given["full_name"], given["password1"], given["language"], by=system_actor()
        )
        return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('desk:home')})}")

    initial = {"full_name": invitation.full_name, "language": get_language()}
    page = FormPage(_("Welcome to Tarazy"), _("Take the post"), lead=_offered(invitation))
    return form_page(request, Joining(given_by(request), initial=initial), page, done)


def _offered(invitation: Invitation) -> str:
    return _("You are invited as: %(role)s, %(organisation)s.") % {
        "role": invitation.get_role_display(),
        "organisation": invitation.organisation.name,
    }
