"""The runs of a campaign, and whether its last one still says what is recorded."""

from __future__ import annotations

from django.db.models import QuerySet

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import assessed_units
from tarazy.web.rooms.results.models import CampaignRun, Run
from tarazy.web.rooms.results.queries.inputs import is_current


def runs_of(campaign: Campaign) -> QuerySet[CampaignRun]:
    """Everything that was computed for a campaign, the latest first."""
    found = CampaignRun.objects.filter(campaign=campaign).select_related("run__version", "run__computed_by")
    return found.order_by("-pk")


def latest_run_of(campaign: Campaign) -> Run | None:
    """The run of a campaign that was computed last, or None."""
    found = runs_of(campaign).first()
    return None if found is None else found.run


def run_before(campaign_run: CampaignRun) -> CampaignRun | None:
    """The run of the same campaign before this one, or None."""
    return runs_of(campaign_run.campaign).filter(pk__lt=campaign_run.pk).first()


def campaign_run_numbered(run: int) -> CampaignRun | None:
    """What was computed for a campaign under a run's number, with the campaign, or None."""
    found = CampaignRun.objects.select_related("run__version", "run__computed_by", "campaign__organisation")
    return found.select_related("campaign__version").filter(run=run).first()


def campaign_of_run(run: Run) -> Campaign | None:
    """The campaign for which a run was computed; None for a run of all units."""
    found = CampaignRun.objects.select_related("campaign").filter(run=run).first()
    return None if found is None else found.campaign


def is_outdated(run: Run) -> bool:
    """Whether something that a run reads was recorded since, or others take part in its campaign now."""
    of_campaign = CampaignRun.objects.filter(run=run).select_related("campaign").first()
    if of_campaign is not None and set(of_campaign.units) != _assessed(of_campaign.campaign):
        return True
    return not is_current(run)


def _assessed(campaign: Campaign) -> set[str]:
    return set(assessed_units(campaign).values_list("pk", flat=True))
