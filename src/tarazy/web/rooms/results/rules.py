from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.enums import Kind
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.rules import may_see_progress, rights_within
from tarazy.web.rooms.methodologies.enums import State
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_system
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.campaign_runs import campaign_of_run

COMPUTE: Final = "run.compute"


def may_compute(user: User, version: Version) -> bool | Refused:
    """A draft may be computed too, to see what it would bring; a retired version no more."""
    if not is_system(user):
        return Refused(_("Scores are computed by the system; no person has this right."))
    if version.state == State.RETIRED:
        return Refused(_("A retired methodology is not computed any more."))
    return True


def may_compute_for_campaign(user: User, campaign: Campaign) -> bool | Refused:
    """Whoever has the right `run.compute` where the campaign is run, and the system: once it runs, and after its end
    where something is corrected.
    """
    if campaign.kind == Kind.MONITORING:
        return Refused(_("Monitoring within the year is not scored."))
    if campaign.state not in (CampaignState.RUNNING, CampaignState.CLOSED):
        return Refused(_("Scores are computed once the campaign runs."))
    if is_system(user) or COMPUTE in rights_within(user, campaign.organisation):
        return True
    return Refused(_("Scores are computed by methodologists and analysts of the organisation that runs the campaign."))


def may_estimate(user: User, run: Run) -> bool | Refused:
    """Whoever may compute a campaign, and the system: how sure a run is follows from the run alone."""
    campaign = campaign_of_run(run)
    if is_system(user) or (campaign is not None and COMPUTE in rights_within(user, campaign.organisation)):
        return True
    return Refused(
        _("Intervals are estimated by methodologists and analysts of the organisation that runs the campaign.")
    )


def may_see_runs(user: User, campaign: Campaign) -> bool | Refused:
    """What was computed and is not published yet: for those who compute, run the campaign or read all of its place."""
    return COMPUTE in rights_within(user, campaign.organisation) or may_see_progress(user, campaign)
