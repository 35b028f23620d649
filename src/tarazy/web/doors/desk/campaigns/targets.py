"""Targets of bodies: what stands, how often it was changed, and each change with its ground and act."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.campaigns.forms import ChangingTarget, said_at_fields
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.campaigns.actions.targets import change_target
from tarazy.web.rooms.campaigns.enums import Ground
from tarazy.web.rooms.campaigns.models import Campaign, TargetChange
from tarazy.web.rooms.campaigns.queries import assessed_units
from tarazy.web.rooms.campaigns.queries.targets import target_revisions, target_with
from tarazy.web.rooms.campaigns.rules import may_change_targets, may_see_progress
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Column, Link


@dataclass(frozen=True)
class Changed:
    """A revision of a target beside the one before it; `why` is missing where an import revised it."""

    before: Observation
    after: Observation
    why: TargetChange | None


@dataclass(frozen=True)
class TargetRow:
    """A target as it stands, and its changes, the latest first."""

    now: Observation
    changes: tuple[Changed, ...]


def target_rows(campaign: Campaign, units: list[Unit]) -> dict[str, list[TargetRow]]:
    """The targets of some bodies, by body."""
    found: dict[str, list[TargetRow]] = {}
    revisions = target_revisions(campaign, [unit.pk for unit in units])
    for (unit, _variable, _breakdown), of_one in groupby(
        revisions, key=lambda one: (one.unit_id, one.variable_id, one.breakdown)
    ):
        history = list(of_one)
        changes = [Changed(before, after, getattr(after, "target_change", None)) for before, after in pairwise(history)]
        found.setdefault(unit, []).append(TargetRow(history[-1], tuple(reversed(changes))))
    return found


def targets_trail(campaign: Campaign, *links: Link) -> list[Link]:
    own = Link(_("Targets"), reverse("desk:targets", args=[campaign.pk]), current=not links)
    return campaign_trail(campaign, own, *links)


@require_safe
def targets(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    context = {
        "campaign": campaign,
        "trail": targets_trail(campaign),
        "columns": [Column(_("Body"), row_head=True), Column(_("Targets"), numeric=True),
                    Column(_("Changes"), numeric=True)],
        "rows": counted_targets(campaign),
        "files": files_of(request, "targets_file", campaign.pk),
    }  # fmt: skip
    return render(request, "desk/campaigns/targets.html", context)


def counted_targets(campaign: Campaign) -> list[tuple[Unit, int, int]]:
    """Each assessed body with how many targets it has, and how often one of them was changed."""
    units = sorted(assessed_units(campaign), key=lambda unit: sort_key(str(unit.name)))
    rows = target_rows(campaign, units)
    return [
        (unit, len(rows.get(unit.pk, [])), sum(len(row.changes) for row in rows.get(unit.pk, []))) for unit in units
    ]


@require_safe
def targets_of_body(request: HttpRequest, campaign: Campaign, unit: Unit) -> HttpResponse:
    user = person_of(request)
    own = Link(str(unit.name), "", current=True)
    sees_all = may_see_progress(user, campaign) is True
    context = {
        "campaign": campaign,
        "unit": unit,
        "trail": targets_trail(campaign, own) if sees_all else campaign_trail(campaign, own),
        "rows": target_rows(campaign, [unit]).get(unit.pk, []),
        "columns": [Column(_("When"), row_head=True), Column(_("From"), numeric=True), Column(_("To"), numeric=True),
                    Column(_("Ground")), Column(_("Act")), Column(_("By whom"))],
        "may_change": may_change_targets(user, campaign),
        "files": files_of(request, "targets_of_body_file", campaign.pk, unit.pk),
    }  # fmt: skip
    return render(request, "desk/campaigns/targets_of_body.html", context)


def target_called(pk: int) -> Observation | None:
    return Observation.objects.select_related("variable", "unit").filter(pk=pk, series="target").first()


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, campaign: Campaign, target: Observation) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        with said_at_fields():
            change_target(
                campaign, target, given["value"], Ground(given["ground"]), given["act_date"],
                authority=given["authority"], by=person_of(request),
            )  # fmt: skip
        return redirect("desk:targets_of_body", campaign.pk, target.unit_id)

    title = _("Change a target")
    trail = targets_trail(
        campaign,
        Link(str(target.unit.name), reverse("desk:targets_of_body", args=[campaign.pk, target.unit_id])),
        Link(title, "", current=True),
    )
    page = FormPage(
        title, title, trail, str(target.variable.title),
        [_("What it was stays to be seen, with the ground and the act, and it is counted how often it was changed.")],
    )  # fmt: skip
    stands = target_with(campaign, target.pk)
    initial = {"value": stands.value if stands else None}
    return form_page(request, ChangingTarget(given_by(request), initial=initial), page, done)
