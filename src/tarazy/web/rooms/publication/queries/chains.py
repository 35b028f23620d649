"""The chain through which a campaign's results are approved."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.publication.models import ApprovalStep


def chain_of_place(place: str) -> QuerySet[ApprovalStep]:
    """The steps that hold in a place where a campaign has none of its own, in their order."""
    return ApprovalStep.objects.filter(place=place, campaign=None).select_related("organisation").order_by("position")


def own_chain_of(campaign: Campaign) -> QuerySet[ApprovalStep]:
    """The steps that were written for this campaign, in their order."""
    return ApprovalStep.objects.filter(campaign=campaign).select_related("organisation").order_by("position")


def chain_of(campaign: Campaign) -> Sequence[ApprovalStep]:
    """The steps through which a campaign's results go: its own or else those of its place."""
    return list(own_chain_of(campaign)) or list(chain_of_place(campaign.organisation.place))


def step_of_chain(number: int) -> ApprovalStep | None:
    return ApprovalStep.objects.filter(pk=number).first()
