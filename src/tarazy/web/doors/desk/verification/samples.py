"""Samples of a campaign: a list is published, then a seed is named; what was drawn, shared out, found."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.verification.forms import Drawing, Planning, Sharing
from tarazy.web.doors.desk.verification.rows import (
    coverage_facts,
    design_rows,
    frame_facts,
    item_rows,
    misstatement_facts,
    planning_rows,
    rate_rows,
    steps_of,
    steps_of_frame,
)
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import criteria_of
from tarazy.web.rooms.collection.life import FIND
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import holders
from tarazy.web.rooms.verification.actions.findings import close_verification
from tarazy.web.rooms.verification.actions.samples import assign_items, draw_sample, publish_frame
from tarazy.web.rooms.verification.enums import Design
from tarazy.web.rooms.verification.models import Frame, SampleItem
from tarazy.web.rooms.verification.queries.findings import (
    coverage_of,
    items_of,
    items_to_settle,
    misstatement_of,
    rates_of,
)
from tarazy.web.rooms.verification.queries.frames import closing_of, frames_of, state_of
from tarazy.web.rooms.verification.queries.sentences import consequences_in_words
from tarazy.web.rooms.verification.rules import may_see_findings, may_settle
from tarazy.web.ui.parts import Column, Link

PUBLISHED: Final = gettext_lazy(
    "The list with the chance of each item is published by its hash and does not change any more. The seed is named "
    "afterwards."
)
SHARED_OUT: Final = gettext_lazy(
    "Items go to those named as evenly as can be, never to somebody of the body itself or who assesses it."
)
REPLACED: Final = gettext_lazy(
    "What was found takes the place of what was reported, where the methodology takes verified values, and a new run "
    "is computed. What follows, the methodology says:"
)


def verification_trail(campaign: Campaign, *links: Link) -> list[Link]:
    own = Link(_("Re-verification"), reverse("desk:verification", args=[campaign.pk]), current=not links)
    return campaign_trail(campaign, own, *links)


def frame_trail(frame: Frame, *links: Link) -> list[Link]:
    label = _("Sample %(number)s") % {"number": frame.pk}
    own = Link(label, reverse("desk:sample", args=[frame.pk]), current=not links)
    return verification_trail(frame.campaign, own, *links)


def design_called(name: str) -> Design | None:
    return Design(name) if name in Design.values else None


@require_safe
def verification(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    user = person_of(request)
    sees_findings = may_see_findings(user, campaign) is True
    context = {
        "campaign": campaign,
        "trail": verification_trail(campaign),
        "closing": closing_of(campaign),
        "steps": steps_of(user, campaign),
        "frames": [(frame, frame_facts(frame), sees_findings) for frame in frames_of(campaign)],
        "differing": item_rows(items_differing(user, campaign), campaign),
        "files": files_of(request, "verification_file", campaign.pk),
        "item_columns": [Column(_("Value"), row_head=True), Column(_("Body"))],
    }
    return render(request, "desk/verification/verification.html", context)


def items_differing(user: User, campaign: Campaign) -> list[SampleItem]:
    """Those that the person may settle."""
    if may_see_findings(user, campaign) is not True:
        return []
    return [item for item in items_to_settle(campaign, user) if may_settle(user, item) is True]


@require_safe
def designs(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """What each design costs and gives, before one is chosen."""
    context = {
        "campaign": campaign,
        "trail": verification_trail(campaign, Link(_("Choose a design"), "", current=True)),
        "rows": design_rows(campaign),
        "planning": planning_rows(campaign),
        "columns": [Column(_("Design"), row_head=True), Column(_("Take it when")), Column(_("What it gives"))],
        "plans": [Column(_("What one wants to know"), row_head=True), Column(_("Items to check"), numeric=True)],
    }
    return render(request, "desk/verification/designs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, campaign: Campaign, design: Design) -> HttpResponse:
    methodology = methodology_of(campaign.version)
    blocks = [
        (id, str(methodology.nodes[id].title.in_language(request.LANGUAGE_CODE))) for id in criteria_of(methodology)
    ]
    measures = [
        (one.unit_of_measure, one.title.in_language(request.LANGUAGE_CODE)) for one in methodology.units_of_measure
    ]
    form = Planning(given_by(request), design, blocks, measures)

    def done(_given: dict[str, Any]) -> HttpResponse:
        frame = publish_frame(campaign, form.plan, by=person_of(request))
        return redirect("desk:sample", frame.pk)

    page = FormPage(
        str(design.label).capitalize(),
        _("Publish the list"),
        verification_trail(campaign, Link(str(design.label), "", current=True)),
        notes=[str(PUBLISHED)],
    )  # fmt: skip
    return form_page(request, form, page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, frame: Frame) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        draw_sample(frame, given["seed"], by=person_of(request))
        return redirect("desk:sample", frame.pk)

    title = _("Draw the sample")
    page = FormPage(title, title, frame_trail(frame, Link(title, "", current=True)))
    return form_page(request, Drawing(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def share_out(request: HttpRequest, frame: Frame) -> HttpResponse:
    verifiers = {str(post.user_id): post.user for post in holders(FIND)}

    def done(given: dict[str, Any]) -> HttpResponse:
        chosen = [verifiers[one] for one in given["verifiers"]]
        assign_items(frame.sample, chosen, by=person_of(request))
        return redirect("desk:sample", frame.pk)

    title = _("Share out the items")
    page = FormPage(
        title, title, frame_trail(frame, Link(title, "", current=True)),
        notes=[str(SHARED_OUT)],
    )  # fmt: skip
    return form_page(request, Sharing(given_by(request), _by_name(verifiers.values())), page, done)


def _by_name(users: Any) -> list[User]:
    return sorted(users, key=lambda one: (str(one), one.pk))


@require_safe
def sample(request: HttpRequest, frame: Frame) -> HttpResponse:
    drawn = getattr(frame, "sample", None)
    items = list(items_of(drawn)) if drawn else []
    labels = _("Value"), _("Body"), _("State")
    context = {
        "frame": frame,
        "trail": frame_trail(frame),
        "state": state_of(frame),
        "facts": frame_facts(frame),
        "steps": steps_of_frame(person_of(request), frame),
        "coverage": coverage_facts(coverage_of(items)) if items else [],
        "rates": rate_rows(rates_of(drawn, items), frame.campaign) if drawn else [],
        "misstated": misstatement_facts(misstatement_of(drawn, items), frame) if drawn else [],
        "rate_columns": [Column(_("Of what"), row_head=True), Column(_("In the list"), numeric=True),
                         Column(_("Checked"), numeric=True), Column(_("Errors"), numeric=True),
                         Column(_("Error rate"), numeric=True), Column(_("Interval of 90 percent"))],
        "files": files_of(request, "sample_file", frame.pk) if items else [],
        "items": item_rows(items, frame.campaign),
        "item_columns": [Column(label, row_head=number == 0) for number, label in enumerate(labels)],
    }  # fmt: skip
    return render(request, "desk/verification/sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        close_verification(campaign, by=person_of(request))
        return redirect("desk:verification", campaign.pk)

    title = _("Close re-verification")
    page = FormPage(
        title, title, verification_trail(campaign, Link(title, "", current=True)), kind="danger",
        notes=[str(REPLACED), *consequences_in_words(methodology_of(campaign.version))],
    )  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)
