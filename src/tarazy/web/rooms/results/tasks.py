from __future__ import annotations

from tarazy.web.rooms.campaigns.queries import campaigns
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.actions.computing import ESTIMATED_AS, QUEUED_AS, compute_for_campaign
from tarazy.web.rooms.results.actions.estimating import estimate
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.queries.estimates import estimate_of
from tarazy.web.rooms.results.queries.tables import run_with
from tarazy.web.rooms.work.life import Doing, long_work


@long_work(QUEUED_AS)
def compute_in_its_turn(doing: Doing, campaign: str, reason: str) -> None:
    """Compute a campaign in the name of whoever asked for it."""
    by = User.objects.get(pk=doing.started_by)
    compute_for_campaign(campaigns().get(pk=campaign), Reason(reason), by=by)


@long_work(ESTIMATED_AS)
def estimate_in_its_turn(doing: Doing, run: int) -> None:
    """Say how sure a run is, in the name of whoever had it computed; once."""
    found = run_with(run)
    if found is not None and estimate_of(found) is None:
        estimate(found, doing.say_how_far, by=User.objects.get(pk=doing.started_by))
