"""The conclusions that concern a person, one of them, and why the body has its score."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.explanation import Explanation, NodeExplained
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.conclusions.rows import (
    Row,
    block_of_body,
    clock_facts,
    conclusion_rows,
    drafted_rows,
    item_rows,
    rows_to_write,
    titles_of,
)
from tarazy.web.doors.desk.conclusions.steps import next_steps
from tarazy.web.doors.desk.form_page import FormPage
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import State
from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.conclusions.queries.advice import ORIGIN
from tarazy.web.rooms.conclusions.queries.conclusions import (
    conclusions_of,
    conclusions_to_write,
    conclusions_written_by,
    earlier_in,
    own_conclusions,
    score_of,
    state_changes_of,
)
from tarazy.web.rooms.conclusions.queries.drafts import draft_in, earlier_recommendations, explained_block
from tarazy.web.rooms.conclusions.queries.renewals import conclusions_to_renew
from tarazy.web.rooms.conclusions.rules.conclusions import may_receive, may_renew_all, may_reply, may_write
from tarazy.web.rooms.followup.queries import recommendations_from
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.queries.estimates import estimate_of, intervals_of_unit
from tarazy.web.rooms.results.queries.sure import in_words, intervals_in_tree
from tarazy.web.rooms.results.queries.trees import leaves, losses_of, nodes_of
from tarazy.web.rooms.results.queries.walks import parts_walked
from tarazy.web.rooms.results.queries.what_if import changes_of
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import long_date, number


def conclusions_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Conclusions"), reverse("desk:conclusions")), *links)


def conclusion_trail(conclusion: Conclusion, *links: Link) -> list[Link]:
    label = block_of_body(conclusion)
    own = Link(label, reverse("desk:conclusion", args=[conclusion.pk]), current=not links)
    return conclusions_trail(own, *links)


def asked_page(conclusion: Conclusion, title: str, button: str, *notes: str, kind: str = "") -> FormPage:
    """The page of one form about a conclusion."""
    trail = conclusion_trail(conclusion, Link(title, "", current=True))
    return FormPage(title, button, trail, notes=notes, kind=kind)


def list_columns() -> list[Column]:
    return [Column(_("Body and block"), row_head=True), Column(_("State")), Column(_("Reply until")),
            Column(_("Working days left"), numeric=True)]  # fmt: skip


@require_safe
def conclusions(request: HttpRequest) -> HttpResponse:
    """What is to be written, what was issued by the person, and what was issued to the person's body."""
    context = {
        "trail": desk_trail(Link(_("Conclusions"), "", current=True)),
        "lists": lists_of_conclusions(person_of(request)),
        "columns": list_columns(),
        "files": files_of(request, "conclusions_file"),
    }
    return render(request, "desk/conclusions/list.html", context)


def lists_of_conclusions(user: User) -> list[tuple[str, list[Row]]]:
    lists = [
        (_("To be written by you"), rows_to_write(conclusions_to_write(user))),
        (_("On your organisation"), conclusion_rows(own_conclusions(user))),
        (_("Issued by you"), conclusion_rows(conclusions_written_by(user))),
    ]
    return [(title, rows) for title, rows in lists if rows]


