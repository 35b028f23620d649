"""The lists of appeals; one appeal with its clocks, the same for both sides; whose rank its decision has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.appeals.rows import (
    AppealRow,
    appeal_rows,
    appeal_trail,
    appeals_trail,
    claim_rows,
    item_title,
    name_of,
    outcome_in_words,
    seat_rows,
    term_rows,
)
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.given_documents import download
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import Round
from tarazy.web.rooms.conclusions.models import Appeal, AppealDocument, Decision, Vote
from tarazy.web.rooms.conclusions.queries.appeals import (
    appeals_before,
    appeals_of,
    changes_of,
    claims_of,
    documents_of,
    own_appeals,
)
from tarazy.web.rooms.conclusions.queries.commission import commission_of, last_quorum, quorum_of, votes_of
from tarazy.web.rooms.conclusions.queries.conclusions import title_of
from tarazy.web.rooms.conclusions.queries.terms import terms_of
from tarazy.web.rooms.conclusions.rules import appeals as rules
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import in_language

# What can be done with an appeal: label, address, rule.
STEPS: Final[tuple[tuple[Promise, str, Callable[..., Any]], ...]] = (
    (gettext_lazy("File the appeal"), "file_appeal", rules.may_file),
    (gettext_lazy("Admit the appeal"), "admit_appeal", rules.may_admit),
    (gettext_lazy("Refuse to admit the appeal"), "refuse_appeal", rules.may_refuse),
    (gettext_lazy("Vote"), "vote_on_appeal", rules.may_vote),
    (gettext_lazy("Decide"), "decide_appeal", rules.may_decide),
    (gettext_lazy("Complain of the decision"), "complain", rules.may_complain),
    (gettext_lazy("Withdraw the appeal"), "withdraw_appeal", rules.may_withdraw),
)


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    lists = lists_of_appeals(person_of(request))
    context = {
        "title": _("Appeals"),
        "trail": appeals_trail(),
        "lists": lists,
        "columns": _list_columns(),
        "files": files_of(request, "appeals_file"),
    }
    return render(request, "desk/appeals/appeals.html", context)


def lists_of_appeals(user: User) -> list[tuple[str, list[AppealRow]]]:
    return [
        (_("Appeals of your body"), appeal_rows(own_appeals(user))),
        (_("Appeals before your commission"), appeal_rows(appeals_before(user))),
    ]


@require_safe
def campaign_appeals(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    held = last_quorum(campaign)
    act = held.act if held else _("more than half of the members, as no act says otherwise")
    sets_quorum = rules.may_set_quorum(person_of(request), campaign) is True
    context = {
        "title": _("Appeals"),
        "lead": campaign.title,
        "trail": campaign_trail(campaign, Link(_("Appeals"), "", current=True)),
        "lists": [(_("Filed in this campaign"), appeal_rows(appeals_of(campaign)))],
        "columns": _list_columns(),
        "files": files_of(request, "campaign_appeals_file", campaign.pk),
        "facts": [Fact(_("Votes that a decision needs"), str(quorum_of(campaign))), Fact(_("By"), act)],
        "quorum_href": reverse("desk:set_quorum", args=[campaign.pk]) if sets_quorum else "",
    }
    return render(request, "desk/appeals/appeals.html", context)


def _list_columns() -> list[Column]:
    labels = _("Appeal"), _("Body"), _("Block"), _("State"), _("Until when")
    return [Column(label, row_head=place == 0) for place, label in enumerate(labels)]


@require_safe
def appeal(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    user, place = person_of(request), appeal.conclusion.campaign.organisation.place
    writes = rules.may_file(user, appeal) is True
    context = {
        "appeal": appeal,
        "title": name_of(appeal),
        "lead": outcome_in_words(appeal),
        "trail": appeal_trail(appeal),
        "facts": _in_brief(appeal),
        "steps": _steps(user, appeal),
        "writes": writes,
        "items": _items_left(appeal) if writes else [],
        "terms": term_rows(terms_of(appeal, calendar_of(place))),
        "claims": claim_rows(appeal),
        "documents": documents_of(appeal),
        "decisions": [_Decided.of(user, one) for one in sorted(appeal.decisions.all(), key=lambda one: one.pk)],
        "complaint": getattr(appeal, "complaint", None),
        "changes": changes_of(appeal),
        "sees_movement": rules.may_see_movement(user, appeal) is True,
        **_who_decides(appeal),
        **_columns(),
    }
    return render(request, "desk/appeals/appeal.html", context)


def _in_brief(appeal: Appeal) -> list[Fact]:
    conclusion = appeal.conclusion
    return [
        Fact(_("Body"), str(conclusion.unit.name)),
        Fact(_("Campaign"), str(conclusion.campaign.title)),
        Fact(_("Block"), in_language(title_of(conclusion))),
    ]


def _who_decides(appeal: Appeal) -> dict[str, Any]:
    commission = commission_of(appeal)
    votes = votes_of(appeal, commission.round).count()
    return {"commission": commission, "seats": seat_rows(commission.seats), "votes_in": votes}


def _steps(user: User, appeal: Appeal) -> list[Link]:
    return [
        Link(str(label), reverse(f"desk:{name}", args=[appeal.pk]))
        for label, name, may in STEPS
        if may(user, appeal) is True
    ]


def _items_left(appeal: Appeal) -> list[Link]:
    """The items of the conclusion on which something can be asked for."""
    claimed = {one.item_id for one in claims_of(appeal) if one.case is not None}
    return [
        Link(item_title(appeal, item), reverse("desk:claim", args=[appeal.pk, item.pk]))
        for item in appeal.conclusion.items.order_by("position")
        if item.pk not in claimed
    ]


def _columns() -> dict[str, list[Column]]:
    def columns(*labels: str) -> list[Column]:
        return [Column(label, row_head=place == 0) for place, label in enumerate(labels)]

    return {
        "term_columns": columns(_("What"), _("Until when"), _("State")),
        "claim_columns": columns(_("Item"), _("What"), _("Counts now"), _("Asked for"), _("Why")),
        "seat_columns": columns(_("Member"), _("Takes no part because")),
        "vote_columns": columns(_("Member"), _("Claims granted"), _("Dissenting opinion")),
        "change_columns": columns(_("Step"), _("When"), _("Reason")),
    }


@dataclass(frozen=True)
class _Decided:
    """A decision with the votes, where the reader may see who voted how."""

    decision: Decision
    votes: list[tuple[Vote, int]]
    cast: int

    @staticmethod
    def of(user: User, decision: Decision) -> _Decided:
        votes = list(votes_of(decision.appeal, Round(decision.round)))
        shown = [(vote, len(vote.granted)) for vote in votes]
        return _Decided(decision, shown if rules.may_see_votes(user, decision.appeal) is True else [], len(votes))


@require_safe
def document_file(request: HttpRequest, appeal_document: AppealDocument) -> FileResponse:
    return download(appeal_document.file, appeal_document.file_name)
