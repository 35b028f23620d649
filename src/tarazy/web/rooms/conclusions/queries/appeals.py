"""Which appeals there are, and how far they have come."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import Final

from django.db.models import Q, QuerySet

from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import AppealState, Outcome, Round
from tarazy.web.rooms.conclusions.life import READ_APPEALS, UNDECIDED
from tarazy.web.rooms.conclusions.models import Appeal, AppealChange, AppealDocument, Claim, Conclusion, Decision
from tarazy.web.rooms.conclusions.queries.terms import may_still_be_complained_of
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts, organisations_with_right
from tarazy.web.rooms.results.models import CampaignRun
from tarazy.web.rooms.results.queries.campaign_runs import runs_of

# What is asked of the conclusion of every appeal.
AROUND: Final = ("unit__kind", "issuing", "receipt", "campaign__organisation", "campaign__version")


def appeals() -> QuerySet[Appeal]:
    """Every appeal with its conclusion and decisions, the latest first."""
    found = Appeal.objects.select_related(*(f"conclusion__{one}" for one in AROUND), "complaint")
    return found.prefetch_related("decisions", "conclusion__campaign__stages").order_by("-pk")


def appeal_numbered(number: int) -> Appeal | None:
    return appeals().filter(pk=number).first()


def filed_appeals() -> QuerySet[Appeal]:
    """What was filed, whatever became of it."""
    return appeals().filter(filed_at__isnull=False)


def appeals_of(campaign: Campaign) -> QuerySet[Appeal]:
    """What was filed in a campaign."""
    return filed_appeals().filter(conclusion__campaign=campaign)


def own_appeals(user: User) -> QuerySet[Appeal]:
    """The appeals of the bodies in which somebody holds a post today, those being written too."""
    organisations = [post.organisation_id for post in current_posts(user)]
    return appeals().filter(conclusion__unit__representation__organisation__in=organisations)


def appeals_before(member: User) -> QuerySet[Appeal]:
    """What was filed in the campaigns whose commission somebody belongs to, from which they may be excluded."""
    own = organisations_with_right(member, READ_APPEALS)
    places = [one.place for one in own if one.kind == OrganisationKind.CENTRE]
    within = Q(conclusion__campaign__organisation__in=own) | Q(conclusion__campaign__organisation__place__in=places)
    return filed_appeals().filter(within)


def open_appeals(campaign: Campaign) -> list[Appeal]:
    """What nobody has decided for good: nothing is approved before. A decision that does not grant everything is open
    while the body may still complain of it.
    """
    calendar = calendar_of(campaign.organisation.place)
    states = (*UNDECIDED, AppealState.DECIDED, AppealState.COMPLAINED)
    return [one for one in appeals_of(campaign).filter(state__in=states) if is_open(one, calendar)]


def is_open(appeal: Appeal, calendar: Calendar) -> bool:
    """Whether something may still come of a filed appeal."""
    if appeal.state != AppealState.DECIDED:
        return appeal.state in UNDECIDED or appeal.state == AppealState.COMPLAINED
    decision = last_decision(appeal)
    assert decision is not None  # the state
    return decision.outcome != Outcome.GRANTED and may_still_be_complained_of(decision, calendar)


def standing_appeal(conclusion: Conclusion) -> Appeal | None:
    """The appeal against a conclusion that was not withdrawn."""
    return appeals().filter(conclusion=conclusion).exclude(state=AppealState.WITHDRAWN).first()


def is_late(appeal: Appeal) -> bool:
    """Whether an appeal was filed after its time."""
    return appeal.filed_at is not None and appeal.file_by is not None and appeal.filed_at > appeal.file_by


def round_of(appeal: Appeal) -> Round:
    """What the commission decides on, or has decided on last."""
    return Round.COMPLAINT if appeal.state in (AppealState.COMPLAINED, AppealState.FINAL) else Round.APPEAL


def last_decision(appeal: Appeal) -> Decision | None:
    return max(appeal.decisions.all(), key=lambda one: one.pk, default=None)


def granted_claims(appeal: Appeal) -> set[int]:
    """The claims that any decision on an appeal has granted."""
    return {claim for decision in appeal.decisions.all() for claim in decision.granted}


def claims_of(appeal: Appeal) -> QuerySet[Claim]:
    """What an appeal asks for, in the order of the conclusion's items."""
    return appeal.claims.select_related("item", "case__cancellation").order_by("item__position", "pk")


def documents_of(appeal: Appeal) -> QuerySet[AppealDocument]:
    return appeal.documents.order_by("pk")


def changes_of(appeal: Appeal) -> QuerySet[AppealChange]:
    """Every move of an appeal, the first first."""
    return appeal.changes.select_related("moved_by").order_by("pk")


def claims_to_decide(appeal: Appeal) -> list[Claim]:
    """The claims that no decision has granted yet."""
    granted = granted_claims(appeal)
    return [one for one in claims_of(appeal) if one.pk not in granted]


def runs_around(decision: Decision) -> tuple[CampaignRun | None, CampaignRun | None]:
    """The last run of the campaign before a decision and the first one after it: what the decision has changed."""
    return around(decision.decided_at, runs_of(decision.appeal.conclusion.campaign).order_by("pk"))


def around(moment: datetime.datetime, runs: Iterable[CampaignRun]) -> tuple[CampaignRun | None, CampaignRun | None]:
    """The last of some runs, the first first, before a moment, and the first one after it."""
    before = after = None
    for one in runs:
        if one.run.as_of < moment:
            before = one
        elif after is None:
            after = one
    return before, after


def claim_numbered(number: int) -> Claim | None:
    return _within_appeal(Claim.objects.select_related("item")).filter(pk=number).first()


def document_numbered(number: int) -> AppealDocument | None:
    return _within_appeal(AppealDocument.objects.all()).filter(pk=number).first()


def _within_appeal(found: QuerySet) -> QuerySet:  # type: ignore[type-arg]  # of claims, of documents
    return found.select_related(*(f"appeal__conclusion__{one}" for one in AROUND))


def digest_of(appeal: Appeal) -> str:
    """SHA-256 over everything that an appeal asks for and gives: what was filed, nobody can change unseen."""
    said = {
        "conclusion": appeal.conclusion_id,
        "claims": [
            [one.pk, one.item_id, one.variable, one.breakdown, one.value, one.case_id, one.reason]
            for one in claims_of(appeal)
        ],
        "documents": [[one.title, one.file, one.link, one.pages] for one in documents_of(appeal)],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