@require_safe
def of_campaign(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """All conclusions of a campaign, to be read; those that a later run has overtaken can be begun anew."""
    rows = conclusion_rows(conclusions_of(campaign))
    may_renew = may_renew_all(person_of(request), campaign) is True
    context = {
        "campaign": campaign,
        "trail": campaign_trail(campaign, Link(_("Conclusions"), "", current=True)),
        "lists": [(_("Conclusions of the campaign"), rows)] if rows else [],
        "columns": list_columns(),
        "files": files_of(request, "campaign_conclusions_file", campaign.pk),
        "to_renew": len(conclusions_to_renew(campaign)) if may_renew else 0,
    }
    return render(request, "desk/conclusions/list.html", context)


@require_safe
def conclusion(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    """One conclusion: as it is being written, or as it was issued with what was said to it since."""
    user = person_of(request)
    if may_receive(user, conclusion) is True:
        return redirect("desk:receive_conclusion", conclusion.pk)
    context = {
        "conclusion": conclusion,
        "title": block_of_body(conclusion),
        "trail": conclusion_trail(conclusion),
        "facts": run_facts(conclusion),
        "clocks": clock_facts(conclusion),
        "steps": next_steps(user, conclusion),
        "item_columns": [Column(_("Item"), row_head=True), Column(_("What is found")),
                         Column(_("Points lost"), numeric=True)],
        "advice_columns": [Column(_("Recommendation"), row_head=True), Column(_("By when")), Column(_("State"))],
        "earlier_columns": [Column(_("Earlier recommendation"), row_head=True), Column(_("State")),
                            Column(_("What the assessor says"))],
    }  # fmt: skip
    if conclusion.state == State.DRAFT:
        context |= _drafted(conclusion) | {"writes": may_write(user, conclusion) is True}
        return render(request, "desk/conclusions/draft.html", context)
    shows_reply = hasattr(conclusion, "reply") or may_reply(user, conclusion) is True
    context |= {
        "items": item_rows(conclusion, shows_reply=shows_reply),
        "may_reply": may_reply(user, conclusion) is True,
        "earlier": [(one.recommendation, one.get_state_display(), one.note) for one in earlier_in(conclusion)],
        "advice": recommendations_from(ORIGIN, str(conclusion.pk)),
        "moves": state_changes_of(conclusion),
        "move_columns": [Column(_("What was done"), row_head=True), Column(_("By whom")), Column(_("When"))],
    }
    return render(request, "desk/conclusions/conclusion.html", context)


def _drafted(conclusion: Conclusion) -> dict[str, object]:
    draft, titles = draft_in(conclusion), titles_of(conclusion)
    return {
        "draft": draft,
        "items": drafted_rows(conclusion, draft),
        "advice": [(number, one, titles.get(one.node, "")) for number, one in enumerate(draft.advice, start=1)],
        "earlier": [
            (one, one.get_state_display(), draft.notes.get(one.pk, "")) for one in earlier_recommendations(conclusion)
        ],
    }


def run_facts(conclusion: Conclusion) -> list[Fact]:
    """What the conclusion stands on: the score of the block in its run."""
    decimals = methodology_of(conclusion.run.version).points.decimals
    return [
        Fact(_("State"), str(conclusion.get_state_display())),
        Fact(_("Score of the block"), number(score_of(conclusion), decimals) or "—"),
        Fact(_("Computed"), long_date(conclusion.run.computed_at)),
    ]


@require_safe
def explanation(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    """The full explanation of the block's score, down to the observations."""
    explained, block = explained_block(conclusion, what_if=True)
    estimate, period = estimate_of(conclusion.run), conclusion.campaign.period
    between = {} if estimate is None else intervals_of_unit(estimate, conclusion.unit_id)
    of_block = between.get((period, block.node))
    context = {
        "conclusion": conclusion,
        "sure": in_words(of_block, explained.decimals) if of_block else None,
        "trail": conclusion_trail(conclusion, Link(_("Why this score"), "", current=True)),
        "block": block,
        "best": explained.points_high,
        "decimals": explained.decimals,
        "tree": nodes_of(
            explained,
            block,
            lambda node: f"#{node.node}" if node.is_indicator else "",
            intervals_in_tree(between, period, explained.decimals),
        ),
        "losses": losses_of(block),
        "changes": changes_of(_within(explained, block)),
        "parts": parts_walked(
            explained, [block], lambda variable: reverse("portal:variable", kwargs={"variable": variable})
        ),
    }
    return render(request, "desk/conclusions/explanation.html", context)


def _within(explained: Explanation, block: NodeExplained) -> Explanation:
    """The explanation with those changes alone that concern an indicator of the block."""
    own = {leaf.node for leaf in leaves(block)}
    return msgspec.structs.replace(
        explained, changes=tuple(one for one in explained.changes if own & set(one.indicators))
    )
