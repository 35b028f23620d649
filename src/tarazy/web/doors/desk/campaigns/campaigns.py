"""The campaigns that concern a person, and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.next_steps import next_steps
from tarazy.web.doors.desk.campaigns.rows import participant_rows, stage_rows
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.campaigns.enums import Phase, State
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import campaigns_of, open_phases, stage_changes_of
from tarazy.web.rooms.campaigns.rules import may_prepare_campaigns, may_shift_stage
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import long_date, period

ROWS_A_PAGE = 50
OVER = (State.CLOSED, State.CANCELLED)


def campaigns_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Campaigns"), reverse("desk:campaigns")), *links)


def campaign_trail(campaign: Campaign, *links: Link) -> list[Link]:
    own = Link(str(campaign.title), reverse("desk:campaign", args=[campaign.pk]), current=not links)
    return campaigns_trail(own, *links)


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    user, over = person_of(request), is_over_asked(request)
    page = Paginator(campaigns_asked(request), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": desk_trail(Link(_("Campaigns"), "", current=True)),
        "filters": [Link(_("not over yet"), "?", current=not over), Link(_("over"), "?state=over", current=over)],
        "columns": [Column(_("Campaign"), row_head=True), Column(_("Period")), Column(_("Organisation")),
                    Column(_("State")), Column(_("Open today"))],
        "page": page,
        "rows": [(one, phase_names(one)) for one in page],
        "files": files_of(request, "campaigns_file"),
        "may_prepare": may_prepare_campaigns(user) is True,
    }  # fmt: skip
    return render(request, "desk/campaigns/campaigns.html", context)


def is_over_asked(request: HttpRequest) -> bool:
    return request.GET.get("state") == "over"


def campaigns_asked(request: HttpRequest) -> QuerySet[Campaign]:
    found = campaigns_of(person_of(request)).prefetch_related("stages")
    return found.filter(state__in=OVER) if is_over_asked(request) else found.exclude(state__in=OVER)


def phase_names(campaign: Campaign) -> str:
    """The phases that are open today, in their order."""
    opened = open_phases(campaign)
    return ", ".join(str(phase.label) for phase in Phase if phase in opened)


@require_safe
def campaign(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    participants = participant_rows(campaign)
    context = {
        "campaign": campaign,
        "trail": campaign_trail(campaign),
        "facts": _facts(campaign),
        "stages": stage_rows(campaign),
        "stage_files": files_of(request, "campaign_stages_file", campaign.pk),
        "change_files": files_of(request, "campaign_changes_file", campaign.pk),
        "participant_files": files_of(request, "campaign_participants_file", campaign.pk),
        "stage_columns": [Column(_("Phase"), row_head=True), Column(_("First day")), Column(_("Last day")),
                          Column(_("Today"))],
        "changes": stage_changes_of(campaign),
        "change_columns": [Column(_("Phase"), row_head=True), Column(_("From")), Column(_("To")), Column(_("Act")),
                           Column(_("Reason")), Column(_("By whom"))],
        "apart": [row for row in participants if row.reason],
        "assessed": [row.participant for row in participants if not row.reason],
        "participant_columns": [Column(_("Body"), row_head=True), Column(_("How it takes part")), Column(_("Reason"))],
        "may_shift": may_shift_stage(person_of(request), campaign) is True,
        "steps": next_steps(person_of(request), campaign),
    }  # fmt: skip
    return render(request, "desk/campaigns/campaign.html", context)


def _facts(campaign: Campaign) -> list[Fact]:
    facts = [
        Fact(_("State"), str(campaign.get_state_display())),
        Fact(_("Kind"), str(campaign.get_kind_display())),
        Fact(_("Methodology"), f"{campaign.version.title}, {campaign.version.version}"),
        Fact(_("Period"), period(campaign.period)),
        Fact(_("Organisation"), str(campaign.organisation.name)),
        Fact(_("Beside"), str(campaign.beside.title) if campaign.beside else ""),
        Fact(_("Copied from"), str(campaign.copied_from.title) if campaign.copied_from else ""),
        Fact(_("Schedule approved by"), campaign.schedule_act),
        Fact(_("Targets frozen from"), long_date(campaign.targets_frozen_on) if campaign.targets_frozen_on else ""),
    ]
    return [fact for fact in facts if fact.text]
