"""Organisations: the list, one of them, what changes them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.fields import Name, name_from
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.people.forms import Founding
from tarazy.web.doors.desk.people.rows import InvitationRow, invitation_rows, post_rows
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.people import rules
from tarazy.web.rooms.people.actions.organisations import (
    close_organisation,
    found_organisation,
    rename_organisation,
)
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.life import MANAGE
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import (
    organisations_seen_by,
    organisations_with_right,
    posts_in,
    unanswered_invitations,
    with_counts,
)
from tarazy.web.rooms.units.queries import scopes_of, unit_represented_by, units_represented_by
from tarazy.web.rooms.units.rules import may_give_boundaries, may_set_scope
from tarazy.web.ui.parts import Column, Fact, Link

ROWS_A_PAGE = 50


def organisations_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Organisations"), reverse("desk:organisations")), *links)


def organisation_trail(organisation: Organisation, *links: Link) -> list[Link]:
    own = Link(str(organisation.name), reverse("desk:organisation", args=[organisation.pk]), current=not links)
    return organisations_trail(own, *links)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    search, kind = _asked(request)
    page = Paginator(organisations_asked(request), ROWS_A_PAGE).get_page(request.GET.get("page"))
    units = units_represented_by(list(page))
    context = {
        "trail": desk_trail(Link(_("Organisations"), "", current=True)),
        "search": search,
        "kind": kind,
        "kind_links": _kind_links(kind, search),
        "columns": [Column(_("Name"), row_head=True), Column(_("What it does")), Column(_("Reports for")),
                    Column(_("Posts held today"), numeric=True), Column(_("Open invitations"), numeric=True)],
        "page": page,
        "rows": [(one, units.get(one.pk)) for one in page],
        "files": files_of(request, "organisations_file"),
        "may_found": rules.may_found_organisations(user) is True,
        "may_give_boundaries": may_give_boundaries(user) is True,
    }  # fmt: skip
    return render(request, "desk/people/organisations.html", context)


def _asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("q", "").strip()[:100], request.GET.get("kind", "")


def organisations_asked(request: HttpRequest) -> list[Organisation]:
    """Those that the person sees and asks for, with their counts; closed ones last."""
    search, kind = _asked(request)
    seen = with_counts(organisations_seen_by(person_of(request)), timezone.localdate())
    chosen = seen.filter(kind=kind) if kind in OrganisationKind else seen
    found = (one for one in chosen if _is_found(one, search))
    return sorted(found, key=lambda one: (not one.is_active, sort_key(str(one.name))))


def _is_found(organisation: Organisation, search: str) -> bool:
    texts = (*organisation.name.as_dict().values(), organisation.pk)
    return any(search.casefold() in text.casefold() for text in texts)


def _kind_links(chosen: str, search: str) -> list[Link]:
    kept = {"q": search} if search else {}
    every = Link(pgettext("organisations", "all"), f"?{urlencode(kept)}", current=chosen not in OrganisationKind)
    kinds = [
        Link(str(kind.label), f"?{urlencode({'kind': kind.value, **kept})}", current=kind == chosen)
        for kind in OrganisationKind
    ]
    return [every, *kinds]


@require_safe
def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    user = person_of(request)
    held, past = post_rows(list(posts_in(organisation)))
    context = {
        "organisation": organisation,
        "trail": organisation_trail(organisation),
        "facts": _facts(organisation),
        "columns": [Column(_("Person"), row_head=True), Column(_("Role")), Column(_("Since")), Column(_("Until"))],
        "held": held,
        "past": past,
        "invitations": invitations_seen(user, organisation),
        "files": files_of(request, "organisation_file", organisation.pk),
        "invitation_columns": [Column(_("Person"), row_head=True), Column(_("Role")), Column(_("Expires")),
                               Column(_("What can be done"))],
        "may_invite": rules.may_invite_into(user, organisation) is True,
        "may_rename": rules.may_rename_organisation(user, organisation) is True,
        "may_close": rules.may_close_organisation(user, organisation) is True,
        "may_set_scope": may_set_scope(user, organisation) is True,
    }  # fmt: skip
    return render(request, "desk/people/organisation.html", context)


def invitations_seen(user: User, organisation: Organisation) -> list[InvitationRow]:
    """Those that were not answered yet, where the person invites."""
    if rules.may_invite_into(user, organisation) is not True:
        return []
    return invitation_rows(unanswered_invitations(Organisation.objects.filter(pk=organisation.pk)), user)


def _facts(organisation: Organisation) -> list[Fact]:
    unit = unit_represented_by(organisation)
    scope = ", ".join(str(one.unit.name) for one in scopes_of(organisation))
    facts = [
        Fact(_("What it does"), organisation.get_kind_display()),
        Fact(_("Reports for"), str(unit.name) if unit else ""),
        Fact(_("Scope"), _("all of the place") if organisation.kind == OrganisationKind.CENTRE else scope),
    ]
    return [fact for fact in facts if fact.text]


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    centres = [one for one in organisations_with_right(user, MANAGE) if one.kind == OrganisationKind.CENTRE]

    def done(given: dict[str, Any]) -> HttpResponse:
        kind = OrganisationKind(given["kind"])
        made = found_organisation(centres[0].place, given["id"], kind, name_from(given), by=user)
        return redirect("desk:organisation", made.pk)

    page = FormPage(
        _("Found an organisation"),
        _("Found"),
        organisations_trail(Link(_("Found an organisation"), "", current=True)),
        _("So that posts can be held in it. For which unit it reports is said on its page afterwards."),
    )
    return form_page(request, Founding(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        rename_organisation(organisation, name_from(given), by=person_of(request))
        return redirect("desk:organisation", organisation.pk)

    trail = organisation_trail(organisation, Link(_("Rename"), "", current=True))
    page = FormPage(_("Rename the organisation"), _("Rename"), trail)
    return form_page(request, Name(given_by(request), initial=organisation.name.as_dict()), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        close_organisation(organisation, by=person_of(request))
        return redirect("desk:organisation", organisation.pk)

    page = FormPage(
        _("Close the organisation"),
        _("Close it for ever"),
        organisation_trail(organisation, Link(_("Close"), "", current=True)),
        str(organisation.name),
        [
            _("Today becomes the last day of all its posts, and its invitations are withdrawn."),
            _("It cannot be opened again. What it did stays in the journal and in past assessments."),
        ],
        "danger",
    )
    return form_page(request, Confirm(given_by(request)), page, done)
