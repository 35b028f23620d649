"""Penalty cases, and what they come to."""

from __future__ import annotations

from django.db.models import QuerySet

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.verification.models import PenaltyCase


def points_standing(unit: str, node: str, period: str) -> float:
    """The sum of the points of the cases that are not cancelled."""
    rows = PenaltyCase.objects.filter(unit=unit, node=node, period=period, cancellation=None).order_by("pk")
    return sum(rows.values_list("points", flat=True), start=0.0)


def penalty_cases_of(campaign: Campaign) -> QuerySet[PenaltyCase]:
    """The cases of a campaign with what became of them, the latest first."""
    found = PenaltyCase.objects.filter(campaign=campaign).select_related("unit", "opened_by", "cancellation")
    return found.order_by("-pk")


def penalty_case_numbered(number: int) -> PenaltyCase | None:
    found = PenaltyCase.objects.select_related("unit", "campaign__organisation", "campaign__version", "cancellation")
    return found.filter(pk=number).first()
