"""Persons: the list, one of them, who is locked out and let in again."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.people.rows import post_rows
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.people import rules
from tarazy.web.rooms.people.actions.account import lift_second_factor
from tarazy.web.rooms.people.actions.persons import deactivate_person, reactivate_person, read_personal_data
from tarazy.web.rooms.people.life import MANAGE
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import has_second_factor, persons_of, posts_of, reached_by
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import long_date

ROWS_A_PAGE = 50


def person_trail(person: User, *links: Link) -> list[Link]:
    everybody = Link(_("Persons"), reverse("desk:persons"))
    return desk_trail(everybody, Link(str(person), reverse("desk:person", args=[person.pk]), current=not links), *links)


@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    context = {
        "trail": desk_trail(Link(_("Persons"), "", current=True)),
        "search": _search(request),
        "files": files_of(request, "persons_file"),
        "columns": [Column(_("Name"), row_head=True), Column(_("Posts held today"))],
        "page": Paginator(persons_asked(request), ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/people/persons.html", context)


def _search(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:100]


def persons_asked(request: HttpRequest) -> list[User]:
    """Those that the person administers and asks for, by name."""
    search, known = _search(request), persons_of(reached_by(person_of(request), MANAGE))
    found = known.filter(full_name__icontains=search) | known.filter(username__icontains=search)
    return sorted(found, key=lambda one: sort_key(str(one)))


@require_safe
def person(request: HttpRequest, person: User) -> HttpResponse:
    user = person_of(request)
    email = person.email if user.pk == person.pk else read_personal_data(person, by=user)
    held, past = post_rows(list(posts_of(person)))
    context = {
        "person": person,
        "is_own": user.pk == person.pk,
        "trail": person_trail(person),
        "facts": [
            Fact(_("E-mail address"), email or _("none")),
            Fact(_("User name"), person.username),
            Fact(_("Known since"), long_date(person.created_at)),
            Fact(_("Access"), _("open") if person.is_active else _("locked")),
            Fact(_("Second factor"), _("set up") if has_second_factor(person) else _("none")),
        ],
        "files": files_of(request, "person_file", person.pk),
        "held": held,
        "past": past,
        "columns": [Column(_("Organisation"), row_head=True), Column(_("Role")), Column(_("Since")),
                    Column(_("Until"))],
        "may_lift": has_second_factor(person) and rules.may_lift_second_factor(user, person) is True,
        "may_deactivate": rules.may_deactivate(user, person) is True,
        "may_reactivate": rules.may_reactivate(user, person) is True,
    }  # fmt: skip
    return render(request, "desk/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, person: User) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        lift_second_factor(person, by=person_of(request))
        return redirect("desk:person", person.pk)

    page = FormPage(
        _("Lift the second factor"),
        _("Lift it"),
        person_trail(person, Link(_("Lift the second factor"), "", current=True)),
        str(person),
        [
            _("For somebody who lost the telephone and the recovery codes. Make sure first that it is they who ask."),
            _("Every session ends. At the next sign-in the password alone is asked, then a new second factor where "
              "the post needs one. The person is told of it."),
        ],
        "danger",
    )  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: HttpRequest, person: User) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        deactivate_person(person, by=person_of(request))
        return redirect("desk:person", person.pk)

    page = FormPage(
        _("Lock a person out"),
        _("Lock out now"),
        person_trail(person, Link(_("Lock out"), "", current=True)),
        str(person),
        [_("All posts of this person end at once, and so does every session in which they are signed in.")],
        "danger",
    )
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def reactivate(request: HttpRequest, person: User) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        reactivate_person(person, by=person_of(request))
        return redirect("desk:person", person.pk)

    page = FormPage(
        _("Let a person in again"),
        _("Let in"),
        person_trail(person, Link(_("Let in"), "", current=True)),
        str(person),
        [_("The posts stay ended. New ones are given by invitation.")],
    )
    return form_page(request, Confirm(given_by(request)), page, done)
