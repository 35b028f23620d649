"""What re-verification came to for one body, once it is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db.models import QuerySet

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.models import PenaltyCase, SampleItem
from tarazy.web.rooms.verification.queries.findings import outcome_of
from tarazy.web.rooms.verification.queries.frames import closing_of


def verdicts_on(unit: str, campaign: Campaign) -> Mapping[Verdict, int]:
    """How many drawn values of a body were confirmed, differ, are not evidenced; none while verification goes on."""
    if closing_of(campaign) is None:
        return {}
    found = SampleItem.objects.filter(sample__frame__campaign=campaign, item__change__cell__submission__unit=unit)
    outcomes = [outcome_of(item) for item in found.select_related("settlement").prefetch_related("findings")]
    return Counter(one.verdict for one in outcomes if one is not None)


def standing_penalties(unit: str, campaign: Campaign) -> QuerySet[PenaltyCase]:
    """The penalty cases of a body in a campaign that were not cancelled, the first first."""
    return PenaltyCase.objects.filter(campaign=campaign, unit=unit, cancellation=None).order_by("pk")
