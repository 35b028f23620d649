"""The release calendar on the desk: a release is planned, moved with its reason, and said to have come out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.fields import day_field
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.observatory.actions.releases import mark_released, move_release, plan_release
from tarazy.web.rooms.observatory.models import Release, Variable
from tarazy.web.rooms.observatory.queries.releases import is_late, places_planned_by, releases, variables_planned_by
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import long_date
from tarazy.web.ui.written import period as period_text

A_PAGE = 50


class Planning(forms.Form):
    variable = forms.ChoiceField(label=gettext_lazy("Variable"))
    period = forms.CharField(
        label=gettext_lazy("Period"), help_text=gettext_lazy("Of the figures: 2025, 2025-Q1, 2025-07."), max_length=20
    )
    planned_on = day_field(gettext_lazy("Planned day"))
    note = forms.CharField(
        label=gettext_lazy("Note"), help_text=gettext_lazy("Everybody may read it."), required=False, max_length=300
    )

    def __init__(self, data: Any, known: Iterable[Variable]) -> None:
        super().__init__(data)
        self.fields["variable"].choices = [(one.pk, str(one.title)) for one in known]  # type: ignore[attr-defined]


class Moving(forms.Form):
    planned_on = day_field(gettext_lazy("New day"))
    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("Everybody may read it beside the day."), max_length=300
    )


class Marking(forms.Form):
    released_on = day_field(gettext_lazy("Day on which the figures came out"))


def release_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Release calendar"), reverse("desk:releases"), current=not links), *links)


def title_of(release: Release) -> str:
    return _("%(title)s, %(period)s") % {"title": release.variable.title, "period": period_text(release.period)}


def releases_seen(request: HttpRequest) -> QuerySet[Release]:
    found = releases().filter(variable__place__in=places_planned_by(person_of(request)))
    return found.order_by("released_on", "planned_on", "pk").reverse()


@require_safe
def planned(request: HttpRequest) -> HttpResponse:
    """Every release of the places for which the person plans: those awaited first, then those that came."""
    page = Paginator(releases_seen(request), A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "trail": release_trail(),
        "page": page,
        "rows": [(one, is_late(one, today)) for one in page],
        "files": files_of(request, "releases_file"),
        "columns": [
            Column(_("Variable"), row_head=True),
            Column(_("Period")),
            Column(_("Planned day")),
            Column(_("Came out on")),
            Column(_("What to do")),
        ],
    }
    return render(request, "desk/observations/releases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    known = {one.pk: one for one in variables_planned_by(person)}

    def done(given: dict[str, Any]) -> HttpResponse:
        variable = known[given["variable"]]
        plan_release(variable, given["period"], given["planned_on"], given["note"], by=person)
        return redirect("desk:releases")

    title = _("Plan a release")
    page = FormPage(title, title, release_trail(Link(title, "", current=True)))
    return form_page(request, Planning(given_by(request), known.values()), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, release: Release) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        move_release(release, given["planned_on"], given["reason"], by=person_of(request))
        return redirect("desk:releases")

    title = _("Move the planned day")
    note = _("Planned until now: %(day)s. It stays to be read beside the new day, with the reason.")
    page = FormPage(
        title, title, release_trail(Link(title, "", current=True)), title_of(release),
        [note % {"day": long_date(release.planned_on)}],
    )  # fmt: skip
    return form_page(request, Moving(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, release: Release) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        mark_released(release, given["released_on"], by=person_of(request))
        return redirect("desk:releases")

    title = _("Say that it came out")
    page = FormPage(title, title, release_trail(Link(title, "", current=True)), title_of(release))
    form = Marking(given_by(request), initial={"released_on": timezone.localdate()})
    return form_page(request, form, page, done)
