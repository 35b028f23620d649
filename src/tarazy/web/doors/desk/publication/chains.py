"""The chain through which a campaign's results are approved, and how it is written for a campaign."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.publication.forms import AddingStep, text_from
from tarazy.web.doors.desk.publication.rows import whose
from tarazy.web.doors.desk.publication.trails import publishing_trail
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.queries import organisations
from tarazy.web.rooms.publication.actions.chains import StepGiven, write_chain
from tarazy.web.rooms.publication.models import ApprovalStep
from tarazy.web.rooms.publication.queries.chains import chain_of, own_chain_of
from tarazy.web.rooms.publication.rules import may_write_chain
from tarazy.web.ui.parts import Column, Link


def chain_trail(campaign: Campaign, *links: Link) -> list[Link]:
    own = Link(_("Chain of approval"), reverse("desk:approval_chain", args=[campaign.pk]), current=not links)
    return publishing_trail(campaign, own, *links)


@require_safe
def chain(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    context = {
        "campaign": campaign,
        "trail": chain_trail(campaign),
        "steps": [(step, whose(step)) for step in chain_of(campaign)],
        "columns": [Column(_("Step"), row_head=True), Column(_("Whose posts")), Column(_("Votes needed"), numeric=True),
                    Column(_("Act")), Column(_("Known from"))],
        "files": files_of(request, "approval_chain_file", campaign.pk),
        "is_own": own_chain_of(campaign).exists(),
        "may_write": may_write_chain(person_of(request), campaign) is True,
    }  # fmt: skip
    return render(request, "desk/publication/chain.html", context)


def _given(step: ApprovalStep) -> StepGiven:
    return StepGiven(step.title, Role(step.role), step.quorum, step.needs_act, step.organisation)


@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The first change makes the place's chain the campaign's own."""
    steps = [_given(step) for step in chain_of(campaign)]
    form = AddingStep(
        given_by(request), organisations().filter(place=campaign.organisation.place, is_active=True), len(steps) + 1
    )

    def done(given: dict[str, Any]) -> HttpResponse:
        new = StepGiven(
            text_from(given, "title"), Role(given["role"]), given["quorum"], given["needs_act"], given["organisation"]
        )
        at = given["position"] - 1
        write_chain(campaign, [*steps[:at], new, *steps[at:]], by=person_of(request))
        return redirect("desk:approval_chain", campaign.pk)

    title = _("Add a step")
    page = FormPage(title, _("Add"), chain_trail(campaign, Link(title, "", current=True)))
    return form_page(request, form, page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_step(request: HttpRequest, campaign: Campaign, step: ApprovalStep) -> HttpResponse:
    def done(_given_nothing: dict[str, Any]) -> HttpResponse:
        kept = [_given(one) for one in chain_of(campaign) if one.pk != step.pk]
        write_chain(campaign, kept, by=person_of(request))
        return redirect("desk:approval_chain", campaign.pk)

    title = _("Remove a step")
    page = FormPage(title, _("Remove"), chain_trail(campaign, Link(title, "", current=True)), str(step.title),
                    kind="danger")  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    def done(_given_nothing: dict[str, Any]) -> HttpResponse:
        write_chain(campaign, [], by=person_of(request))
        return redirect("desk:approval_chain", campaign.pk)

    title = _("Take the chain of the place again")
    page = FormPage(
        title, title, chain_trail(campaign, Link(title, "", current=True)),
        notes=[_("The steps that were written for this campaign are removed.")],
    )  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)
