"""Giving an instruction, and taking it further: one thing a page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.followup.forms import ChoosingBody, Giving, Moving, MovingDeadline
from tarazy.web.doors.desk.followup.pages import instruction_trail, instructions_trail
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.given_documents import kept_file
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.followup.actions import Given, move_deadline, move_recommendation, open_recommendation
from tarazy.web.rooms.followup.enums import Kind, Move
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.followup.queries import bodies_reached_by, giving_organisations, people_of_body
from tarazy.web.rooms.followup.rules import may_open
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language, long_date

METHODS = ["GET", "HEAD", "POST"]
DANGEROUS = (Move.DECLINE, Move.RETURN, Move.WITHDRAW)


@require_http_methods(METHODS)
def choose_body(request: HttpRequest) -> HttpResponse:
    units = {one.pk: one for own in giving_organisations(person_of(request)) for one in bodies_reached_by(own)}
    title = _("Give an instruction")
    page = FormPage(title, _("Go on"), instructions_trail(Link(title, "", current=True)))
    form = ChoosingBody(given_by(request), sorted(units.values(), key=lambda unit: str(unit.name)))
    return form_page(request, form, page, lambda given: redirect("desk:give_instruction", given["unit"]))


@require_http_methods(METHODS)
def give(request: HttpRequest, unit: Unit) -> HttpResponse:
    user = person_of(request)
    own = {one.pk: one for one in giving_organisations(user) if may_open(user, unit, one) is True}
    people = {str(one.pk): one for one in people_of_body(unit)}

    def done(given: dict[str, Any]) -> HttpResponse:
        organisation = own[given.get("organisation") or next(iter(own))]
        made = open_recommendation(
            unit, Kind(given["kind"]), given["text"], language=language(), deadline=given["deadline"],
            organisation=organisation, origin=_origin(request, organisation), owner=people.get(given["owner"]), by=user,
        )  # fmt: skip
        messages.success(request, _("It is given; the body was told."))
        return redirect("desk:instruction", made.pk)

    title = _("Give an instruction")
    page = FormPage(title, title, instructions_trail(Link(title, "", current=True)), str(unit.name))
    form = Giving(given_by(request), list(own.values()), list(people.values()), request.GET.get("about", "")[:1000])
    return form_page(request, form, page, done)


def _origin(request: HttpRequest, organisation: Organisation) -> tuple[str, str]:
    """What it came from: the campaign on whose page it was begun, else the organisation itself."""
    campaign = campaign_with(request.GET.get("campaign", ""))
    if campaign is not None:
        return campaign._meta.label_lower, campaign.pk
    return organisation._meta.label_lower, organisation.pk


@require_http_methods(METHODS)
def move_instruction(request: HttpRequest, recommendation: Recommendation, move: Move) -> HttpResponse:
    user = person_of(request)

    def done(given: dict[str, Any]) -> HttpResponse:
        file, name = kept_file(request, given.get("file"))
        documents = [Given(file, name)] if file is not None else []
        move_recommendation(
            recommendation, move, words=given["words"], language=language(), documents=documents, by=user
        )
        return redirect("desk:instruction", recommendation.pk)

    title = str(move.label).capitalize()
    page = FormPage(
        title, title, instruction_trail(recommendation, Link(title, "", current=True)), recommendation.text,
        kind="danger" if move in DANGEROUS else "",
    )  # fmt: skip
    files = request.FILES if request.method == "POST" else None
    return form_page(request, Moving(given_by(request), files, move), page, done)


@require_http_methods(METHODS)
def deadline(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        move_deadline(recommendation, given["deadline"], given["reason"], by=person_of(request))
        return redirect("desk:instruction", recommendation.pk)

    title = _("Move the deadline")
    note = _("The deadline now is %(day)s. Both days and the reason stay to be seen.")
    page = FormPage(
        title, title, instruction_trail(recommendation, Link(title, "", current=True)), recommendation.text,
        [note % {"day": long_date(recommendation.deadline)}],
    )  # fmt: skip
    return form_page(request, MovingDeadline(given_by(request)), page, done)
