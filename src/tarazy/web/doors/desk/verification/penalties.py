"""Penalty cases of a campaign: opened on a ground, cancelled by a decision, both to be seen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.engine.model.penalised import penalised_nodes
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.verification.forms import Cancelling, Penalising
from tarazy.web.doors.desk.verification.samples import verification_trail
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import participants_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.verification.actions.penalties import cancel_penalty, open_penalty
from tarazy.web.rooms.verification.models import PenaltyCase
from tarazy.web.rooms.verification.queries.penalties import penalty_cases_of
from tarazy.web.rooms.verification.rules import may_cancel_penalty, may_write_penalties
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import language


def penalties_trail(campaign: Campaign, *links: Link) -> list[Link]:
    own = Link(_("Penalty cases"), reverse("desk:penalties", args=[campaign.pk]), current=not links)
    return verification_trail(campaign, own, *links)


def titles_penalised(campaign: Campaign) -> dict[str, str]:
    """The criteria and blocks on which points can be taken, by id."""
    methodology = methodology_of(campaign.version)
    return {id: methodology.nodes[id].title.in_language(language()) for id in penalised_nodes(methodology)}


@require_safe
def penalties(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    user, nodes = person_of(request), titles_penalised(campaign)
    rows = [
        (case, nodes.get(case.node, case.node), getattr(case, "cancellation", None),
         may_cancel_penalty(user, case) is True)
        for case in penalty_cases_of(campaign)
    ]  # fmt: skip
    context = {
        "campaign": campaign,
        "trail": penalties_trail(campaign),
        "may_open": may_write_penalties(user, campaign) is True,
        "rows": rows,
        "files": files_of(request, "penalties_file", campaign.pk),
        "columns": [Column(_("Body"), row_head=True), Column(_("Criterion or block")),
                    Column(_("Penalty points"), numeric=True), Column(_("Ground")), Column(_("State"))],
    }  # fmt: skip
    return render(request, "desk/verification/penalties.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    units = {one.unit_id: one.unit for one in participants_of(campaign)}
    choices = [(id, str(unit.name)) for id, unit in units.items()]

    def done(given: dict[str, Any]) -> HttpResponse:
        open_penalty(
            campaign, units[given["unit"]], given["node"], given["points"], ground=given["ground"],
            authority=given["authority"], by=person_of(request),
        )  # fmt: skip
        return redirect("desk:penalties", campaign.pk)

    title = _("Open a penalty case")
    page = FormPage(title, title, penalties_trail(campaign, Link(title, "", current=True)))
    return form_page(request, Penalising(given_by(request), choices, titles_penalised(campaign).items()), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_case(request: HttpRequest, case: PenaltyCase) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        cancel_penalty(case, given["reason"], decision=given["decision"], by=person_of(request))
        return redirect("desk:penalties", case.campaign_id)

    title = _("Cancel the penalty case")
    page = FormPage(title, title, penalties_trail(case.campaign, Link(title, "", current=True)), kind="danger")
    return form_page(request, Cancelling(given_by(request)), page, done)
