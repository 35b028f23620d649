"""Where a page of publication lies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.publication.models import Proposal
from tarazy.web.ui.parts import Link


def publishing_trail(campaign: Campaign, *links: Link) -> list[Link]:
    own = Link(_("Runs and publication"), reverse("desk:publishing", args=[campaign.pk]), current=not links)
    return campaign_trail(campaign, own, *links)


def proposal_trail(proposal: Proposal, *links: Link) -> list[Link]:
    own = Link(proposal_title(proposal), reverse("desk:proposal", args=[proposal.pk]), current=not links)
    return publishing_trail(proposal.campaign, own, *links)


def proposal_title(proposal: Proposal) -> str:
    return _("Proposal %(number)s") % {"number": proposal.pk}
