"""Which unit an organisation is, and for which units it answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.people.forms import ChoosingUnit
from tarazy.web.doors.desk.people.organisations import organisation_trail
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.units import actions as acts
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import scopes_of, unit_represented_by, units_valid_on
from tarazy.web.rooms.units.rules import may_represent
from tarazy.web.ui.parts import Link


@require_safe
def scope(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    context = {
        "organisation": organisation,
        "trail": organisation_trail(organisation, Link(_("Scope"), "", current=True)),
        "unit": unit_represented_by(organisation),
        "scopes": scopes_of(organisation),
        "may_represent": may_represent(person_of(request), organisation) is True,
    }
    return render(request, "desk/people/scope.html", context)


def _choices(organisation: Organisation) -> list[tuple[str, str]]:
    found = units_valid_on(timezone.localdate()).filter(place=organisation.place)
    return [("", ""), *((one.pk, str(one.name)) for one in sorted(found, key=lambda one: sort_key(str(one.name))))]


def _scope_page(organisation: Organisation, title: str, *notes: str, kind: str = "") -> FormPage:
    scope = Link(_("Scope"), reverse("desk:scope", args=[organisation.pk]))
    trail = organisation_trail(organisation, scope, Link(title, "", current=True))
    return FormPage(title, title, trail, str(organisation.name), notes, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def give_scope(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        acts.give_scope(organisation, Unit.objects.get(pk=given["unit"]), by=person_of(request))
        return redirect("desk:scope", organisation.pk)

    page = _scope_page(
        organisation,
        _("Give a scope"),
        _("The organisation answers for the unit and everything below it, and may run campaigns of its own there."),
    )
    return form_page(request, ChoosingUnit(given_by(request), _choices(organisation)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def take_scope(request: HttpRequest, organisation: Organisation, unit: Unit) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        acts.take_scope(organisation, unit, by=person_of(request))
        return redirect("desk:scope", organisation.pk)

    note = _("The organisation no longer answers for %(unit)s and what lies below it.") % {"unit": unit.name}
    page = _scope_page(organisation, _("Take the scope away"), note, kind="danger")
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def give_representation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        acts.give_representation(organisation, Unit.objects.get(pk=given["unit"]), by=person_of(request))
        return redirect("desk:scope", organisation.pk)

    page = _scope_page(organisation, _("Say for which unit it reports"))
    return form_page(request, ChoosingUnit(given_by(request), _choices(organisation)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def take_representation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        acts.take_representation(organisation, by=person_of(request))
        return redirect("desk:scope", organisation.pk)

    page = _scope_page(
        organisation,
        _("It reports for the unit no longer"),
        _("What it has reported stays. Another organisation can take the unit over."),
        kind="danger",
    )
    return form_page(request, Confirm(given_by(request)), page, done)
