"""A campaign goes on: approved, started, closed, cancelled; and its deadlines are moved in the open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.campaigns.forms import Approving, Shifting, said_at_fields, text_from
from tarazy.web.doors.desk.campaigns.next_steps import MOVES
from tarazy.web.doors.desk.campaigns.rows import stage_rows
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.rooms.calendar.queries import confirmed_until
from tarazy.web.rooms.campaigns.actions.conduct import move_campaign, shift_stage
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase
from tarazy.web.rooms.campaigns.life import PHASES
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import counts_by_treatment, unassigned
from tarazy.web.rooms.collection.actions.filling import open_submissions
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import long_date


def move_called(name: str) -> Move | None:
    return Move(name) if name in Move.values else None


def phase_called(name: str) -> Phase | None:
    return Phase(name) if name in Phase.values else None


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, campaign: Campaign, move: Move) -> HttpResponse:
    form = (Approving if move == Move.APPROVE_SCHEDULE else Confirm)(given_by(request))

    def done(given: dict[str, Any]) -> HttpResponse:
        with said_at_fields():
            move_campaign(campaign, move, authority=given.get("authority", ""), by=person_of(request))
        if move == Move.START:
            _give_out_forms(request, campaign, person_of(request))
        return redirect("desk:campaign", campaign.pk)

    title = str(MOVES[move])
    kind = "danger" if move in (Move.CANCEL, Move.CLOSE) else ""
    page = FormPage(
        title, title, campaign_trail(campaign, Link(title, "", current=True)), notes=_notes(campaign, move), kind=kind
    )
    return form_page(request, form, page, done)


def _give_out_forms(request: HttpRequest, campaign: Campaign, user: User) -> None:
    """Every assessed body gets its form, where a campaign of this kind collects anything."""
    if Phase.COLLECTION not in PHASES[Kind(campaign.kind)]:
        return
    given = len(open_submissions(campaign, campaign.period, by=user))
    words = ngettext("%(count)d body has its form.", "%(count)d bodies have their forms.", given)
    messages.success(request, words % {"count": given})


def _notes(campaign: Campaign, move: Move) -> list[str]:
    if move == Move.APPROVE_SCHEDULE:
        return [*_checked(campaign), _("Afterwards deadlines move in the open only, each by an act and with a reason.")]
    said = {
        Move.REOPEN: _("The schedule is no longer approved. Bodies do not see the campaign until it is approved anew."),
        Move.START: _("What people may do now follows from the phase that is open; each body is given its form."),
        Move.CLOSE: _("Nothing is collected, assigned or moved any more. Everything stays to be read."),
        Move.CANCEL: _("The campaign ends without results. What was done in it stays in the record."),
    }
    return [said[move]]


def _checked(campaign: Campaign) -> list[str]:
    """What whoever approves should know: how many take part, what is unassigned, days that are none."""
    bodies, missing = sum(counts_by_treatment(campaign).values()), len(unassigned(campaign))
    notes = [ngettext("%(count)d body takes part.", "%(count)d bodies take part.", bodies) % {"count": bodies}]
    if missing:
        words = ngettext(
            "%(count)d block of a body has no assessor yet.",
            "%(count)d blocks of bodies have no assessor yet.",
            missing,
        )
        notes.append(words % {"count": missing})
    rows = stage_rows(campaign)
    notes += [f"{row.stage.get_phase_display()}: {row.off}." for row in rows if row.off]
    until = confirmed_until(campaign.organisation.place)
    last = max((row.stage.closes_on for row in rows), default=None)
    if last is not None and (until is None or until < last):
        words = _("The calendar is confirmed until %(day)s; later days may still be moved by the Government.")
        none = _("The calendar of the place is not confirmed; days may still be moved by the Government.")
        notes.append(words % {"day": long_date(until)} if until else none)
    return notes


@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: HttpRequest, campaign: Campaign, phase: Phase) -> HttpResponse:
    stage = campaign.stages.filter(phase=phase).first()
    if stage is None:
        raise Http404

    def done(given: dict[str, Any]) -> HttpResponse:
        with said_at_fields({one.value: "closes_on" for one in Phase}):
            shift_stage(
                campaign, phase, given["opens_on"], given["closes_on"], text_from(given, "reason"),
                authority=given["authority"], by=person_of(request),
            )  # fmt: skip
        return redirect("desk:campaign", campaign.pk)

    title = _("Move a deadline")
    page = FormPage(
        title, _("Move"), campaign_trail(campaign, Link(title, "", current=True)),
        _("%(phase)s: from %(first)s to %(last)s") % {
            "phase": phase.label, "first": long_date(stage.opens_on), "last": long_date(stage.closes_on)},
        [_("The days before and after, the act and the reason are seen by everybody whom the campaign concerns.")],
    )  # fmt: skip
    form = Shifting(given_by(request), initial={"opens_on": stage.opens_on, "closes_on": stage.closes_on})
    return form_page(request, form, page, done)
