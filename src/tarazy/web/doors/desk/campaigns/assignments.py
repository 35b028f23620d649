"""Who assesses what: body by block, or by criterion where the methodology marks them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.campaigns.forms import Assigning, ChoosingAssessor
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.grammar.text import local_text, sort_key
from tarazy.web.rooms.campaigns.actions.conduct import assign as assign_body
from tarazy.web.rooms.campaigns.actions.conduct import end_assignment
from tarazy.web.rooms.campaigns.models import Assignment, Campaign
from tarazy.web.rooms.campaigns.queries import (
    assessed_units,
    assessors,
    assignments_of,
    conflicts_by_unit,
    criteria_of,
    not_copied,
    unassigned,
)
from tarazy.web.rooms.campaigns.rules import may_assign, refused_for
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Column, Link


def assignments_trail(campaign: Campaign, *links: Link) -> list[Link]:
    own = Link(_("Assignments"), reverse("desk:campaign_assignments", args=[campaign.pk]), current=not links)
    return campaign_trail(campaign, own, *links)


@dataclass(frozen=True)
class Given:
    """What of a body's block somebody assesses: the whole, or the criterion `of`."""

    assignment: Assignment
    of: str


@dataclass(frozen=True)
class BlockCell:
    """A body's block: who assesses it. `is_open`: somebody is missing still."""

    given: tuple[Given, ...]
    is_open: bool


@require_safe
def assignments(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    criteria = criteria_of(methodology_of(campaign.version))
    context = {
        "campaign": campaign,
        "trail": assignments_trail(campaign),
        "blocks": [
            (Link(title_of(campaign, block), _assign_href(campaign, block)),
             [Link(title_of(campaign, one), _assign_href(campaign, one)) for one in below])
            for block, below in criteria.items()
        ],
        "columns": [Column(_("Body"), row_head=True), *(Column(title_of(campaign, block)) for block in criteria)],
        "rows": matrix(campaign),
        "missing": len(unassigned(campaign)),
        "left_out": left_out_rows(request, campaign),
        "files": files_of(request, "campaign_assignments_file", campaign.pk),
        "left_out_columns": [Column(_("Body"), row_head=True), Column(_("Block")), Column(_("Assessor")),
                             Column(_("Reason"))],
    }  # fmt: skip
    return render(request, "desk/campaigns/assignments.html", context)


def left_out_rows(request: HttpRequest, campaign: Campaign) -> list[tuple[Assignment, str, str]]:
    """What was not copied from the campaign before, with its block and why it cannot be."""
    user = person_of(request)
    return [(one, title_of(campaign, one.node), _why(user, campaign, one)) for one in not_copied(campaign)]


def title_of(campaign: Campaign, node: str) -> str:
    nodes = methodology_of(campaign.version).nodes
    return str(local_text(nodes[node].title)) if node in nodes else node


def _assign_href(campaign: Campaign, node: str) -> str:
    return reverse("desk:assign", args=[campaign.pk, node])


def _why(user: User, campaign: Campaign, left_out: Assignment) -> str:
    answer = may_assign(user, campaign, left_out.unit, left_out.assessor)
    return _("taken away since, or not part of this campaign") if answer is True else str(getattr(answer, "reason", ""))


def matrix(campaign: Campaign) -> list[tuple[Unit, list[BlockCell]]]:
    """Each body with its blocks, in the order of the methodology."""
    missing = set(unassigned(campaign))
    criteria = criteria_of(methodology_of(campaign.version))
    taken = {(one.unit_id, one.node): one for one in assignments_of(campaign)}

    def cell(unit: Unit, block: str) -> BlockCell:
        whole = [Given(taken[unit.pk, block], "")] if (unit.pk, block) in taken else []
        parts = [Given(taken[unit.pk, one], title_of(campaign, one))
                 for one in criteria[block] if (unit.pk, one) in taken]  # fmt: skip
        return BlockCell((*whole, *parts), (unit.pk, block) in missing)

    return [(unit, [cell(unit, block) for block in criteria]) for unit in _by_name(assessed_units(campaign))]


def _by_name(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: sort_key(str(unit.name)))


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, campaign: Campaign, node: str) -> HttpResponse:
    """First the assessor is chosen, then the bodies: whoever stands too near to a body is shown with the reason."""
    criteria = criteria_of(methodology_of(campaign.version))
    if node not in criteria and all(node not in below for below in criteria.values()):
        raise Http404
    trail = assignments_trail(campaign, Link(title_of(campaign, node), "", current=True))
    known = {str(one.pk): one for one in assessors()}
    assessor = known.get(request.GET.get("assessor", ""))
    if assessor is None:
        context = {"form": ChoosingAssessor(None, known.values()), "trail": trail, "title": title_of(campaign, node)}
        return render(request, "desk/campaigns/choose_assessor.html", context)
    return _assign_bodies(request, campaign, node, assessor, trail)


def _assign_bodies(
    request: HttpRequest, campaign: Campaign, node: str, assessor: User, trail: list[Link]
) -> HttpResponse:
    units = _by_name(assessed_units(campaign))
    near = conflicts_by_unit(assessor, units, campaign)
    holder = {one.unit_id: one.assessor for one in assignments_of(campaign).filter(node=node)}
    free = [unit for unit in units if unit.pk not in near]

    def done(given: dict[str, Any]) -> HttpResponse:
        for unit in free:
            if unit.pk in given["units"] and holder.get(unit.pk) != assessor:
                assign_body(campaign, unit, assessor, node, by=person_of(request))
        return redirect("desk:campaign_assignments", campaign.pk)

    excluded = [(unit, getattr(refused_for(near[unit.pk]), "reason", "")) for unit in units if unit.pk in near]
    page = FormPage(
        title_of(campaign, node), _("Assign"), trail, _("Bodies for %(person)s") % {"person": assessor},
        template="desk/campaigns/assign.html", more={"excluded": excluded, "free": free},
    )  # fmt: skip
    chosen = [unit.pk for unit in free if holder.get(unit.pk, assessor) == assessor]
    return form_page(request, Assigning(given_by(request), _labels(free, holder), chosen), page, done)


def _labels(units: Iterable[Unit], holder: dict[str, User]) -> list[tuple[str, str]]:
    words = _("%(unit)s (now: %(person)s)")
    return [
        (unit.pk, words % {"unit": unit.name, "person": holder[unit.pk]} if unit.pk in holder else str(unit.name))
        for unit in units
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    campaign = assignment.campaign

    def done(given: dict[str, Any]) -> HttpResponse:
        end_assignment(assignment, by=person_of(request))
        return redirect("desk:campaign_assignments", campaign.pk)

    title = _("Take the block away")
    words = {"unit": assignment.unit.name, "node": title_of(campaign, assignment.node), "person": assignment.assessor}
    page = FormPage(
        title, title, assignments_trail(campaign, Link(title, "", current=True)),
        notes=[_("%(person)s no longer assesses %(unit)s: %(node)s.") % words], kind="danger",
    )  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)
