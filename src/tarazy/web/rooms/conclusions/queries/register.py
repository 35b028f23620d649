"""The public register of appeals: no names, and no more of the body than hides it among others."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from tarazy.engine.model.text import Text
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.campaigns.enums import Treatment
from tarazy.web.rooms.campaigns.models import Campaign, Participant
from tarazy.web.rooms.conclusions.enums import AppealState, Outcome, Round
from tarazy.web.rooms.conclusions.life import UNDECIDED
from tarazy.web.rooms.conclusions.models import Appeal
from tarazy.web.rooms.conclusions.queries.appeals import around, filed_appeals, is_late, last_decision
from tarazy.web.rooms.conclusions.queries.conclusions import titles_of_blocks
from tarazy.web.rooms.conclusions.queries.terms import decision_deadline
from tarazy.web.rooms.results.models import CampaignRun

# A kind of body, or the oblast beside it, is named only where at least so many assessed bodies of a campaign share it.
HIDDEN_AMONG: Final = 5


@dataclass(frozen=True)
class Entry:
    """An appeal as anybody may read of it. `kind`, `area`: None where too few bodies share them. `is_decided_late`
    None: neither decided nor overdue. `runs`: before and after each decision that granted anything.
    """

    appeal: Appeal
    campaign: Campaign
    block: Text
    kind: LocalText | None
    area: LocalText | None
    asks_for_values: bool
    asks_against_penalties: bool
    filed_on: datetime.date
    is_filed_late: bool
    decided_on: datetime.date | None
    is_decided_late: bool | None
    outcome: Outcome | None
    runs: tuple[tuple[CampaignRun | None, CampaignRun | None], ...]

    @property
    def is_final(self) -> bool:
        return self.appeal.state == AppealState.FINAL

    @property
    def is_open(self) -> bool:
        return self.appeal.state in UNDECIDED or self.appeal.state == AppealState.COMPLAINED


def register() -> list[Entry]:
    """Everything that was ever filed, the latest first; drafts are nobody's business."""
    found = list(filed_appeals().select_related("conclusion__unit__parent").prefetch_related("claims"))
    campaigns = {one.conclusion.campaign_id: one.conclusion.campaign for one in found}
    shared, runs, titles = _shared(campaigns), _runs(campaigns), titles_of_blocks([one.conclusion for one in found])
    calendars = {place: calendar_of(place) for place in {one.organisation.place for one in campaigns.values()}}
    return [
        _entry(one, titles[one.conclusion_id], shared, runs.get(one.conclusion.campaign_id, []),
               calendars[one.conclusion.campaign.organisation.place])
        for one in found
    ]  # fmt: skip


def _entry(
    appeal: Appeal, block: Text, shared: Counter[tuple[str, ...]], runs: Sequence[CampaignRun], calendar: Calendar
) -> Entry:
    campaign, unit, claims = appeal.conclusion.campaign, appeal.conclusion.unit, appeal.claims.all()
    assert appeal.filed_at is not None  # it is filed
    decision = last_decision(appeal)
    names_kind = shared[campaign.pk, unit.kind_id] >= HIDDEN_AMONG
    names_area = unit.parent is not None and shared[campaign.pk, unit.kind_id, unit.parent_id or ""] >= HIDDEN_AMONG
    return Entry(
        appeal=appeal,
        campaign=campaign,
        block=block,
        kind=unit.kind.name if names_kind else None,
        area=unit.parent.name if names_area and unit.parent is not None else None,
        asks_for_values=any(one.case_id is None for one in claims),
        asks_against_penalties=any(one.case_id is not None for one in claims),
        filed_on=timezone.localtime(appeal.filed_at).date(),
        is_filed_late=is_late(appeal),
        decided_on=timezone.localtime(decision.decided_at).date() if decision else None,
        is_decided_late=_is_decided_late(appeal, calendar),
        outcome=Outcome(decision.outcome) if decision else None,
        runs=tuple(around(one.decided_at, runs) for one in appeal.decisions.all() if one.granted),
    )


def _shared(campaigns: Collection[str]) -> Counter[tuple[str, ...]]:
    """How many assessed bodies of each campaign are of a kind; and of a kind within one larger unit."""
    counts: Counter[tuple[str, ...]] = Counter()
    rows = Participant.objects.filter(campaign__in=campaigns, treatment=Treatment.ASSESSED)
    for campaign, kind, parent in rows.values_list("campaign", "unit__kind", "unit__parent"):
        counts[campaign, kind] += 1
        counts[campaign, kind, parent or ""] += 1
    return counts


def _runs(campaigns: Collection[str]) -> Mapping[str, list[CampaignRun]]:
    found: dict[str, list[CampaignRun]] = {}
    rows = CampaignRun.objects.filter(campaign__in=campaigns).select_related("run").order_by("pk")
    for row in rows:
        found.setdefault(row.campaign_id, []).append(row)
    return found


def _is_decided_late(appeal: Appeal, calendar: Calendar) -> bool | None:
    """Whether any decision on an appeal came late, or is late now; None while its time still runs or none is due."""
    decisions = list(appeal.decisions.all())
    if any(one.is_late for one in decisions):
        return True
    complaint = getattr(appeal, "complaint", None)
    if appeal.state in UNDECIDED and appeal.filed_at is not None:
        return timezone.now() > decision_deadline(appeal.filed_at, calendar).at or None
    if appeal.state == AppealState.COMPLAINED and complaint is not None:
        return timezone.now() > decision_deadline(complaint.filed_at, calendar).at or None
    return False if any(one.round == Round.APPEAL for one in decisions) else None
