"""A campaign is begun, given its bodies and its schedule, or copied from an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail, campaigns_trail
from tarazy.web.doors.desk.campaigns.forms import (
    Choosing,
    Preparing,
    PreparingPilot,
    Scheduling,
    Titled,
    said_at_fields,
    text_from,
)
from tarazy.web.doors.desk.campaigns.rows import treatment_reason
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.campaigns.actions.preparation import (
    choose_participants,
    copy_campaign,
    plan_stages,
    prepare_campaign,
)
from tarazy.web.rooms.campaigns.enums import Kind
from tarazy.web.rooms.campaigns.life import PHASES, PREPARE
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import campaigns_of, eligible_units, participants_of, stages_of, treatments
from tarazy.web.rooms.campaigns.rules import may_use
from tarazy.web.rooms.methodologies.queries import versions
from tarazy.web.rooms.people.queries import organisations_with_right
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    form = Preparing(given_by(request), *_offered(request, is_pilot=False))
    title = _("Prepare a campaign")
    page = FormPage(
        title, _("Prepare"), campaigns_trail(Link(title, "", current=True)),
        _("Who takes part, the schedule and the assessors come next, each on a page of its own."),
    )  # fmt: skip
    return form_page(request, form, page, lambda given: _begun(request, given))


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_pilot(request: HttpRequest) -> HttpResponse:
    official = campaigns_of(person_of(request)).filter(is_pilot=False)
    form = PreparingPilot(given_by(request), *_offered(request, is_pilot=True), official)
    title = _("Prepare a pilot")
    page = FormPage(
        title, _("Prepare"), campaigns_trail(Link(title, "", current=True)),
        _("A pilot tries a methodology on chosen bodies. It may stand on a version that is not in force yet."),
    )  # fmt: skip
    return form_page(request, form, page, lambda given: _begun(request, given))


def _offered(request: HttpRequest, *, is_pilot: bool) -> tuple[list[Any], list[Any]]:
    """The organisations and versions that a person may choose for a campaign."""
    running = organisations_with_right(person_of(request), PREPARE)
    places = {one.place for one in running}
    fit = [one for one in versions() if one.place in places and may_use(one, is_pilot=is_pilot) is True]
    return running, fit


def _begun(request: HttpRequest, given: Mapping[str, Any]) -> HttpResponse:
    hypothesis = text_from(given, "hypothesis") if "hypothesis_kk" in given else None
    with said_at_fields():
        made = prepare_campaign(
            given["id"], Kind(given["kind"]), text_from(given, "title"), given["organisation"], given["version"],
            given["period"], hypothesis=hypothesis, beside=given.get("beside"), by=person_of(request),
        )  # fmt: skip
    return redirect("desk:campaign", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    units = eligible_units(campaign)

    def done(given: dict[str, Any]) -> HttpResponse:
        chosen = [unit for unit in units if unit.pk in given["units"]]
        choose_participants(campaign, chosen, by=person_of(request))
        return redirect("desk:campaign", campaign.pk)

    title = _("Choose who takes part")
    page = FormPage(
        title, _("Save"), campaign_trail(campaign, Link(title, "", current=True)),
        template="desk/campaigns/participants.html", more={"filters": _ways_to_choose(request, units)},
    )  # fmt: skip
    form = Choosing(given_by(request), _with_treatments(campaign, units), _chosen(request, campaign, units))
    return form_page(request, form, page, done)


def _ways_to_choose(request: HttpRequest, units: list[Unit]) -> list[Link]:
    """All, all of a kind, all below a unit: each brings the page anew with these marked."""
    now = request.GET.get("choose", "")
    kinds = {unit.kind_id: str(unit.kind.plural) for unit in units}
    parents = {unit.parent_id: str(unit.parent.name) for unit in units if unit.parent}
    found = [("all", pgettext("bodies", "all"))]
    found += [(f"kind:{id}", name) for id, name in kinds.items()] if len(kinds) > 1 else []
    found += [
        (f"below:{id}", _("below %(unit)s") % {"unit": name})
        for id, name in sorted(parents.items(), key=lambda one: sort_key(one[1]))
    ] if len(parents) > 1 else []  # fmt: skip
    return [Link(name, f"?choose={way}", current=way == now) for way, name in found]


def _chosen(request: HttpRequest, campaign: Campaign, units: list[Unit]) -> list[str]:
    way, _sign, id = request.GET.get("choose", "").partition(":")
    if way == "all":
        return [unit.pk for unit in units]
    if way in ("kind", "below"):
        return [unit.pk for unit in units if id == (unit.kind_id if way == "kind" else unit.parent_id)]
    return [one.unit_id for one in participants_of(campaign)]


def _with_treatments(campaign: Campaign, units: list[Unit]) -> list[tuple[str, str]]:
    """Each unit by name, with what the half-year rule makes of it."""
    found = treatments(units, campaign.period)
    labels = []
    for unit in units:
        one, name = found[unit.pk], str(unit.name)
        heir = str(one.successor.name) if one.successor else ""
        labels.append((unit.pk, name if one.on is None else f"{name} ({treatment_reason(one.on, heir)})"))
    return sorted(labels, key=lambda label: sort_key(label[1]))


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    stages = stages_of(campaign)
    initial = {
        **{f"{one.phase}_opens": one.opens_on for one in stages},
        **{one.phase: one.closes_on for one in stages},
        "targets_frozen_on": campaign.targets_frozen_on,
    }
    form = Scheduling(given_by(request), PHASES[Kind(campaign.kind)], initial)

    def done(given: dict[str, Any]) -> HttpResponse:
        with said_at_fields():
            plan_stages(campaign, form.days(), targets_frozen_on=given["targets_frozen_on"], by=person_of(request))
        return redirect("desk:campaign", campaign.pk)

    title = _("Write the schedule")
    page = FormPage(
        title, _("Save"), campaign_trail(campaign, Link(title, "", current=True)),
        _("A phase is open on its first day, on its last and between. Phases may overlap; they begin in their order."),
        template="desk/campaigns/schedule.html",
    )  # fmt: skip
    return form_page(request, form, page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        with said_at_fields():
            copied = copy_campaign(
                campaign, given["id"], text_from(given, "title"), given["period"], by=person_of(request)
            )
        return redirect("desk:campaign_assignments", copied.copied.pk)

    title = _("Copy for another period")
    page = FormPage(
        title, _("Copy"), campaign_trail(campaign, Link(title, "", current=True)),
        notes=[
            _("The copy has the same bodies, phases and assessors; days become those of the other year, moved to the "
              "next working day where they are none."),
            _("An assessor who may no longer assess a body is left out; the page of assignments says whom and why."),
        ],
    )  # fmt: skip
    initial = {f"title_{language}": text for language, text in campaign.title.as_dict().items()}
    return form_page(request, Titled(given_by(request), initial=initial), page, done)
