from __future__ import annotations

from tarazy.web.rooms.campaigns.queries import campaigns
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.actions import QUEUED_AS, compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.work.life import Doing, long_work


@long_work(QUEUED_AS)
def compute_in_its_turn(doing: Doing, campaign: str, reason: str) -> None:
    """Compute a campaign in the name of whoever asked for it."""
    by = User.objects.get(pk=doing.started_by)
    compute_for_campaign(campaigns().get(pk=campaign), Reason(reason), by=by)
