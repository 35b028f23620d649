"""What members of the commission do on the desk: admit or refuse, vote, decide; and the quorum of a campaign."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.appeals.forms import Deciding, Refusing, SettingQuorum, Voting
from tarazy.web.doors.desk.appeals.rows import appeal_trail, claim_choices
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.actions.commission import admit, cast_vote, decide, refuse_to_admit, set_quorum
from tarazy.web.rooms.conclusions.enums import Inadmissible
from tarazy.web.rooms.conclusions.models import Appeal
from tarazy.web.rooms.conclusions.queries.appeals import claims_of, claims_to_decide, round_of
from tarazy.web.rooms.conclusions.queries.commission import claims_carried
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def admit_appeal(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        admit(appeal, by=person_of(request))
        return redirect("desk:appeal", appeal.pk)

    title = _("Admit the appeal")
    notes = [_("It came in time, has documents, and is about what the conclusion holds.")]
    page = FormPage(title, title, appeal_trail(appeal, Link(title, "", current=True)), notes=notes)
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def refuse(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        refuse_to_admit(appeal, Inadmissible(given["ground"]), given["reason"], by=person_of(request))
        return redirect("desk:appeal", appeal.pk)

    title = _("Refuse to admit the appeal")
    page = FormPage(title, title, appeal_trail(appeal, Link(title, "", current=True)), kind="danger")
    return form_page(request, Refusing(given_by(request)), page, done)


@require_http_methods(METHODS)
def vote(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        granted = [int(one) for one in given["granted"]]
        cast_vote(appeal, granted, given["opinion"], by=person_of(request))
        return redirect("desk:appeal", appeal.pk)

    title = _("Vote")
    page = FormPage(
        title, _("Cast your vote"), appeal_trail(appeal, Link(title, "", current=True)),
        notes=[_("A vote is not changed. Others see it when the decision is made.")],
    )  # fmt: skip
    return form_page(request, Voting(given_by(request), claim_choices(claims_to_decide(appeal))), page, done)


@require_http_methods(METHODS)
def decide_appeal(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        decide(appeal, given["number"], given["reasons"], language=language(), by=person_of(request))
        return redirect("desk:appeal", appeal.pk)

    title = _("Decide")
    page = FormPage(
        title, _("Enter the decision"), appeal_trail(appeal, Link(title, "", current=True)), notes=_as_voted(appeal)
    )
    return form_page(request, Deciding(given_by(request)), page, done)


def _as_voted(appeal: Appeal) -> list[str]:
    """What the decision is, as the votes say."""
    carried = set(claims_carried(appeal, round_of(appeal)))
    granted = claim_choices(claim for claim in claims_of(appeal) if claim.pk in carried)
    follows = _("What is granted counts at once, and a new run is asked for.")
    if not granted:
        return [_("More than half of the votes grant nothing: the rest of the appeal is rejected.")]
    return [*(_("Granted: %(claim)s.") % {"claim": words} for _number, words in granted), follows]


@require_http_methods(METHODS)
def quorum(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        set_quorum(campaign, given["votes"], given["authority"], by=person_of(request))
        return redirect("desk:campaign_appeals", campaign.pk)

    title = _("Quorum of the commission")
    own = Link(_("Appeals"), reverse("desk:campaign_appeals", args=[campaign.pk]))
    page = FormPage(title, _("Save the quorum"), campaign_trail(campaign, own, Link(title, "", current=True)))
    return form_page(request, SettingQuorum(given_by(request)), page, done)
