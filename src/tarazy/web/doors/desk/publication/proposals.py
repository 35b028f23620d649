"""Results on their way to publication: proposed, without what is left out, voted on, returned."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.publication.forms import (
    Correcting,
    LeavingOut,
    Proposing,
    Returning,
    Voting,
    Withholding,
    text_from,
)
from tarazy.web.doors.desk.publication.rows import step_rows
from tarazy.web.doors.desk.publication.trails import proposal_trail, publishing_trail
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.grammar.text import local_text, sort_key
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import assessed_units
from tarazy.web.rooms.conclusions.queries.conclusions import blocks_without_conclusion
from tarazy.web.rooms.conclusions.rules.conclusions import may_see_conclusions_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication import rules
from tarazy.web.rooms.publication.actions import proposals as actions
from tarazy.web.rooms.publication.models import LeftOut, Proposal, ProposalStep, Publication, Withheld
from tarazy.web.rooms.publication.queries.hidden import titles_hidden
from tarazy.web.rooms.publication.queries.proposals import (
    OPEN,
    current_step,
    earlier_publication,
    hindrances,
    left_out_of,
    steps_of,
    withheld_of,
)
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import long_date


@require_safe
def proposal(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    user, steps = person_of(request), steps_of(proposal)
    current = current_step(steps) if steps else None
    titles = titles_hidden(proposal)
    context = {
        "proposal": proposal,
        "trail": proposal_trail(proposal),
        "facts": _facts(proposal),
        "hindrances": hindrances(proposal) if proposal.state in OPEN else [],
        "may_see_conclusions": may_see_conclusions_of(user, proposal.campaign) is True,
        "unwritten": blocks_without_conclusion(proposal.campaign) if proposal.state in OPEN else 0,
        "possible": _possible(user, proposal, current),
        "steps": step_rows(steps, current),
        "step_columns": [Column(_("Step"), row_head=True), Column(_("Whose posts")), Column(_("Votes for"),
                         numeric=True), Column(_("State")), Column(_("Who voted"))],
        "left_out": [(one, titles[one]) for one in left_out_of(proposal)],
        "withheld": [(one, titles[one]) for one in withheld_of(proposal)],
        "hidden_columns": [Column(_("What"), row_head=True), Column(_("Decision")), Column(_("Reason"))],
        "step_files": files_of(request, "proposal_steps_file", proposal.pk),
        "hidden_files": files_of(request, "proposal_hidden_file", proposal.pk),
        "may_change": rules.may_change_proposal(user, proposal) is True,
    }  # fmt: skip
    return render(request, "desk/publication/proposal.html", context)


def _facts(proposal: Proposal) -> list[Fact]:
    embargo = proposal.embargo_until
    facts = [
        Fact(_("State"), str(proposal.get_state_display())),
        Fact(_("Standing"), str(proposal.get_kind_display())),
        Fact(_("Run"), str(proposal.run_id), reverse("desk:campaign_run", args=[proposal.run_id])),
        Fact(_("Day of publication"), long_date(embargo) if embargo else _("when approved")),
        Fact(_("Proposed by"), str(proposal.proposed_by)),
    ]
    if proposal.reason:
        facts.append(Fact(_("Why it stands in the place of others"), str(proposal.reason)))
    publication: Publication | None = getattr(proposal, "publication", None)
    if publication is not None:
        place, name = publication.methodology.split("/", 1)
        parts = {"place": place, "name": name, "publication": publication.pk}
        facts.append(Fact(_("On the public site"), str(publication.title), reverse("portal:publication", kwargs=parts)))
    return facts


def _possible(user: User, proposal: Proposal, current: ProposalStep | None) -> list[Link]:
    """What somebody may do with a proposal now."""
    asked = [
        (_("Preview"), "preview", proposal.pk, True),
        (_("Leave out a unit or an indicator"), "leave_out", proposal.pk, rules.may_change_proposal),
        (_("Withhold values"), "withhold", proposal.pk, rules.may_change_proposal),
        (_("Put forward"), "put_forward", proposal.pk, rules.may_put_forward),
        (_("Return"), "return_proposal", proposal.pk, rules.may_return),
        (_("Take back"), "take_back_proposal", proposal.pk, rules.may_take_back),
    ]
    found = [
        Link(label, reverse(f"desk:{name}", args=[number]))
        for label, name, number, rule in asked
        if rule is True or (callable(rule) and rule(user, proposal) is True)
    ]
    if current is not None and rules.may_vote(user, current) is True:
        found.insert(0, Link(_("Vote"), reverse("desk:vote_on_proposal", args=[current.pk])))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    corrects = earlier_publication(campaign) is not None
    form = (Correcting if corrects else Proposing)(given_by(request))

    def done(given: dict[str, Any]) -> HttpResponse:
        reason = text_from(given, "reason") if corrects else None
        made = actions.propose(campaign, text_from(given, "title"), form.embargo, reason, by=person_of(request))
        return redirect("desk:proposal", made.pk)

    title = _("Propose the results for publication")
    page = FormPage(
        title, _("Prepare the proposal"), publishing_trail(campaign, Link(title, "", current=True)),
        notes=[_("You can still leave out units and indicators and see everything as it will be published.")],
    )  # fmt: skip
    return form_page(request, form, page, done)


def _units(proposal: Proposal) -> list[tuple[str, str]]:
    found = [(unit.pk, str(unit.name)) for unit in assessed_units(proposal.campaign)]
    return sorted(found, key=lambda pair: sort_key(pair[1]))


@require_http_methods(["GET", "HEAD", "POST"])
def leave_out(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    indicators = methodology_of(proposal.run.version).indicators
    nodes = [(one.id, local_text(one.title).here) for one in indicators]

    def done(given: dict[str, Any]) -> HttpResponse:
        unit = units_by_id([given["unit"]]).get(given["unit"])
        reason = text_from(given, "reason")
        actions.leave_out(proposal, given["decision"], reason, unit=unit, node=given["node"], by=person_of(request))
        return redirect("desk:proposal", proposal.pk)

    title = _("Leave out a unit or an indicator")
    page = FormPage(
        title, _("Leave out"), proposal_trail(proposal, Link(title, "", current=True)),
        notes=[_("Its scores are shown nowhere. The pages, the files and the bundle say so, with the decision and the "
                 "reason.")],
    )  # fmt: skip
    return form_page(request, LeavingOut(given_by(request), _units(proposal), nodes), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def withhold(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    read = methodology_of(proposal.run.version).variables
    titles = {one.observed.variable: local_text(one.title).here for one in read}
    form = Withholding(given_by(request), titles.items(), _units(proposal))

    def done(given: dict[str, Any]) -> HttpResponse:
        unit = units_by_id([given["unit"]]).get(given["unit"])
        reason = text_from(given, "reason")
        actions.withhold(proposal, given["variable"], given["decision"], reason, unit=unit, by=person_of(request))
        return redirect("desk:proposal", proposal.pk)

    title = _("Withhold values")
    page = FormPage(
        title, title, proposal_trail(proposal, Link(title, "", current=True)),
        notes=[_("In the bundle a commitment stands in the place of each value. Scores off which it could be read are "
                 "shown nowhere. The body itself can prove its value.")],
    )  # fmt: skip
    return form_page(request, form, page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def show_again(request: HttpRequest, proposal: Proposal, hidden: LeftOut | Withheld) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        actions.show_again(proposal, hidden, by=person_of(request))
        return redirect("desk:proposal", proposal.pk)

    title = _("Publish it after all")
    page = FormPage(
        title, title, proposal_trail(proposal, Link(title, "", current=True)), titles_hidden(proposal)[hidden]
    )
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def put_forward(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        actions.put_forward(proposal, by=person_of(request))
        return redirect("desk:proposal", proposal.pk)

    title = _("Put forward")
    page = FormPage(
        title, title, proposal_trail(proposal, Link(title, "", current=True)),
        notes=[_("From now on nothing of it changes. Each step votes in its turn; whoever proposed does not.")],
    )  # fmt: skip
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, step: ProposalStep) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        actions.vote(
            step, is_for=given["is_for"] == "yes", authority=given.get("authority", ""), note=given["note"],
            by=person_of(request),
        )  # fmt: skip
        return redirect("desk:proposal", step.proposal_id)

    title = _("Vote")
    page = FormPage(title, title, proposal_trail(step.proposal, Link(title, "", current=True)), str(step.title),
                    notes=[_("Your vote stands with your name and does not change.")])  # fmt: skip
    return form_page(request, Voting(given_by(request), needs_act=step.needs_act), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def return_it(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        actions.return_proposal(proposal, given["reason"], by=person_of(request))
        return redirect("desk:proposal", proposal.pk)

    title = _("Return")
    page = FormPage(title, title, proposal_trail(proposal, Link(title, "", current=True)), kind="danger")
    return form_page(request, Returning(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        actions.take_back(proposal, by=person_of(request))
        return redirect("desk:publishing", proposal.campaign_id)

    title = _("Take back")
    page = FormPage(title, title, proposal_trail(proposal, Link(title, "", current=True)), kind="danger")
    return form_page(request, Confirm(given_by(request)), page, done)
