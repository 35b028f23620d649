"""What was computed for a campaign, what became of it, and what one run changed against another."""

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
from tarazy.web.doors.desk.publication.estimates import estimate_facts
from tarazy.web.doors.desk.publication.rows import change_rows, input_rows, named_run, proposal_links, run_rows
from tarazy.web.doors.desk.publication.trails import publishing_trail
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication import rules
from tarazy.web.rooms.publication.queries.changes import changes_between
from tarazy.web.rooms.publication.queries.proposals import open_proposal_of, proposals_of
from tarazy.web.rooms.results.actions.computing import ask_for_run
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.models import CampaignRun
from tarazy.web.rooms.results.queries.campaign_runs import is_outdated, latest_run_of, run_before, runs_of
from tarazy.web.rooms.results.queries.differences import inputs_between
from tarazy.web.rooms.results.rules import may_compute_for_campaign
from tarazy.web.rooms.work.queries import tasks_about
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import number

ROWS_A_PAGE = 50
TASKS_SHOWN = 5


@require_safe
def publishing(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Everything on the way from a run to publication."""
    latest = latest_run_of(campaign)
    page = Paginator(runs_of(campaign), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "trail": publishing_trail(campaign),
        "steps": _steps(person_of(request), campaign),
        "is_outdated": latest is not None and is_outdated(latest),
        "page": page,
        "runs": run_rows(page, latest),
        "run_columns": [Column(_("Run"), row_head=True), Column(_("Computed")), Column(_("Why")), Column(_("Now"))],
        "run_files": files_of(request, "publishing_runs_file", campaign.pk),
        "proposal_files": files_of(request, "publishing_proposals_file", campaign.pk),
        "proposals": proposal_links(proposals_of(campaign)),
        "proposal_columns": [Column(_("Proposal"), row_head=True), Column(_("State")), Column(_("Proposed by"))],
        "tasks": tasks_about(campaign)[:TASKS_SHOWN],
        "task_columns": [Column(_("Task"), row_head=True), Column(_("State")), Column(_("What came of it"))],
    }
    return render(request, "desk/publication/publishing.html", context)


def _steps(user: User, campaign: Campaign) -> list[Link]:
    asked = (
        (_("Compute the scores"), "compute_campaign", may_compute_for_campaign(user, campaign) is True),
        (_("Propose the results for publication"), "propose", rules.may_propose(user, campaign) is True),
        (_("Chain of approval"), "approval_chain", True),
    )
    found = [Link(label, reverse(f"desk:{name}", args=[campaign.pk])) for label, name, may in asked if may]
    proposal = open_proposal_of(campaign)
    if proposal is not None:
        found.insert(0, Link(_("Results on their way"), reverse("desk:proposal", args=[proposal.pk])))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def compute(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        ask_for_run(campaign, Reason.REQUEST, by=person_of(request))
        return redirect("desk:publishing", campaign.pk)

    title = _("Compute the scores")
    page = FormPage(
        title, title, publishing_trail(campaign, Link(title, "", current=True)),
        notes=[_("From everything that is recorded now. What comes of it stands on the page before.")],
    )  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)


@require_safe
def run(request: HttpRequest, run: CampaignRun) -> HttpResponse:
    """One run beside the one before it: what changed, and why."""
    before = run_before(run)
    context: dict[str, Any] = {
        "run": run,
        "title": named_run(run),
        "trail": publishing_trail(run.campaign, Link(named_run(run), "", current=True)),
        "facts": _facts(run),
        "before": before,
    }
    if before is not None:
        context |= _changes(request, before, run)
    return render(request, "desk/publication/run.html", context)


def _facts(run: CampaignRun) -> list[Fact]:
    of = run.run
    return [
        Fact(_("Why"), str(run.get_reason_display())),
        Fact(_("Bodies scored"), number(of.counts["scored"], 0)),
        Fact(_("Bodies without a score"), number(of.counts["not_scored"], 0)),
        Fact(_("Methodology"), str(of.version)),
        Fact(_("Engine"), of.engine_version),
        *estimate_facts(of),
    ]


def _changes(request: HttpRequest, before: CampaignRun, run: CampaignRun) -> dict[str, Any]:
    changes, inputs = changes_between(before.run, run.run), inputs_between(before.run, run.run)
    page = Paginator(inputs.observations, ROWS_A_PAGE).get_page(request.GET.get("page"))
    heads = _("Score before"), _("Score"), _("Rank before"), _("Rank"), _("Band before"), _("Band")
    return {
        "counts": [
            Fact(_("Scores changed"), number(changes.scores, 0)),
            Fact(_("Ranks changed"), number(changes.ranks, 0)),
            Fact(_("Bands changed"), number(changes.bands, 0)),
            Fact(_("Figures changed"), number(len(inputs.observations), 0)),
        ],
        "inputs": inputs,
        "changed": change_rows(changes.listed[:ROWS_A_PAGE], run.run),
        "change_files": files_of(request, "run_changes_file", run.run_id),
        "figure_files": files_of(request, "run_figures_file", run.run_id),
        "change_columns": [Column(_("Body"), row_head=True), *(Column(one, numeric=True) for one in heads)],
        "page": page,
        "figures": input_rows(page),
        "figure_columns": [Column(_("Body"), row_head=True), Column(_("Variable")), Column(_("Period")),
                           Column(_("Before"), numeric=True), Column(_("Now"), numeric=True), Column(_("Source"))],
    }  # fmt: skip
